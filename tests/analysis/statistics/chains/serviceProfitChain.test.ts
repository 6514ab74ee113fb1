import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { clusteredShare } from "../../../../analysis/statistics/chains/clusteredShare.ts";
import { randomIntercept } from "../../../../analysis/statistics/chains/randomIntercept.ts";
import { serviceProfitChain } from "../../../../analysis/statistics/chains/serviceProfitChain.ts";
import { fitLinear, linearEntry } from "../../../../analysis/statistics/models/linear/linearRegression.ts";
import { designOf } from "../../../../analysis/statistics/models/logistic/design.ts";
import { differences, expectedOf, oraclePath } from "../../oracles.ts";

const CASE = "c12_service_profit_chain";
const rows: readonly Readonly<Record<string, string>>[] = parse(readFileSync(oraclePath(CASE, "data.csv")), {
  columns: true,
});
const lines: readonly (readonly string[])[] = parse(readFileSync(oraclePath(CASE, "boot_idx.csv")));
const of = (level: string) => rows.filter((row) => row.level === level);
const study = {
  employees: of("employee").map((row) => ({ unit: Number(row.unit), engagement: Number(row.engagement) })),
  customers: of("customer").map((row) => ({
    unit: Number(row.unit),
    experience: Number(row.experience),
    value: Number(row.value),
    claimed: Number(row.pays_10pct_more),
  })),
  claim: { name: "strativity", value: 0.73 },
  draws: lines.map((line) => line.map(Number)),
};

describe("serviceProfitChain", () => {
  // lm, lme4, lavaan and sandwich through R, case c12
  test("agrees with R from unit means to customers within units", () => {
    const { _meta, ...expected } = expectedOf(CASE);
    const chain = serviceProfitChain(study);
    const missed = Object.entries(expected).flatMap(([section, value]) => {
      const { note: _note, first3: _units, ...numbers } = Object(value);
      return differences(
        `${CASE}.${section}`,
        Object.entries(chain).find(([entry]) => entry === section)?.[1],
        numbers,
      );
    });
    expect(missed).toEqual([]);
    expect(differences(CASE, chain.unit_level.units.slice(0, 3), Object(expected["unit_level"]).first3)).toEqual([]);
    expect(chain.unit_level.units).toHaveLength(40);
    expect(chain.warnings).toEqual([]);
  });

  test("leaves out units without customers, and says so", () => {
    const lonely = { ...study, employees: [...study.employees, { unit: 99, engagement: 4 }] };
    const chain = serviceProfitChain(lonely);
    expect(chain.warnings).toEqual(["1 of 41 units have employees or customers only and are left out"]);
    expect(chain.mediation).toEqual(serviceProfitChain(study).mediation);
  });

  test("has no path when all units have the same employees", () => {
    const employees = [1, 2, 3, 4, 5].map((unit) => ({ unit, engagement: 4 }));
    const customers = [1, 2, 3, 4, 5].flatMap((unit) =>
      [0, 1].map((own) => ({ unit, experience: unit + own, value: unit * 2 + own * own * unit, claimed: null })),
    );
    const chain = serviceProfitChain({ employees, customers, draws: [] });
    expect(chain.mediation).toBeNull();
    expect(chain.warnings).toContain("the paths between units have no estimate: collinear");
  });

  test("refuses a single unit", () => {
    const employees = [{ unit: 1, engagement: 4 }];
    const customers = [{ unit: 1, experience: 4, value: 1, claimed: null }];
    expect(() => serviceProfitChain({ employees, customers, draws: [] })).toThrow(RangeError);
  });
});

test("units that do not differ leave the ordinary regression", () => {
  // every unit has the same two answers: less between units than chance
  const y = [1, 5, 1, 5, 1, 5, 1, 5];
  const x = [0, 1, 2, 3, 3, 2, 1, 0];
  const design = designOf({ x }, ["x"], 8);
  const clusters = [0, 1, 2, 3].map((unit) => [2 * unit, 2 * unit + 1]);
  const fit = randomIntercept(design, y, { clusters, likelihood: "restricted" });
  const ordinary = fitLinear(design, y);
  if (ordinary.kind === "notFitted") throw new Error(ordinary.reason);
  expect(fit?.sd_unit).toBe(0);
  expect(fit?.fixed.x?.estimate).toBeCloseTo(linearEntry(ordinary).coefficients.x?.estimate ?? 99, 10);
  expect(fit?.fixed.x?.se).toBeCloseTo(linearEntry(ordinary).coefficients.x?.se ?? 99, 10);
});

test("units that answer as one count as one person each", () => {
  // by hand: 4 units of 5 alike answers, share 1/2, variance 4/3 · 4 · 2.5² / 20² against .25 / 20
  const answers = [1, 0, 1, 0].flatMap((answer) => new Array<number>(5).fill(answer));
  const clusters = [0, 1, 2, 3].map((unit) => [0, 1, 2, 3, 4].map((i) => unit * 5 + i));
  expect(clusteredShare(answers, clusters).design_effect).toBeCloseTo(20 / 3, 12);
  expect(clusteredShare([1, 1], [[0], [1]]).design_effect).toBeNull();
  expect(() => clusteredShare([1, 0], [[0, 1]])).toThrow(RangeError);
});
