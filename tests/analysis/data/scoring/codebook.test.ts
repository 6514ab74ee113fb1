import { describe, expect, test } from "vitest";
import { codebook } from "../../../../analysis/data/scoring/codebook.ts";
import { snakeCase } from "../../../../experiments/contract/columns.ts";
import { TrialBody } from "../../../../experiments/contract/trial.ts";
import { measures } from "../../../../experiments/measures/registry.ts";

describe("the codebook", () => {
  test.each(Object.values(measures))("explains every column of a trial of $name", ({ trial }) => {
    const columns = [...Object.keys(TrialBody.shape), ...Object.keys(trial.shape)].map(snakeCase);
    for (const { column, meaning, values } of codebook({ "trials.csv": columns }, { instances: [], factors: [] })) {
      expect([column, meaning]).not.toEqual([column, ""]);
      expect([column, values]).not.toEqual([column, ""]);
    }
  });
});
