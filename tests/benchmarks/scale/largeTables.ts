import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Benchmark, Size } from "../benchmark.ts";
import { growthExponent } from "./growthExponent.ts";
import { runStep, shown, type Used } from "./runStep.ts";

/** People whom `compare` compares, and customers whom `value` values. */
const sizes: Readonly<Record<Size, { readonly compare: readonly number[]; readonly value: readonly number[] }>> = {
  quick: { compare: [300, 900], value: [2_000, 6_000] },
  whole: { compare: [2_000, 20_000, 100_000], value: [500_000, 5_000_000] },
};

type Step = "compare" | "value";
type Measured = { readonly step: Step; readonly size: number; readonly used: Used };

/** `compare` and `value` of large tables, each in a process of its own, and how their time and memory grow. The bars: compare of
 *  100,000 people in 150 s and of 20,000 in at most 12 times that of 2,000; value of 5,000,000 histories in 60 s and 1.5 GB. */
export const largeTables: Benchmark = {
  name: "large tables",
  what: "compare of many people and value of many customers (simulated), each in a process of its own",
  async run(size) {
    const folder = await mkdtemp(join(tmpdir(), "saydo-large-"));
    try {
      const measured: Measured[] = [];
      for (const step of ["compare", "value"] as const) {
        for (const rows of sizes[size][step]) measured.push(await measure(folder, step, rows));
      }
      return {
        rows: measured.map(({ step, size: rows, used }) => ({
          by: `${step}, ${rows.toLocaleString("en")} ${step === "compare" ? "people" : "customers"}`,
          measured: shown(used),
        })),
        notes: (["compare", "value"] as const).map((step) => growth(measured.filter((one) => one.step === step))),
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function measure(folder: string, step: Step, size: number): Promise<Measured> {
  const dir = join(folder, `${step}${size}`);
  await runStep(step === "compare" ? "drawPeople" : "drawCustomers", dir, String(size));
  const used = await runStep(step, dir);
  await rm(dir, { recursive: true });
  return { step, size, used };
}

function growth(measured: readonly Measured[]): string {
  const exponent = (of: (used: Used) => number) =>
    growthExponent(measured.map(({ size, used }) => ({ size, used: of(used) }))).toFixed(2);
  const [first, second] = measured;
  const times = (second?.used.cpu ?? Number.NaN) / (first?.used.cpu ?? Number.NaN);
  return (
    `${first?.step} grows to the power ${exponent(({ cpu }) => cpu)} in time, ${exponent(({ mb }) => mb)} in memory; ` +
    `${second?.size.toLocaleString("en")} takes ${times.toFixed(1)} times what ${first?.size.toLocaleString("en")} takes`
  );
}
