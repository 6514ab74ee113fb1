import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bgNbdAlive,
  bgNbdExpected,
  bgNbdExpectedOfNew,
  fitBgNbd,
} from "../../../../analysis/statistics/value/bgNbd.ts";
import type { Customer } from "../../../../analysis/statistics/value/customer.ts";
import { expectedValue, fitGammaGamma } from "../../../../analysis/statistics/value/gammaGamma.ts";
import { hypergeometric } from "../../../../analysis/statistics/value/hypergeometric.ts";
import {
  fitParetoNbd,
  paretoNbdAlive,
  paretoNbdExpected,
  paretoNbdExpectedOfNew,
} from "../../../../analysis/statistics/value/paretoNbd.ts";
import { valueSections } from "../../../../analysis/statistics/value/valueSections.ts";
import { dataPath, isDataAbsent } from "../../../sharedData.ts";
import { differences, expectedOf, oraclePath } from "../../oracles.ts";

type Row = Readonly<Record<string, string>>;
const CASE = "c11_bgnbd_synthetic";
const rows: readonly Row[] = parse(readFileSync(oraclePath(CASE, "data.csv")), { columns: true });
const customers: readonly Customer[] = rows.map((row) => ({
  id: row.id ?? "",
  x: Number(row.x),
  t_x: Number(row.t_x),
  T: Number(row.T),
  m_x: Number(row.x) > 0 ? Number(row.zbar) : null,
}));

// BTYD-checked R of make.R, case c11; 2,000 simulated customers
describe("valueSections", () => {
  test("agrees with R on BG/NBD and gamma-gamma, customer by customer", { timeout: 60_000 }, () => {
    const sections = Object(valueSections({ customers, horizonWeeks: 26 }));
    const { _meta, ...expected } = Object(expectedOf(CASE));
    const chosen = (list: readonly object[], wanted: readonly { readonly row_1_based: number }[]) =>
      wanted.map(({ row_1_based }) => list[row_1_based - 1]);
    const actual = {
      ...sections,
      bg_nbd: {
        ...sections.bg_nbd,
        customers: chosen(sections.bg_nbd.customers, expected.bg_nbd.customers),
      },
      gamma_gamma: {
        ...sections.gamma_gamma,
        customers: chosen(sections.gamma_gamma.customers, expected.gamma_gamma.customers),
      },
    };
    expect(differences(CASE, actual, expected)).toEqual([]);
    expect(sections.expected_value.total).toBeGreaterThan(0);
  });

  test("says what cannot be estimated when nobody came back", () => {
    const once = [1, 2, 3].map((weeks) => ({ id: `${weeks}`, x: 0, t_x: 0, T: weeks, m_x: null }));
    const { bg_nbd, gamma_gamma, warnings } = Object(valueSections({ customers: once, horizonWeeks: 26 }));
    expect([bg_nbd, gamma_gamma]).toEqual([null, null]);
    expect(warnings).toContain("the BG/NBD model has no estimate: too few repeat purchases, or nobody leaves");
  });

  test.each([
    { x: 1, t_x: 0, T: 5 },
    { x: 0, t_x: 2, T: 5 },
    { x: 1, t_x: 6, T: 5 },
    { x: 1.5, t_x: 2, T: 5 },
  ])("refuses the impossible history %o", (history) => {
    expect(() => fitBgNbd([{ id: "a", m_x: null, ...history }])).toThrow(RangeError);
  });
});

// CDNOW, 2,357 customers: parameters as published by Fader, Hardie & Lee 2005 and Fader & Hardie 2005, 2013
describe.skipIf(isDataAbsent("cdnow"))("the CDNOW customers", () => {
  const read = (file: string): readonly Row[] => parse(readFileSync(dataPath("cdnow", file)), { columns: true });
  const cdnow = () =>
    read("cbs.csv").map(
      (row): Customer => ({
        id: row.customer ?? "",
        x: Number(row.x),
        t_x: Number(row["t.x"]),
        T: Number(row["T.cal"]),
        m_x: Number(row.x) > 0 ? Number(row["m.x"]) : null,
      }),
    );
  const predictions = () => read("oracle_predictions.csv");

  test("have the published BG/NBD parameters and predictions", { timeout: 60_000 }, () => {
    const fit = fitBgNbd(cdnow());
    expect(fit?.log_likelihood).toBeCloseTo(-9582.4292, 3);
    expect(fit?.parameters.r).toBeCloseTo(0.2426, 4);
    expect(fit?.parameters.alpha).toBeCloseTo(4.4137, 3);
    expect(fit?.parameters.a).toBeCloseTo(0.793, 3);
    expect(fit?.parameters.b).toBeCloseTo(2.4262, 3);
    const published = { r: 0.24259815, alpha: 4.4136842, a: 0.79298987, b: 2.4261667 };
    const all = cdnow();
    const missed = predictions().filter((row, i) => {
      const alive = bgNbdAlive(published, all[i]!);
      const expected = bgNbdExpected(published, all[i]!, 39);
      return (
        Math.abs(alive - Number(row.bgnbd_palive)) > 1e-6 || Math.abs(expected - Number(row.bgnbd_cond_exp_39w)) > 1e-6
      );
    });
    expect(missed).toEqual([]);
  });

  test("have the published Pareto/NBD parameters and predictions", { timeout: 120_000 }, () => {
    const fit = fitParetoNbd(cdnow());
    expect(fit?.log_likelihood).toBeCloseTo(-9594.9762, 3);
    expect(fit?.parameters.r).toBeCloseTo(0.5534, 3);
    expect(fit?.parameters.alpha).toBeCloseTo(10.578, 1);
    expect(fit?.parameters.s).toBeCloseTo(0.6061, 3);
    expect(fit?.parameters.beta).toBeCloseTo(11.6562, 1);
    const published = { r: 0.55339714, alpha: 10.580199, s: 0.6060625, beta: 11.656224 };
    const all = cdnow();
    const missed = predictions().filter((row, i) => {
      const alive = paretoNbdAlive(published, all[i]!);
      const expected = paretoNbdExpected(published, all[i]!, 39);
      return (
        Math.abs(alive - Number(row.pnbd_palive)) > 1e-6 || Math.abs(expected - Number(row.pnbd_cond_exp_39w)) > 1e-6
      );
    });
    expect(missed).toEqual([]);
  });

  test("have the published gamma-gamma parameters and values", () => {
    const fit = fitGammaGamma(cdnow());
    expect(fit?.n_repeat).toBe(946);
    expect(fit?.log_likelihood).toBeCloseTo(-4055.918, 3);
    expect(fit?.parameters.p).toBeCloseTo(6.2494, 2);
    expect(fit?.parameters.q).toBeCloseTo(3.7443, 3);
    expect(fit?.parameters.v).toBeCloseTo(15.444, 1);
    const published = { p: 6.24935, q: 3.74426, v: 15.4443 };
    const all = cdnow();
    const missed = predictions().filter(
      (row, i) => Math.abs((expectedValue(published, all[i]!) ?? 0) - Number(row.gg_expected_value)) > 1e-2,
    );
    expect(missed).toEqual([]);
  });
});

