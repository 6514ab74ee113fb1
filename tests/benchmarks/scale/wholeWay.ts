import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Benchmark } from "../benchmark.ts";
import { growthExponent } from "./growthExponent.ts";
import { runStep, shown, type Used } from "./runStep.ts";

/** People of each run. SAYDO_PEOPLE=100000 measures others: that needs 28 GB of disk. */
const sizes = { quick: [300, 900], whole: [1_500, 6_000] };
const FEW = 300;
const STUDY = "experiments/studies/coffee-brands/study.yaml";
const ID = "coffee-brands";

type Measured = { readonly people: number; readonly exported: Used; readonly reported: Used };

/** The whole way of a study: from its store to an export with scores, and from that to the report. */
export const wholeWay: Benchmark = {
  name: "whole way",
  what: "export with scores, then the report, out of the store of a study (203 trials a person)",
  async run(size) {
    const asked = process.env["SAYDO_PEOPLE"]?.split(",").map(Number);
    const folder = await mkdtemp(join(tmpdir(), "saydo-way-"));
    try {
      const few = join(folder, "few");
      await runStep("simulateStore", STUDY, few, String(FEW));
      const measured: Measured[] = [];
      for (const people of asked ?? sizes[size]) measured.push(await measure(folder, few, people));
      return { rows: measured.flatMap(rowsOf), notes: growth(measured) };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function measure(folder: string, few: string, people: number): Promise<Measured> {
  const [store, dir] = [join(folder, `store${people}`), join(folder, `of${people}`)];
  await runStep("growStore", few, store, String(people));
  const exported = await runStep("export", store, dir, ID);
  const reported = await runStep("report", dir);
  for (const made of [store, dir]) await rm(made, { recursive: true });
  return { people, exported, reported };
}

function rowsOf({ people, exported, reported }: Measured) {
  const of = `${people.toLocaleString("en")} people`;
  return [
    { by: `export with scores, ${of}`, measured: shown(exported) },
    { by: `report, ${of}`, measured: shown(reported) },
  ];
}

function growth(measured: readonly Measured[]): readonly string[] {
  if (measured.length < 2) return [];
  return (["exported", "reported"] as const).map((step) => {
    const exponent = (of: (used: Used) => number) =>
      growthExponent(measured.map((one) => ({ size: one.people, used: of(one[step]) }))).toFixed(2);
    return `${step} grows with people to the power ${exponent(({ cpu }) => cpu)} in time, ${exponent(({ mb }) => mb)} in memory`;
  });
}
