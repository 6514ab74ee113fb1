import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { coxRegression } from "../../../../analysis/statistics/survival/coxRegression.ts";
import { boughtBy } from "../../../../analysis/statistics/survival/kaplanMeier.ts";
import { compareBy } from "../../findings/tables.ts";
import { expectedOf, oraclePath } from "../../oracles.ts";
import { readDataTable } from "../../readDataTable.ts";

// R (survival 3.5): survfit(conf.type = "log-log"), coxph(ties = "efron"), summary(rmean = 28).
const CASE = "c28_time_to_purchase";
const oracle = Object(expectedOf(CASE));
const table = readDataTable("data.csv", readFileSync(oraclePath(CASE, "data.csv"), "utf8"));
const column = (name: string) => (table.columns.get(name) ?? []).map(Number);
const [say, feel, times, events] = [column("say"), column("feel"), column("time"), column("event")];
const rowsWhere = (isKept: (row: number) => boolean) => times.flatMap((_, row) => (isKept(row) ? [row] : []));
const pick = (rows: readonly number[]) => ({
  times: rows.map((row) => times[row]!),
  events: rows.map((row) => events[row]!),
});

describe("boughtBy", () => {
  test.each([
    [0, "no"],
    [1, "yes"],
  ] as const)("gives R's shares and mean times of those who said (%i)", (said, name) => {
    const found = boughtBy(pick(rowsWhere((row) => Number(say[row]! >= 4) === said)), 28);
    const { bought, lower, upper } = oracle.km_by_yes;
    expect(found.bought).toBeCloseTo(bought[said], 10);
    expect(found.ci95![0]).toBeCloseTo(lower[said], 10);
    expect(found.ci95![1]).toBeCloseTo(upper[said], 10);
    expect(found.rmst).toBeCloseTo(oracle.rmst[name][0], 8);
    expect(found.rmst_se).toBeCloseTo(oracle.rmst[name][1], 8);
  });
});

describe("coxRegression", () => {
  test.each([
    ["exact times", (time: number) => time, oracle.cox],
    ["times in whole days", Math.ceil, oracle.cox_tied],
  ] as const)("gives R's coefficients at %s", (_, rounded, { coef, se, loglik }) => {
    const fit = coxRegression({ times: times.map(rounded), events, columns: { say, feel } });
    expect(fit!.coefficients.say!.estimate).toBeCloseTo(coef[0], 7);
    expect(fit!.coefficients.feel!.estimate).toBeCloseTo(coef[1], 7);
    expect(fit!.coefficients.feel!.se).toBeCloseTo(se[1], 7);
    expect([fit!.log_likelihood_null, fit!.log_likelihood]).toEqual([
      expect.closeTo(loglik[0], 7),
      expect.closeTo(loglik[1], 7),
    ]);
  });

  test("has no estimate without a purchase", () => {
    expect(coxRegression({ times: [1, 2, 3], events: [0, 0, 0], columns: { x: [1, 2, 4] } })).toBeNull();
  });
});

test("an outcome with a time has its section: nobody is dropped because a window was open", () => {
  const plan = {
    outcome: { column: "event", time: "time", window: 28 },
    stated: [{ column: "say", yes: ">=4" }],
    implicit: ["feel"],
  };
  const { everyone, by_rule, cox, add_implicit_to_stated } = Object(compareBy(plan, table).time_to_purchase);
  expect(everyone.bought).toBeCloseTo(oracle.km_all.bought, 10);
  expect(everyone.n).toBe(400);
  expect(by_rule.say_ge4.yes.bought).toBeCloseTo(oracle.km_by_yes.bought[1], 10);
  expect(cox.M_full.coefficients.feel.estimate).toBeCloseTo(oracle.cox.coef[1], 7);
  expect(add_implicit_to_stated.chi2).toBeCloseTo(oracle.lr_add_feel, 6);
});