describe("a fitted buying model", () => {
  const weeks = fc.double({ min: 0.5, max: 100, noNaN: true });
  const positive = fc.double({ min: 0.2, max: 5, noNaN: true });
  const history = fc
    .record({ x: fc.integer({ min: 0, max: 20 }), part: fc.double({ min: 0.05, max: 1, noNaN: true }), T: weeks })
    .map(({ x, part, T }) => ({ x, t_x: x === 0 ? 0 : part * T, T }));

  test("expects more purchases of a longer time, and none of no time", () => {
    fc.assert(
      fc.property(history, weeks, fc.tuple(positive, positive, positive, positive), (past, ahead, [r, alpha, c, d]) => {
        const bg = { r, alpha, a: c, b: d };
        const pareto = { r, alpha, s: c, beta: d };
        for (const expected of [
          (time: number) => bgNbdExpected(bg, past, time),
          (time: number) => paretoNbdExpected(pareto, past, time),
          (time: number) => bgNbdExpectedOfNew(bg, time),
          (time: number) => paretoNbdExpectedOfNew(pareto, time),
        ]) {
          expect(expected(1e-9)).toBeCloseTo(0, 6);
          expect(expected(ahead)).toBeGreaterThan(0);
          expect(expected(2 * ahead)).toBeGreaterThanOrEqual(expected(ahead) * (1 - 1e-9));
        }
      }),
    );
  });

  test("takes a longer silence as a sign that the customer has left", () => {
    fc.assert(
      fc.property(
        history,
        weeks,
        fc.tuple(positive, positive, positive, positive),
        (past, silence, [r, alpha, c, d]) => {
          const later = { ...past, T: past.T + silence };
          const bg = { r, alpha, a: c, b: d };
          const pareto = { r, alpha, s: c, beta: d };
          expect(bgNbdAlive(bg, later)).toBeLessThanOrEqual(bgNbdAlive(bg, past) + 1e-12);
          expect(paretoNbdAlive(pareto, later)).toBeLessThanOrEqual(paretoNbdAlive(pareto, past) + 1e-12);
          expect(paretoNbdAlive(pareto, { ...past, t_x: past.T })).toBe(1);
        },
      ),
    );
  });

  test("has no gap where a or s is exactly 1", () => {
    const past = { x: 3, t_x: 10, T: 20 };
    const bg = (a: number) => bgNbdExpected({ r: 0.5, alpha: 4, a, b: 2 }, past, 26);
    const pareto = (s: number) => paretoNbdExpected({ r: 0.5, alpha: 4, s, beta: 9 }, past, 26);
    expect(bg(1)).toBeCloseTo((bg(1.001) + bg(0.999)) / 2, 5);
    expect(pareto(1)).toBeCloseTo((pareto(1.001) + pareto(0.999)) / 2, 5);
  });
});

describe("hypergeometric", () => {
  test("gives a logarithm, a power, and one at zero", () => {
    // by hand: 2F1(1, 1; 2; z) = -log(1 - z) / z, 2F1(a, b; b; z) = (1 - z)^-a
    expect(hypergeometric([1, 1, 2], 0.5)).toBeCloseTo(2 * Math.LN2, 12);
    expect(hypergeometric([2.5, 3, 3], 0.75)).toBeCloseTo(4 ** 2.5, 10);
    expect(hypergeometric([4, 5, 6], 0)).toBe(1);
  });

  test("refuses an argument at the edge of its series", () => {
    expect(() => hypergeometric([1, 1, 2], 1)).toThrow(RangeError);
  });
});
