import { expect, test } from "vitest";
import { measureOutcomes, recordedColumns } from "../../../../analysis/data/scoring/measureOutcomes.ts";
import type { ExclusionReason } from "../../../../experiments/contract/measure.ts";
import { StudyOutcome } from "../../../../experiments/contract/studyOutcome.ts";

const study = {
  outcomes: [
    { id: "bought", class: "observed-purchase", days: [0, 28] },
    { id: "reported", class: "self-report", from: "purchaseReport", product: "velmora" },
    { id: "meant", class: "stated", from: "intent", rule: ">=4" },
    { id: "chose", class: "incentivised-choice", from: "choice", rule: ">0.5" },
    { id: "wished", class: "hypothetical-choice", from: "choice", rule: ">0.5" },
  ].map((one) => StudyOutcome.parse(one)),
};
const instances = [
  { instance: "purchaseReport", measure: "purchaseReport" },
  { instance: "intent", measure: "purchaseIntent" },
  { instance: "choice", measure: "realChoice" },
];
const scored = (participantId: string, instance: string, found: number | ExclusionReason) => ({
  participantId,
  instance,
  product: "velmora",
  score: {
    trialsUsed: 1,
    parts: {},
    ...(typeof found === "number" ? { value: found } : { value: null, excluded: found }),
  },
});
const cellsOf = measureOutcomes(study, instances, [
  scored("ann", "purchaseReport", 1),
  scored("ann", "intent", 4),
  scored("ann", "choice", 0.75),
  scored("ben", "purchaseReport", "not-answered"),
  scored("ben", "intent", 3),
  scored("cas", "purchaseReport", "off-scale"),
]);
const cells = (participantId: string, stakes: string, product = "velmora") =>
  cellsOf({ participantId, product }, { assignment: JSON.stringify({ "choice.stakes": stakes }) });

test("an outcome from a measure is its score by the rule, or says why it is not known", () => {
  expect(cells("ann", "real")).toEqual({
    ...{ reported: "1", reported_reason: "", meant: "1", meant_reason: "" },
    ...{ chose: "1", chose_reason: "", wished: "", wished_reason: "not-asked" },
  });
  expect(cells("ann", "hypothetical")).toMatchObject({ chose_reason: "not-asked", wished: "1" });
  expect(cells("ben", "real")).toMatchObject({
    reported_reason: "not-answered",
    meant: "0",
    chose_reason: "not-answered",
  });
  expect(cells("cas", "real")).toMatchObject({ reported: "", reported_reason: "excluded" });
});

test("an outcome about one product is empty beside another", () => {
  expect(cells("ann", "real", "quenby")).toMatchObject({ reported: "", reported_reason: "" });
});

test("what outcomes.csv holds of a study with several outcomes are those counted in records", () => {
  expect(recordedColumns(study)).toEqual(
    ["", "_reason", "_days", "_event", "_entry", "_kept"].map((end) => `bought${end}`),
  );
  expect(recordedColumns({})).toEqual(["bought", "outcome_reason", "bought_kept"]);
});
