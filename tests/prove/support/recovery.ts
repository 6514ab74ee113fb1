import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);
const Interval = z.tuple([z.number(), z.number()]);
const Auc = z.looseObject({ ci95_delong: Interval });
const Rule = z.looseObject({ base_rate: z.number(), tp: z.number(), fp: z.number(), tn: z.number(), fn: z.number() });
const Results = z.looseObject({
  auc: z.looseObject({ purchase_intent: Auc, iat: Auc }),
  rules: z.looseObject({ purchase_intent_top2: Rule }),
  answers: z.looseObject({
    E4: z.looseObject({ verdict: z.string(), construct: z.looseObject({ verdict: z.string() }).optional() }),
  }),
});

/** What the report on one simulated study said. */
export type Recovered = {
  readonly seed: number;
  readonly stated: readonly [number, number];
  readonly implicit: readonly [number, number];
  readonly buyers: number;
  readonly people: number;
  /** The verdict on whether the implicit measure adds to prediction, and on whether it carries something of its own. */
  readonly predictive: string;
  readonly construct: string;
};

/** Simulates one study of a truth through the command, the server and HTTP, and reads its report. */
export async function recoverOnce(truth: string, participants: number, seed: number): Promise<Recovered> {
  const folder = await mkdtemp(join(tmpdir(), "saydo-recovery-"));
  const [out, html, json] = ["export", "report.html", "report.json"].map((name) => join(folder, name));
  try {
    const counts = ["--participants", String(participants), "--seed", String(seed)];
    await saydo(["simulate", "fixtures/studies/recovery.yaml", "--truth", truth, ...counts, "--out", out ?? ""]);
    await saydo(["report", out ?? "", "--html", html ?? "", "--json", json ?? ""]);
    const { auc, rules, answers } = Results.parse(JSON.parse(await readFile(json ?? "", "utf8")));
    const { tp, fp, tn, fn } = rules.purchase_intent_top2;
    return {
      seed,
      stated: auc.purchase_intent.ci95_delong,
      implicit: auc.iat.ci95_delong,
      buyers: tp + fn,
      people: tp + fp + tn + fn,
      predictive: answers.E4.verdict,
      construct: answers.E4.construct?.verdict ?? "not testable here",
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function saydo(args: readonly string[]): Promise<void> {
  await run(process.execPath, [join("dist", "saydo.js"), "--quiet", ...args], { maxBuffer: 64 * 1024 * 1024 });
}

/** One study a seed, `atOnce` at a time. */
export async function recover(options: {
  readonly truth: string;
  readonly participants: number;
  readonly seeds: readonly number[];
  readonly atOnce: number;
}): Promise<readonly Recovered[]> {
  const { truth, participants, seeds, atOnce } = options;
  const done: Recovered[] = [];
  for (let from = 0; from < seeds.length; from += atOnce) {
    const batch = seeds.slice(from, from + atOnce);
    done.push(...(await Promise.all(batch.map((seed) => recoverOnce(truth, participants, seed)))));
  }
  return done;
}

export function covers([low, high]: readonly [number, number], value: number): boolean {
  return low <= value && value <= high;
}
