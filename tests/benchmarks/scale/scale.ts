import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Benchmark, Row } from "../benchmark.ts";
import { growthExponent } from "./growthExponent.ts";
import { built, runStep, shown, type Used } from "./runStep.ts";

const run = promisify(execFile);
type Step = "score" | "report";

/** People of each run. SAYDO_PEOPLE=100000 measures others: that needs 9 GB of disk. */
const sizes = { quick: [300, 900], whole: [1_500, 3_000, 6_000, 12_000, 30_000] };
const FEW = 300;
const STUDY = "experiments/studies/coffee-brands/study.yaml";

/** From an export of trials to its scores, and from scores to the report: processor time and memory by the number of
 *  people, and how both grow. */
export const scale: Benchmark = {
  name: "scale",
  what: "scores and report of large studies (203 trials a person), each in a process of its own",
  async run(size) {
    const asked = process.env["SAYDO_PEOPLE"]?.split(",").map(Number);
    const folder = await mkdtemp(join(tmpdir(), "saydo-scale-"));
    try {
      const few = join(folder, "few");
      await run(process.execPath, [
        built("saydo.js"),
        "simulate",
        STUDY,
        "--participants",
        String(FEW),
        "--seed",
        "1",
        "--out",
        few,
      ]);
      const measured: Measured[] = [];
      for (const people of asked ?? sizes[size]) measured.push(await measure(folder, people));
      return { rows: measured.flatMap(rowsOf), notes: growth(measured) };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

type Measured = { readonly people: number } & Readonly<Record<Step, Used>>;

async function measure(folder: string, people: number): Promise<Measured> {
  const dir = join(folder, `of${people}`);
  await runStep("grow", join(folder, "few"), dir, String(people));
  const [score, report] = [await runStep("score", dir), await runStep("report", dir)];
  await rm(dir, { recursive: true });
  return { people, score, report };
}

function rowsOf({ people, score, report }: Measured): readonly Row[] {
  const row = (name: Step, used: Used): Row => ({
    by: `${name}, ${people.toLocaleString("en")} people`,
    measured: shown(used),
  });
  return [row("score", score), row("report", report)];
}

/** How time and memory grow, fitted over all sizes. */
function growth(measured: readonly Measured[]): readonly string[] {
  if (measured.length < 2) return [];
  const exponent = (of: (one: Measured) => number) =>
    growthExponent(measured.map((one) => ({ size: one.people, used: of(one) }))).toFixed(2);
  return (["score", "report"] as const).map(
    (name) =>
      `${name} grows with people to the power ${exponent((one) => one[name].cpu)} in time, ${exponent((one) => one[name].mb)} in memory`,
  );
}
