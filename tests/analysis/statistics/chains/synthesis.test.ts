import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { synthesise } from "../../../../analysis/statistics/chains/synthesis.ts";
import { differences, expectedOf, oraclePath } from "../../oracles.ts";

const CASE = "c14_meta_brands";
const brands: readonly Readonly<Record<string, string>>[] = parse(readFileSync(oraclePath(CASE, "data.csv")), {
  columns: true,
});
const column = (name: string) => brands.map((brand) => Number(brand[name]));
const fisher = (name: string) => ({
  estimates: column(name).map(Math.atanh),
  variances: column("n").map((n) => 1 / (n - 3)),
  backTransform: Math.tanh,
});

describe("synthesise", () => {
  // metafor through R, case c14
  test.each([
    ["fisher_z_implicit", fisher("r_implicit")],
    ["fisher_z_stated", fisher("r_stated")],
    ["delta_auc", { estimates: column("delta_auc"), variances: column("se_delta_auc").map((se) => se * se) }],
  ])("agrees with R on %s", (section, effects) => {
    expect(differences(`${CASE}.${section}`, synthesise(effects), expectedOf(CASE)[section])).toEqual([]);
  });

  test("of one effect is that effect, with the reason why nothing else is known", () => {
    const { fixed, reml, I2_percent_from_Q, warnings } = synthesise({ estimates: [0.2], variances: [0.04] });
    expect(fixed).toMatchObject({ estimate: 0.2, se: 0.2 });
    expect(reml).toMatchObject({ tau2: 0, hksj: null, prediction_interval_t_kminus2: null });
    expect(I2_percent_from_Q).toBeNull();
    expect(warnings).toHaveLength(1);
  });

  test("finds no heterogeneity between equal effects", () => {
    const { Q, I2_percent_from_Q, paule_mandel } = synthesise({ estimates: [1, 1, 1], variances: [1, 2, 3] });
    expect({ Q, I2_percent_from_Q, tau2: paule_mandel.tau2 }).toEqual({ Q: 0, I2_percent_from_Q: 0, tau2: 0 });
  });

  test.each([
    { estimates: [], variances: [] },
    { estimates: [1, 2], variances: [1] },
    { estimates: [1, 2], variances: [1, 0] },
  ])("refuses %o", (effects) => {
    expect(() => synthesise(effects)).toThrow(RangeError);
  });

  test("widens the interval with heterogeneity and ignores the order of the brands", () => {
    const effect = fc.record({
      estimate: fc.double({ min: -3, max: 3, noNaN: true }),
      variance: fc.double({ min: 0.01, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(effect, { minLength: 3, maxLength: 12 }), (effects) => {
        const read = (rows: typeof effects) =>
          synthesise({ estimates: rows.map((row) => row.estimate), variances: rows.map((row) => row.variance) });
        const there = read(effects);
        const back = read(effects.toReversed());
        for (const method of ["dersimonian_laird", "reml", "paule_mandel"] as const) {
          expect(there[method].se).toBeGreaterThanOrEqual(there.fixed.se);
          expect(back[method].estimate).toBeCloseTo(there[method].estimate, 6);
        }
      }),
    );
  });
});
