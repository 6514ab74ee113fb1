import { describe, expect, it } from "vitest";
import { logisticRegression } from "../../../../analysis/statistics/models/logistic/logisticRegression.ts";
import { oracleColumns } from "../../oracleData.ts";
import { differences, expectedOf } from "../../oracles.ts";

const MODELS = {
  M_nps: ["nps"],
  M_pi5: ["pi5"],
  M_juster: ["juster"],
  M_implicit: ["dscore"],
  M_stated: ["nps", "pi5"],
  M_full: ["nps", "pi5", "dscore"],
};

describe.each(["c01_n80_strong", "c02_n400_moderate", "c03_n2000_weak", "c05_ties_discrete", "c06_rare_3pct"])(
  "the models of %s",
  (caseName) => {
    const columns = oracleColumns(caseName);
    it("have R's coefficients, intervals, fit and scores", () => {
      const entries = Object.fromEntries(
        Object.entries(MODELS).map(([name, predictors]) => {
          const intervals = name === "M_full" || name === "M_implicit" ? "profile" : "wald";
          const model = logisticRegression(columns, { outcome: columns.bought!, predictors, intervals });
          return [name, model.kind === "fitted" ? model.entry : model];
        }),
      );
      expect(differences(`${caseName}.models`, entries, expectedOf(caseName).models)).toEqual([]);
    });
  },
);
