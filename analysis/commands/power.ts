import { dirname } from "node:path";
import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import type { Truth } from "../../experiments/contract/truth.ts";
import { loadStudy } from "../../experiments/studyFile/commands.ts";
import { makeFolder } from "../../experiments/studyFile/makeFolder.ts";
import { readTruth } from "../../experiments/studyFile/readTruth.ts";
import { writeNamed } from "../../experiments/studyFile/writeNamed.ts";
import { readHashedText } from "../data/readFile.ts";
import { readPlan } from "../plan/plan.ts";
import { outcomesOf } from "../plan/planMentions.ts";
import { type PlanPower, planPower } from "../power/planPower.ts";
import { powerText } from "../power/powerText.ts";
import { jsonText } from "./jsonText.ts";

/** The options of `saydo power`. */
export type PowerCommand = {
  /** The plan to try; the study's own when absent. */
  readonly plan?: string;
  /** Its quota is tried as a size. */
  readonly study?: string;
  /** What is assumed (JSON or YAML); the default truth when absent. */
  readonly truth?: string;
  /** Sizes to try. */
  readonly participants?: readonly number[];
  /** Studies simulated of each size. */
  readonly sims?: number;
  readonly seed?: number;
  /** Where every number goes. */
  readonly json?: string;
};

const SIZES = [100, 200, 400, 800, 1600] as const;
const SIMS = 500;
const FEWEST = 10;
const DEFAULT_SEED = 1;

/** Sample size and power of a plan, by formula and by simulation under an assumed truth; returns the page to print.
 *  Throws a Problem when a file has a mistake or the truth leaves nothing to model. */
export async function runPower(options: PowerCommand): Promise<string> {
  const sims = atLeast("--sims", { least: 1, found: [options.sims ?? SIMS] })[0]!;
  const { plan, quota } = await planned(options);
  const file = options.plan ?? options.study;
  if (!outcomesOf(plan).some(({ outcome }) => outcome.kind === "binary")) {
    const todo = "Name a yes/no outcome, or one with a rule.";
    throw new Problem({ code: "plan-invalid", detail: "Power is computed for yes/no outcomes.", ...at(file), todo });
  }
  const truth = await readTruth(options.truth);
  const sizes = atLeast("--participants", { least: FEWEST, found: options.participants ?? sizesWith(quota) });
  const trial = { truth, sizes, sims, seed: options.seed ?? DEFAULT_SEED };
  const power = planPower(plan, trial);
  if (power === null) throw nothingToModel(options.truth, truth);
  if (options.json !== undefined) await writeJson(options.json, power);
  return powerText(power);
}

async function planned({ plan, study }: PowerCommand): Promise<{ plan: AnalysisPlan; quota: number | undefined }> {
  const loaded = study === undefined ? null : await loadStudy(study);
  const quota = loaded?.study.quota?.completes;
  if (plan === undefined) {
    if (loaded) return { plan: loaded.study.analysis, quota };
    const detail = "Neither a plan nor a study was named.";
    throw new Problem({ code: "setting-invalid", detail, todo: "Add --plan plan.yaml or --study study.yaml." });
  }
  const read = readPlan({ file: plan, text: (await readHashedText(plan, "--plan")).text });
  if ("problems" in read) throw new Problem(read.problems[0], { all: read.problems });
  return { plan: read.value, quota };
}

type Counts = { readonly least: number; readonly found: readonly number[] };

function atLeast(option: string, { least, found }: Counts): readonly number[] {
  const wrong = found.find((count) => count < least);
  if (wrong === undefined) return found;
  const detail = `${option} cannot be ${wrong}.`;
  const told = { path: option, expected: `${least} or more`, found: String(wrong), todo: "Correct the option." };
  throw new Problem({ code: "setting-invalid", detail, ...told });
}

function sizesWith(quota: number | undefined): readonly number[] {
  return [...new Set([...SIZES, ...(quota === undefined ? [] : [quota])])].sort((a, b) => a - b);
}

function nothingToModel(file: string | undefined, { baseRate, betas }: Truth): Problem {
  return new Problem({
    code: "setting-invalid",
    detail:
      "Under this truth there is nothing to model: almost nobody buys, almost everybody does, or scores never err.",
    ...at(file),
    expected: "some buyers and some others at every score",
    found: `baseRate ${baseRate}, betas ${betas.stated} and ${betas.implicit}`,
    todo: "Assume a base rate further from 0 and 1, or smaller betas.",
  });
}

function at(file: string | undefined): { readonly file?: string } {
  return file === undefined ? {} : { file };
}

async function writeJson(path: string, power: PlanPower): Promise<void> {
  makeFolder(dirname(path));
  await writeNamed(path, jsonText(power));
}
