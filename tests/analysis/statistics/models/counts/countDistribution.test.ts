import { describe, expect, test } from "vitest";
import { countDistribution } from "../../../../../analysis/statistics/models/counts/countDistribution.ts";
import { oracleColumns } from "../../../oracleData.ts";
import { expectedOf } from "../../../oracles.ts";

const columns = oracleColumns("c09_counts_spend");
const study = {
  columns,
  counts: columns["units"]!,
  exposure: columns["months"]!,
  predictors: ["nps", "pi5", "dscore"],
  implicit: ["dscore"],
};
const zeros = (section: string) => Number(Object(expectedOf("c09_counts_spend")[section]).expected_zeros);

describe("observed and expected counts", () => {
  const found = countDistribution(study)!;
  const total = (list: readonly number[] | null) => list?.reduce((sum, value) => sum + value, 0);

  test("begin with the zeros that R expects of either model", () => {
    expect(found.observed[0]).toBe(323);
    expect(found.poisson[0]).toBeCloseTo(zeros("poisson"), 6);
    expect(found.negative_binomial?.[0]).toBeCloseTo(zeros("negative_binomial_nb2"), 3);
  });
  test("hold everybody once", () => {
    expect(total(found.observed)).toBe(500);
    expect(total(found.poisson)).toBeCloseTo(500, 8);
    expect(total(found.negative_binomial)).toBeCloseTo(500, 8);
    expect(found.counts.at(-1)).toBe(19);
  });
  test("lack a model that has no estimate", () => {
    const even = Float64Array.from(columns["units"]!, (_, row) => 1 + (row % 2));
    expect(countDistribution({ ...study, counts: even })?.negative_binomial).toBeNull();
    expect(countDistribution({ ...study, counts: even.map(() => 0) })).toBeNull();
  });
});
