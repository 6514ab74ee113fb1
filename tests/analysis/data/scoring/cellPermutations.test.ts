import { describe, expect, test } from "vitest";
import { cellPermutations } from "../../../../analysis/data/scoring/cellPermutations.ts";
import { rowPermutations } from "../../../../analysis/data/scoring/rowPermutations.ts";
import { scoreEveryone } from "../../../../analysis/data/scoring/scoreEveryone.ts";
import type { Measure } from "../../../../experiments/contract/measure.ts";
import { affectMisattribution } from "../../../../experiments/measures/implicit/affectMisattribution/measure.ts";
import { approachAvoidance } from "../../../../experiments/measures/implicit/approachAvoidance/measure.ts";
import { evaluativePriming } from "../../../../experiments/measures/implicit/evaluativePriming/measure.ts";
import { goNoGoAssociation } from "../../../../experiments/measures/implicit/goNoGoAssociation/measure.ts";
import { iat } from "../../../../experiments/measures/implicit/iat/measure.ts";
import { type Random, randomStream } from "../../../../experiments/random/randomStream.ts";
import { dataPath, isDataAbsent } from "../../../sharedData.ts";
import { csvRows, scoredRows } from "./tables.ts";

/** `count` trials of a person, each made by `trial` from the person's own preference. */
const people = (count: number, trial: (index: number, preference: number, random: Random) => object) => {
  const random = randomStream(11);
  return Array.from({ length: 60 }, (_, person) => {
    const preference = random.normal();
    const rows = Array.from({ length: count }, (__, trialIndex) => ({
      trialIndex,
      ...trial(trialIndex, preference, random),
    }));
    return { participantId: String(person), instance: "", product: "", rows };
  });
};

const side = (index: number) => (index % 2 === 0 ? 1 : -1);
const latency = (shift: number, { normal }: Random) => 600 + shift + 90 * normal();

const amp = people(71, (index, preference, { uniform }) => ({
  prime: index % 2 === 0 ? "focal" : "comparison",
  isPleasant: uniform() < 0.5 + 0.15 * side(index) * preference,
}));
const ept = people(119, (index, preference, random) => ({
  prime: index % 2 === 0 ? "focal" : "comparison",
  targetValence: index % 4 < 2 ? "positive" : "negative",
  isCorrect: random.uniform() < 0.95,
  latencyMs: latency(20 * side(index) * preference * (index % 4 < 2 ? -1 : 1), random),
}));
const aat = people(79, (index, preference, random) => ({
  target: index % 2 === 0 ? "focal" : "comparison",
  action: index % 4 < 2 ? "approach" : "avoid",
  isCorrect: random.uniform() < 0.95,
  latencyMs: latency(25 * side(index) * preference * (index % 4 < 2 ? -1 : 1), random),
}));
const gnat = people(240, (index, preference, { uniform }) => ({
  pairing: index % 2 === 0 ? "compatible" : "incompatible",
  isSignal: index % 4 < 2,
  isGo: uniform() < (index % 4 < 2 ? 0.75 + 0.1 * side(index) * preference : 0.25),
}));

type Case = { readonly measure: Measure; readonly profile: string; readonly groups: typeof amp };
const cases: readonly Case[] = [
  // A registry of different measures has one common type.
  { measure: affectMisattribution as unknown as Measure, profile: "payne2005", groups: amp },
  { measure: evaluativePriming as unknown as Measure, profile: "", groups: ept },
  { measure: approachAvoidance as unknown as Measure, profile: "median", groups: aat },
  { measure: approachAvoidance as unknown as Measure, profile: "mean", groups: aat },
  { measure: approachAvoidance as unknown as Measure, profile: "d", groups: aat },
  { measure: goNoGoAssociation as unknown as Measure, profile: "", groups: gnat },
];

describe.each(cases)("the random halves of $measure.name ($profile)", ({ measure, profile, groups }) => {
  test("agree by cells as they do by whole rows, and the same seed draws them again", () => {
    const settings = measure.settings.parse(measure.profiles[profile] ?? {});
    const plan = { measure, settings, splits: 120, seed: 5 };
    const scored = scoreEveryone(measure, groups, settings);
    const meanOf = (rs: readonly (number | null)[] | null) => rs!.reduce<number>((sum, r) => sum + r!, 0) / rs!.length;
    const [byCells, byRows] = [cellPermutations(plan, scored), rowPermutations(plan, scored)];
    expect(meanOf(byRows)).toBeGreaterThan(0.2);
    expect(Math.abs(meanOf(byCells) - meanOf(byRows))).toBeLessThan(0.03);
    expect(cellPermutations(plan, scored)).toEqual(byCells);
  });
});

test("a measure that is not scored by cells has none", () => {
  // A registry of different measures has one common type.
  const measure = iat as unknown as Measure;
  expect(cellPermutations({ measure, settings: {}, splits: 3, seed: 1 }, [])).toBeNull();
});

test.skipIf(isDataAbsent("amp_obama_trump"))(
  "5,000 splits of amp_obama_trump give the reliability of the reference",
  () => {
    const rows = csvRows(dataPath("amp_obama_trump", "trials_exp4.csv")).map((row) => ({
      participant_id: row.subject,
      trial_index: row.trial_in_file,
      prime: row.prime === "obama" ? "focal" : "comparison",
      is_pleasant: row.rating,
    }));
    const { summary } = scoredRows(affectMisattribution, rows, { splits: 5000 });
    expect(summary.reliability?.permutation).toMatchObject({ splits: 5000 });
    expect(summary.reliability?.permutation.mean).toBeGreaterThan(0.92);
  },
);
