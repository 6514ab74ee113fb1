import type { ReportContextInput } from "../../../analysis/blocks/context.ts";
import type { Comparison } from "../../../analysis/findings/comparison.ts";
import { comparedCase } from "../findings/cases.ts";

/** A context with everything in it, for the oracle studies: their data are synthetic and labelled so. */
export const fullContext: ReportContextInput = {
  title: "Morning coffee: what people said, and what they bought",
  isSimulated: true,
  researcher: "A. de Vries",
  sponsor: "Brightwater Roasters (fictitious)",
  conflicts: "None declared",
  madeAt: "2026-06-14T09:30:00Z",
  outcome: {
    class: "observed-purchase",
    product: "Brightwater coffee",
    window: { fromDays: 0, toDays: 28 },
    until: "28 May 2026",
    returns: "net",
  },
  population: "Adult coffee drinkers of one panel, customers or not",
  frame: "Brightwater by itself",
  measures: [
    {
      column: "nps",
      label: "Likelihood to recommend",
      kind: "stated",
      instrument: "0 to 10",
      scale: [0, 10],
      ends: ["not at all likely", "extremely likely"],
      yes: "would recommend it (9–10)",
      minutes: 0.2,
      trials: 1,
    },
    {
      column: "pi5",
      label: "Purchase intent",
      kind: "stated",
      instrument: "five answers",
      scale: [1, 5],
      ends: ["definitely not", "definitely"],
      yes: "said they would buy",
      minutes: 0.2,
      trials: 1,
    },
    {
      column: "juster",
      label: "Purchase probability",
      kind: "stated",
      instrument: "Juster, 0 to 10",
      scale: [0, 10],
      yes: "gave it 7 chances in 10 or more",
      minutes: 0.3,
      trials: 1,
    },
    {
      column: "dscore",
      label: "Association test",
      kind: "implicit",
      instrument: "IAT, D score",
      yes: "preferred it by association",
      minutes: 6.5,
      trials: 180,
    },
  ],
  primary: { stated: "pi5", implicit: "dscore" },
  flow: [
    { step: "Invited", n: 212, left: [{ reason: "did not open the link", n: 71 }] },
    { step: "Consented", n: 141, left: [{ reason: "stopped before the end", n: 13 }] },
    {
      step: "Completed",
      n: 128,
      left: [
        { reason: "too fast in the timed task", n: 9 },
        { reason: "too many errors", n: 4 },
      ],
    },
    {
      step: "Valid scores",
      n: 115,
      left: [
        { reason: "no consent to linkage", n: 21 },
        { reason: "not matched", n: 8 },
        { reason: "window not covered", n: 6 },
      ],
    },
    { step: "Outcome known", n: 80, left: [] },
  ],
  coverage: {
    sources: ["loyalty card"],
    observable: 80,
    gaps: { "no-consent": 21, "not-matched": 8, "not-observable": 6, "window-open": 0 },
    assumedShare: 0.85,
  },
  exclusions: [
    { measure: "Association test", reason: "more than 10 % of trials under 300 ms", n: 9 },
    { measure: "Association test", reason: "too many errors", n: 4 },
  ],
  selection: [
    { exit: "Skipped the timed task", n: 13, statedMean: 2.9, statedSd: 1.0, observable: 9, bought: 4 },
    { exit: "Excluded", n: 13, statedMean: 3.1, statedSd: 0.9, observable: 10, bought: 5 },
    { exit: "Kept", n: 80, statedMean: 3.19, statedSd: 0.93, observable: 80, bought: 45 },
  ],
  design: { kind: "exploratory" },
  command: "saydo report morning-coffee --html report.html",
};

