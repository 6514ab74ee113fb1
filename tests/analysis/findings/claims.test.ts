import { describe, expect, test } from "vitest";
import { cellsOf, type DataTable, withColumn } from "../../../analysis/data/dataTable.ts";
import type { JudgedClaim } from "../../../analysis/findings/claims/judgedClaims.ts";
import type { AnalysisPlanInput } from "../../../experiments/contract/plan.ts";
import { compareBy, simulated } from "./tables.ts";

const people = simulated({ n: 150, seed: 11, attitude: 1, implicit: 0.8 });
/** Every person twice, as if they had been asked about two products and always did the same. */
const twice: DataTable = {
  rows: 2 * people.rows,
  columns: new Map([...people.columns].map(([name, cells]) => [name, [...cells, ...cells]])),
};
const READINGS = ["ppv", "accuracy", "sensitivity", "auc"] as const;
const PLAN: AnalysisPlanInput = {
  outcome: "bought",
  stated: [{ column: "stated", yes: ">0" }],
  implicit: ["score"],
  outcome_class: "observed-purchase",
  claims: READINGS.map((reading) => ({ statement: reading, measure: "score", reading, value: 0.7 })),
};

function claimsOf(plan: AnalysisPlanInput, table: DataTable): Readonly<Record<string, JudgedClaim>> {
  const judged = Object.values(Object(compareBy(plan, table).claims)).map((claim): JudgedClaim => Object(claim));
  return Object.fromEntries(judged.map((claim) => [claim.reading, claim]));
}

const plain = claimsOf(PLAN, people);
const clustered = claimsOf({ ...PLAN, participant: "id" }, twice);
const naive = claimsOf(PLAN, twice);
const widthOf = (claim: JudgedClaim | undefined) => claim!.interval![1] - claim!.interval![0];

describe("claims about rows of persons", () => {
  test.each(READINGS)("of %s have the interval of as many persons, not of as many rows", (reading) => {
    // every person twice tells nothing new: counting rows would narrow the interval by √2
    expect(widthOf(clustered[reading]) / widthOf(plain[reading])).toBeGreaterThan(0.99);
    expect(widthOf(clustered[reading]) / widthOf(plain[reading])).toBeLessThan(1.02);
    expect(widthOf(naive[reading]) / widthOf(plain[reading])).toBeLessThan(0.73);
  });

  test.each(READINGS)("of %s are tested by persons", (reading) => {
    const [persons, rows] = [clustered[reading]!.p!, naive[reading]!.p!];
    expect(persons).toBeGreaterThan(rows);
    // the interval and the test agree on whether the claim is excluded
    expect(persons < 0.05).toBe(clustered[reading]!.verdict === "contradicted");
  });

  test("say that what would decide them is rows", () => {
    const open = Object.values(clustered).filter(({ n_to_decide: needed }) => needed !== null);
    expect(open.length).toBeGreaterThan(0);
    for (const { sentence } of open)
      expect(sentence).toMatch(/; about \d+ rows of (yes-sayers|people|buyers) would decide/);
  });

  test("have no exact tests of rows beside them", () => {
    const { ppv_claims: tests, warnings } = compareBy({ ...PLAN, participant: "id" }, twice);
    expect(tests).toEqual({});
    expect(warnings).toContain(
      "Exact tests of claimed shares are left out, because they count every row once; the claims themselves count persons.",
    );
  });
});

describe("the n that would decide an open claim", () => {
  test.each(READINGS)("of %s is the smallest that does", (reading) => {
    const value = plain[reading]!.estimate! + 0.02;
    const claims = [{ statement: "s", measure: "score", reading, value }];
    const claim = claimsOf({ ...PLAN, claims }, people)[reading]!;
    expect(claim.verdict).toBe("undetermined");
    expect(claim.n_to_decide).toBeGreaterThan(claim.n);
    // the interval shrinks with the root of n, and the gap of .02 is less than the margin: either the claim falls out of
    // the interval or the interval comes to lie within the margin around it, whichever is first
    const half = (widthOf(claim) / 2) * Math.sqrt(claim.n / claim.n_to_decide!);
    expect(half).toBeLessThan(0.033);
    expect(half).toBeGreaterThan(0.018);
    expect(claim.participants_to_decide).toBe(Math.ceil((claim.n_to_decide! * 150) / claim.n));
  });
});

describe("the same claim of 70 %", () => {
  test("is four different numbers by its four readings", () => {
    const estimates = READINGS.map((reading) => plain[reading]!.estimate);
    expect(new Set(estimates).size).toBe(4);
  });

  test("is supported where the whole interval lies within the margin of it", () => {
    const claims = [{ statement: "s", measure: "score", reading: "auc" as const, value: plain.auc!.estimate! }];
    const claim = claimsOf({ ...PLAN, claims, margin: 0.2 }, people).auc;
    expect(claim).toMatchObject({ verdict: "supported", n_to_decide: null, participants_to_decide: null });
  });
});

describe("survey weights", () => {
  const weighted = (factor: number) =>
    compareBy(
      { ...PLAN, claims: [], weight: "w" },
      withColumn(
        people,
        "w",
        cellsOf(people, "id").map((_, row) => factor * (1 + (row % 3))),
      ),
    );

  test("that count people by the hundred change no test", () => {
    const [ones, hundreds] = [weighted(1), weighted(100)];
    const chi2 = (comparison: typeof ones) => Object(comparison.nested_tests).add_implicit_to_stated.chi2;
    expect(chi2(hundreds)).toBeCloseTo(chi2(ones), 8);
  });
});
