import type { JsPsych } from "jspsych";
import { describe, expect, test } from "vitest";
import { scoreTable } from "../../../analysis/data/scoring/scoreTable.ts";
import type { Measure } from "../../../experiments/contract/measure.ts";
import { measureNames } from "../../../experiments/measures/registry.ts";
import { installBrowserGlobals } from "../../../experiments/simulation/browserGlobals.ts";
import { readTrialText } from "../../analysis/data/scoring/readTrialText.ts";
import { personWith } from "../measures/play.ts";

installBrowserGlobals();
// jsPsych looks for the page as soon as it is loaded.
const { initJsPsych } = await import("jspsych");
const entry = await import("../../../experiments/standalone/measures.ts");
const { iat, likelihoodToRecommend } = entry;
const everyOne = Object.entries(entry) as readonly (readonly [keyof typeof entry, typeof iat])[];

const pair = { product: "Velmora", products: ["Quenby"] };

async function simulated(
  { createTimeline }: Pick<typeof iat, "createTimeline">,
  options: object = {},
): Promise<JsPsych> {
  const jsPsych = initJsPsych({ display_element: document.createElement("div") });
  const node = createTimeline(jsPsych, { ...pair, seed: 5, person: personWith(), ...options });
  await jsPsych.simulate([node] as never, "data-only");
  return jsPsych;
}

test("the package entry holds every measure under its own name", () => {
  expect(Object.keys(entry).sort()).toEqual([...measureNames].sort());
  for (const [name, { measure }] of Object.entries(entry)) expect(measure.name).toBe(name);
});

describe.each(everyOne)("%s without a server", (_, { measure, createTimeline, utils }) => {
  test("records its trials and scores them as `saydo score` scores their CSV", async () => {
    const jsPsych = await simulated({ createTimeline });
    const { trials } = measure.effort(measure.parameters.parse({}));
    const recorded = utils.trials(jsPsych).length;
    // People who did not buy are asked nothing more, and a visit to a shop is as long as one likes.
    const isOpen = measure.name === "purchaseReport" || measure.name === "shop";
    expect(recorded).toBeGreaterThanOrEqual(isOpen ? 1 : trials);
    expect(recorded).toBeLessThanOrEqual(trials);
    // A registry of different measures has one common type.
    const own = measure as unknown as Measure;
    const groups = readTrialText(own, { file: "trials.csv", text: utils.csv(jsPsych, "me") });
    const { scored } = scoreTable(own, groups, { splits: 0, seed: 1 });
    expect(scored.length).toBeGreaterThan(0);
    expect(utils.score(jsPsych)).toEqual(scored.map(({ instance, product, score }) => ({ instance, product, score })));
  });
});

describe("a standalone timeline", () => {
  test("names task, seed and assignment in every row", async () => {
    const jsPsych = await simulated(iat, { assignment: { pairingOrder: "incompatibleFirst" } });
    const [row] = jsPsych.data.get().values();
    expect(row).toMatchObject({ task: "iat", instance: "iat", seed: 5 });
    expect(row.assignment).toMatchObject({ pairingOrder: "incompatibleFirst" });
    expect(["left", "right"]).toContain(row.assignment.focalSide);
  });

  test("gives the same order and levels for the same seed, others for another", async () => {
    const stimuli = async (seed: number) =>
      iat.utils.trials(await simulated(iat, { seed })).map(({ stimulus, correctSide }) => [stimulus, correctSide]);
    expect(await stimuli(5)).toEqual(await stimuli(5));
    expect(await stimuli(6)).not.toEqual(await stimuli(5));
  });

  test("without a seed follows jsPsych's own", async () => {
    const seeds = [1, 1, 2].map((own) => {
      const jsPsych = initJsPsych({ display_element: document.createElement("div") });
      jsPsych.randomization.setSeed(String(own));
      return iat.createTimeline(jsPsych, pair).data.seed;
    });
    expect(seeds[0]).toBe(seeds[1]);
    expect(seeds[2]).not.toBe(seeds[0]);
  });

  test("can be taken apart into its screens", async () => {
    const jsPsych = initJsPsych({ display_element: document.createElement("div") });
    const options = { ...pair, seed: 5, person: personWith() };
    const screens = likelihoodToRecommend.timelineUnits.screens(jsPsych, options);
    await jsPsych.simulate(screens as never, "data-only");
    expect(likelihoodToRecommend.utils.trials(jsPsych)).toHaveLength(1);
    expect(jsPsych.data.get().values()[0]).toMatchObject({ task: "likelihoodToRecommend" });
  });

  test("scores by the profile and the settings asked for", async () => {
    const jsPsych = await simulated(iat);
    const [d1] = iat.utils.score(jsPsych, { profile: "d1" });
    const [d4] = iat.utils.score(jsPsych, { profile: "d4" });
    expect(d1?.score.value).not.toBe(d4?.score.value);
    expect(() => iat.utils.score(jsPsych, { profile: "d7" })).toThrow('no scoring profile "d7"; it has: d1');
    expect(() => iat.utils.score(jsPsych, { settings: { sdStage: "never" } })).toThrow(RangeError);
  });

  test.each([
    ["a parameter that is not there", { parameters: { trails: {} } }, "trails"],
    ["a wrong value", { parameters: { trials: { targets: "many" } } }, "targets"],
    ["a level that is not there", { assignment: { pairingOrder: "best" } }, 'no level "best"'],
    ["no product to compare with", { products: [] }, "product"],
  ])("refuses %s", (_, options, says) => {
    const jsPsych = initJsPsych({ display_element: document.createElement("div") });
    expect(() => iat.createTimeline(jsPsych, { ...pair, ...options } as never)).toThrow(says);
  });
});
