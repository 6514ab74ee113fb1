import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { contrastOf } from "../../../analysis/statistics/experiment/contrast.ts";
import { TrialBody } from "../../../experiments/contract/trial.ts";
import { Truth } from "../../../experiments/contract/truth.ts";
import { installBrowserGlobals } from "../../../experiments/simulation/browserGlobals.ts";
import { drawPeople } from "../../../experiments/simulation/drawPeople.ts";
import { loadStudy } from "../../../experiments/studyFile/commands.ts";
import { factorsOf } from "../../../experiments/studyFile/flow.ts";

installBrowserGlobals();
// jsPsych looks for the page as soon as it is loaded.
const { playStudy } = await import("../../../experiments/simulation/playStudy.ts");

const folder = join(process.cwd(), "experiments", "studies");
const names = readdirSync(folder);

/** What each expectation file holds. */
const Expectation = z.strictObject({
  says: z.string().min(1),
  source: z.string().regex(/\b(19|20)\d\d\b/),
  people: z.int().min(100),
  effect: Truth,
  none: Truth,
});

describe.each(names)("the ready study %s", (name) => {
  test("is a correct study that a simulated person plays to its end in every arm", async () => {
    const { study } = await loadStudy(join(folder, name, "study.yaml"));
    const first = Object.fromEntries(
      Object.entries(factorsOf(study)).map(([factor, levels]) => [factor, levels[0] ?? ""]),
    );
    const [drawn] = drawPeople(Truth.parse({}), 1, 3);
    for (const arm of study.randomise.arms ?? ["both"]) {
      const assignment = { ...first, ...(study.randomise.arms === undefined ? {} : { arm }) };
      const bodies = await playStudy({ study, assignment, seed: 3, language: "en", person: drawn!.person });
      for (const body of bodies) expect(TrialBody.safeParse(body).error).toBeUndefined();
      expect(bodies.length > 0).toBe(arm !== "none");
    }
  });
});

const expecting = names.filter((name) => existsSync(join(folder, name, "expectation.yaml")));

test.each(expecting)("%s says what to expect, with its source", (name) => {
  const text = readFileSync(join(folder, name, "expectation.yaml"), "utf8");
  expect(Expectation.safeParse(parse(text)).error).toBeUndefined();
});

/** Simulated studies of which every second person is asked: how often those asked are found to buy more. */
function shareFound(truth: Truth, { people, studies }: { readonly people: number; readonly studies: number }): number {
  const found = Array.from({ length: studies }, (_, study) => {
    const drawn = drawPeople(truth, people, 500 + study);
    const bought = (asked: 0 | 1) =>
      drawn.flatMap(({ index, buys, buysUnasked }) =>
        index % 2 === asked ? [(asked ? buys : buysUnasked) ? 1 : 0] : [],
      );
    const effect = contrastOf([
      { values: bought(1), weight: 1 },
      { values: bought(0), weight: -1 },
    ]);
    return effect !== null && effect.p < 0.05 && effect.estimate > 0;
  });
  return found.filter(Boolean).length / studies;
}

test("asking-changes-buying finds its effect in at least 80 % of simulated studies, and none in at most 5 % without", () => {
  const text = readFileSync(join(folder, "asking-changes-buying", "expectation.yaml"), "utf8");
  const { people, effect, none } = Expectation.parse(parse(text));
  const studies = Number(process.env["SAYDO_STUDIES"] ?? 60);
  expect(shareFound(effect, { people, studies })).toBeGreaterThanOrEqual(0.8);
  expect(shareFound(none, { people, studies })).toBeLessThanOrEqual(0.05);
});
