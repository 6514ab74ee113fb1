import type { PartName } from "./parts.ts";

/** What the terms of a part mean, one line each, under its heading. */
export const GLOSSARY: Readonly<Partial<Record<PartName, readonly (readonly [term: string, meaning: string])[]>>> = {
  claims: [["Interval [a, b]", "the range of values that fit the data; 95 of 100 such ranges hold the true value."]],
  ranking: [
    ["AUC", "the chance that a person who did it scores above one who did not; .50 is a coin, 1 is perfect."],
    ["ΔAUC", "the difference of two AUCs of the same people."],
  ],
  rules: [
    ["PPV", "of those who say yes, the share who do it."],
    ["Lift", "that share divided by the share of everybody."],
    ["Sensitivity", "of those who do it, the share who said yes."],
    ["Specificity", "of those who do not, the share who did not say yes."],
  ],
  models: [
    ["R²", "how much of who did it a model explains, from 0 to 1; Nagelkerke's and Tjur's are two ways to count it."],
    ["Out of fold", "predicted for people whom the model had not seen."],
    ["Brier score", "the mean squared distance between prediction and what happened; smaller is better."],
  ],
  calibration: [
    ["Slope", "1 where predicted chances spread as much as what happened; below 1 they are too extreme."],
    ["Isotonic", "smoothed so that the share never falls as the answer rises."],
  ],
  importance: [
    ["Shapley share", "a measure's part of what all explain together, averaged over every order of adding them."],
  ],
  usefulness: [
    [
      "Net benefit",
      "people reached who do it, less the contacts wasted, these weighed by the chance at which a contact just pays.",
    ],
    ["Threshold", "the chance of doing it at which a contact just pays."],
  ],
  reliability: [
    ["Reliability", "how well a measure agrees with itself, from 0 to 1."],
    ["Cronbach's α", "reliability from how the items of a scale go together."],
  ],
  robustness: [["Reliability assumed", "how far the stated answers are free of measurement error; 1 is none."]],
  missing: [["Information missing", "the part of an estimate that rests on filled-in values."]],
  spend: [["Gini", "0 where everybody spends the same, 1 where one person spends everything."]],
};