/** An oracle case as it is compared, with answers, claims and hashes that tests look for. */
export function exampleComparison(caseName: string): Comparison {
  return comparisonOf({
    ...comparedCase(caseName),
    say_do_by_implicit_tercile: [
      { stated_yes: 0, tercile: 1, x: 3, n: 17, estimate: 3 / 17, wilson95: [0.0619, 0.4103] },
      { stated_yes: 0, tercile: 2, x: 6, n: 15, estimate: 0.4, wilson95: [0.1982, 0.6425] },
      { stated_yes: 0, tercile: 3, x: 12, n: 15, estimate: 0.8, wilson95: [0.5481, 0.9295] },
      { stated_yes: 1, tercile: 1, x: 3, n: 9, estimate: 1 / 3, wilson95: [0.1206, 0.6458] },
      { stated_yes: 1, tercile: 2, x: 9, n: 12, estimate: 0.75, wilson95: [0.4677, 0.9111] },
      { stated_yes: 1, tercile: 3, x: 12, n: 12, estimate: 1, wilson95: [0.7575, 1] },
    ],
    answers: {
      E1: {
        estimate: 24 / 33,
        interval: [0.5578, 0.8491],
        n: 33,
        verdict: "contradicts 30 %",
        sentence: "Of 33 people who said they would buy, 24 did; of all 80 people, 45 bought.",
      },
      E2: {
        estimate: 29 / 33,
        interval: [0.7269, 0.9522],
        n: 33,
        verdict: "more than stated at the same rate",
        sentence: "Of the 33 people highest on the association test, 29 bought, against 24 of the 33 who said yes.",
      },
      E3: {
        estimate: 0.1622,
        interval: [0.0062, 0.3183],
        n: 80,
        verdict: "implicit better",
        sentence:
          "The association test ranked buyers better than purchase intent; the interval nearly reaches no difference.",
      },
      E4: {
        estimate: 0.2314,
        interval: [0.1097, 0.3532],
        n: 80,
        verdict: "implicit adds",
        predictive: { verdict: "implicit adds" },
        construct: { verdict: "not testable here", reason: "one stated item" },
        sentence:
          "Adding the association test to two stated items raised the out-of-fold AUC from .66 to .90 (LR p < .001).",
      },
      E5: {
        estimate: 18.22,
        interval: null,
        n: 80,
        verdict: "stated adds",
        sentence: "Adding the stated items to the association test improved the fit: χ²(2) = 18.2, p < .001.",
      },
      E12: {
        estimate: null,
        interval: null,
        n: 80,
        verdict: "same sign in all 12 specifications",
        sentence: "With two more reversals among the 33 yes-sayers E3 would be open; about 140 people would settle it.",
      },
    },
    claims: [
      {
        statement: "30 % of yes-sayers buy",
        measure: "pi5",
        reading: "ppv",
        value: 0.3,
        estimate: 24 / 33,
        interval: [0.5578, 0.8491],
        x: 24,
        n: 33,
        p: 5.17e-7,
        verdict: "contradicted",
        n_to_decide: null,
      },
      {
        statement: "The implicit test is right for 70 %",
        measure: "dscore",
        reading: "ppv",
        value: 0.7,
        estimate: 0.825,
        interval: [0.6805, 0.9125],
        x: 33,
        n: 40,
        p: 0.1186,
        verdict: "undetermined",
        n_to_decide: 121,
      },
      {
        statement: "The implicit test is right for 70 %",
        measure: "dscore",
        reading: "auc",
        value: 0.7,
        estimate: 0.857,
        interval: [0.7756, 0.9387],
        x: null,
        n: 80,
        p: null,
        verdict: "contradicted",
        n_to_decide: null,
      },
    ],
    warnings: ["juster: 3 answers of 10 and a purchase probability of 0 stand together in one block of rows."],
    seed: 1,
    version: "0.1.0",
    data_sha256: "9f2c6d1a7b3e4f5061728394a5b6c7d8e9f00112233445566778899aabbccdde",
    plan_sha256: "1b3e4f5061728394a5b6c7d8e9f00112233445566778899aabbccdde9f2c6d1a",
  });
}

/** Results as a file of them would be read. */
export function comparisonOf(results: object): Comparison {
  return JSON.parse(JSON.stringify(results));
}
