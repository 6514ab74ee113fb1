import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  betaCdf,
  betaQuantile,
  betaUpperTail,
  binomialCdf,
  binomialPmf,
  binomialUpperTail,
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredUpperTail,
  fCdf,
  fQuantile,
  fUpperTail,
  normalCdf,
  normalHalfWidth,
  normalLogCdf,
  normalQuantile,
  normalTwoSided,
  normalUpperTail,
  tCdf,
  tQuantile,
  tTwoSided,
} from "../../../../analysis/statistics/numerics/distributions.ts";
import {
  digamma,
  log1pExp,
  logGamma,
  logistic,
  logLogistic,
  negativeBinomialLogPmf,
  trigamma,
} from "../../../../analysis/statistics/numerics/specialFunctions.ts";
import { differences, expectedOf, type Json } from "../../oracles.ts";

const CASE = "c17_distributions";
const expected = expectedOf(CASE);

type Row = Readonly<Record<string, number>>;

function checkRows(section: string, compute: (row: Row) => Row): void {
  const rows: Json | undefined = expected[section];
  if (!Array.isArray(rows)) throw new RangeError(`no rows in ${section}`);
  expect(rows.length).toBeGreaterThan(0);
  expect(
    differences(
      `${CASE}.${section}`,
      rows.map((row: Row) => ({ ...row, ...compute(row) })),
      rows,
    ),
  ).toEqual([]);
}

describe("distributions against R", () => {
  it("gives both tails of the normal and its log", () => {
    checkRows("normal", ({ x }) => ({ cdf: normalCdf(x!), upper: normalUpperTail(x!), log_cdf: normalLogCdf(x!) }));
  });
  it("gives normal quantiles to p = 1e-250", () => {
    checkRows("normal_quantile", ({ p }) => ({ q: normalQuantile(p!) }));
  });
  it("gives both tails of chi-squared and its quantiles", () => {
    checkRows("chi2", ({ x, df }) => ({ cdf: chiSquaredCdf(x!, df!), upper: chiSquaredUpperTail(x!, df!) }));
    checkRows("chi2_quantile", ({ p, df }) => ({ q: chiSquaredQuantile(p!, df!) }));
  });
  it("gives t and its quantiles", () => {
    checkRows("t", ({ x, df }) => ({ cdf: tCdf(x!, df!), two_sided_p: tTwoSided(x!, df!) }));
    checkRows("t_quantile", ({ p, df }) => ({ q: tQuantile(p!, df!) }));
  });
  it("gives F and its quantiles", () => {
    checkRows("f", ({ x, d1, d2 }) => ({ upper: fUpperTail(x!, d1!, d2!), cdf: fCdf(x!, d1!, d2!) }));
    checkRows("f_quantile", ({ p, d1, d2 }) => ({ q: fQuantile(p!, d1!, d2!) }));
  });
  it("gives beta and its quantiles", () => {
    checkRows("beta", ({ x, a, b }) => ({ cdf: betaCdf(x!, a!, b!), upper: betaUpperTail(x!, a!, b!) }));
    checkRows("beta_quantile", ({ p, a, b }) => ({ q: betaQuantile(p!, a!, b!) }));
  });
  it("gives the binomial in both tails", () => {
    checkRows("binomial", ({ k, n, p }) => ({
      cdf: binomialCdf(k!, n!, p!),
      upper_exclusive: binomialUpperTail(k!, n!, p!),
      pmf: binomialPmf(k!, n!, p!),
    }));
  });
  it("gives the gamma family and the negative binomial", () => {
    checkRows("gamma_functions", ({ x }) => ({ lgamma: logGamma(x!), digamma: digamma(x!), trigamma: trigamma(x!) }));
    checkRows("nbinom_log_pmf", ({ y, size, mu }) => ({
      log_pmf: negativeBinomialLogPmf(y!, { size: size!, mu: mu! }),
    }));
  });
  it("keeps the logistic stable at ±800", () => {
    checkRows("log_logistic_stability", ({ eta }) => ({
      plogis: logistic(eta!),
      log_plogis: logLogistic(eta!),
      log1pexp: log1pExp(eta!),
    }));
  });
});

describe("distributions at their edges", () => {
  it("uses 1.959963984540054 and never 1.96", () => {
    expect(normalHalfWidth()).toBeCloseTo(1.959963984540054, 14);
  });
  it("has a log tail where the tail itself underflows", () => {
    // R: pnorm(-50, log.p = TRUE)
    expect(normalLogCdf(-50)).toBeCloseTo(-1254.83136113942, 9);
    expect(normalLogCdf(-36.999999) - normalLogCdf(-37.000001)).toBeCloseTo(0.000074, 6);
  });
  it("is exact at the ends of each support", () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect([binomialCdf(-1, 5, 0.5), binomialCdf(5, 5, 0.5), binomialUpperTail(5, 5, 0.5)]).toEqual([0, 1, 0]);
    expect([chiSquaredUpperTail(0, 1), chiSquaredUpperTail(Number.POSITIVE_INFINITY, 3)]).toEqual([1, 0]);
  });
  it("makes the quantile the inverse of the cdf", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.999, noNaN: true }), (p) => {
        expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(1e-11);
      }),
    );
  });
  it("makes t with one numerator F", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 30, noNaN: true }), fc.integer({ min: 1, max: 500 }), (t, df) => {
        expect(Math.abs(tTwoSided(t, df) / fUpperTail(t * t, 1, df) - 1)).toBeLessThan(1e-9);
      }),
    );
  });
  it("keeps the two-sided p symmetric", () => {
    fc.assert(
      fc.property(fc.double({ min: -35, max: 35, noNaN: true }), (z) => {
        expect(normalTwoSided(z)).toBe(normalTwoSided(-z));
      }),
    );
  });
});
