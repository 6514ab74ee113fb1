import { expect, test } from "vitest";
import { planDeviations } from "../../../analysis/plan/planDeviations.ts";
import { preregistrationText } from "../../../analysis/plan/preregistration.ts";
import { loadStudy } from "../../../experiments/studyFile/commands.ts";
import { planHash } from "../../../experiments/studyFile/planHash.ts";

const { study } = await loadStudy("experiments/studies/coffee-brands/study.yaml");

test("the preregistration says who is asked what, what counts, what is computed, and its hash", () => {
  const text = preregistrationText({ ...study, quota: { completes: 400 } });
  for (const said of [
    `\`${planHash({ ...study, quota: { completes: 400 } })}\``,
    "- implicit: `iat` about `velmora` (iat, preset iat-recommended-1), 200 trials",
    "Collection stops when 400 participants have finished.",
    "At least 1 purchase of `velmora` from day 0 (exclusive) to day 28 (inclusive) after the session",
    "- `purchase_intent` (stated, yes when >=4)",
    '- "30% of yes-sayers buy": ppv of `purchase_intent` against 0.3',
    "10-fold cross-validation, repeated 10 times, seed 1; bootstrap: 500 resamples, seed 1",
  ]) {
    expect(text).toContain(said);
  }
});

test("a study without a quota is told that its size is not fixed", () => {
  expect(preregistrationText(study)).toContain("**Not fixed.** Set `quota.completes`");
});

test("the plan's hash changes with what is asked, counted or computed, and with nothing else", () => {
  const hash = planHash(study);
  expect(planHash({ ...study, title: { en: "Tea" } })).toBe(hash);
  const design = { kind: study.analysis.design.kind, preregistration: hash };
  expect(planHash({ ...study, analysis: { ...study.analysis, design } })).toBe(hash);
  const changed = [
    { ...study, outcome: { ...study.outcome!, toDays: 29 } },
    { ...study, quota: { completes: 10 } },
    { ...study, flow: [...study.flow].reverse() },
    { ...study, analysis: { ...study.analysis, margin: 0.1 } },
    { ...study, analysis: { ...study.analysis, design: { kind: "confirmatory" as const } } },
  ];
  expect(new Set([hash, ...changed.map(planHash)]).size).toBe(6);
});

test("a report says so when the study is no longer the one preregistered", () => {
  const registered = (preregistration: string, toDays: number) =>
    planDeviations({
      ...study,
      outcome: { ...study.outcome!, toDays },
      analysis: { ...study.analysis, design: { kind: "exploratory", preregistration } },
    });
  const hash = planHash(study);
  expect(registered(hash, 28)).toEqual([]);
  expect(registered(hash, 29)).toEqual([
    expect.stringMatching(
      `^The plan of this study \\([0-9a-f]{12}\\) is not the one that was preregistered \\(${hash.slice(0, 12)}\\)`,
    ),
  ]);
  expect(planDeviations(study)).toEqual([]);
});
