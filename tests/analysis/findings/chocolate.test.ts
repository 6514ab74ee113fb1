import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cellsOf, type DataTable } from "../../../analysis/data/dataTable.ts";
import { deriveColumns } from "../../../analysis/data/derive.ts";
import { type Compared, compareMeasures } from "../../../analysis/findings/compareMeasures.ts";
import { AnalysisPlan } from "../../../experiments/contract/plan.ts";
import { dataPath, isDataAbsent } from "../../sharedData.ts";
import { readDataTable } from "../readDataTable.ts";

function readTable(file: string): DataTable {
  const path = dataPath("chocolate", file);
  return readDataTable(path, readFileSync(path, "utf8"));
}

function joined(): DataTable {
  const [explicit, iat] = [readTable("explicit.csv"), readTable("oracle_iat_D1_D6.csv")];
  const rowOf = new Map(cellsOf(iat, "participant").map((participant, row) => [participant, row]));
  const d4 = cellsOf(iat, "dscore_d4");
  const matched = cellsOf(explicit, "participant").map((participant) => d4[rowOf.get(participant)!] ?? null);
  return { rows: explicit.rows, columns: new Map([...explicit.columns, ["d4_dark", matched]]) };
}

function compareChocolate(): Compared {
  const plan = AnalysisPlan.parse({
    participant: "participant",
    derive: {
      liking: "milk_eval - dark_eval",
      freq: "freq1 + freq3 - freq2 - freq4",
      iat: "-d4_dark",
    },
    outcome: { column: "freq", rule: ">0", against: "<0", class: "self-report" },
    stated: [{ column: "liking", label: "liking", yes: ">0" }],
    implicit: [{ column: "iat", label: "the IAT" }],
    frame: { relative: "dark chocolate" },
    bootstrap: { resamples: 10 },
  });
  const { table, mistakes } = deriveColumns(joined(), plan.derive);
  expect(mistakes).toEqual([]);
  return compareMeasures(table, plan, { seed: 1 });
}

// shared reference data: chocolate/oracle_aggregate.csv, written by R (pROC, glm)
describe.skipIf(isDataAbsent("chocolate"))("milk against dark chocolate (Epifania)", () => {
  const comparison = isDataAbsent("chocolate") ? ({} as Compared) : compareChocolate();

  test("keeps the 122 people who eat more of one, ties dropped and told", () => {
    expect(comparison.flow.at(-1)).toMatchObject({ n: 122 });
    expect(comparison.warnings.join()).toContain("40 rows with freq neither >0 nor <0");
  });

  test("gives the AUCs and the DeLong test of pROC", () => {
    expect(comparison.auc).toMatchObject({
      liking: {
        auc: expect.closeTo(0.983198924731183, 12),
        ci95_delong: [expect.closeTo(0.962066047557201, 9), 1],
      },
      iat: {
        auc: expect.closeTo(0.708064516129032, 12),
        ci95_delong: [expect.closeTo(0.616339111725864, 9), expect.closeTo(0.799789920532201, 9)],
      },
    });
    expect(comparison.auc_paired).toMatchObject({ iat_minus_liking: { z: expect.closeTo(-6.08409078218726, 8) } });
  });

  // glm stopped at its default 1e-8 of the deviance, so its coefficients are good to about 1e-7
  test("gives glm's coefficients, alone and joint", () => {
    expect(comparison.models).toMatchObject({
      M_stated: { coefficients: { liking: { estimate: expect.closeTo(2.23078826488896, 6) } } },
      M_implicit: { coefficients: { iat: { estimate: expect.closeTo(1.60217033122433, 6) } } },
      M_full: {
        log_likelihood: expect.closeTo(-15.9369808200886, 8),
        r2: { nagelkerke: expect.closeTo(0.900441721972952, 8) },
        coefficients: {
          "(Intercept)": { estimate: expect.closeTo(0.130122784579777, 8) },
          liking: { estimate: expect.closeTo(2.56036027495379, 8) },
          iat: { estimate: expect.closeTo(-1.84488909705363, 8), p: expect.closeTo(0.104968578909971, 6) },
        },
      },
    });
  });

  test("says that stated won and that the outcome is self-reported", () => {
    expect(comparison.answers.E3.verdict).toBe("stated better");
    expect(comparison.answers.E3.sentence).toMatch(/^The stated measure ranks better/);
    expect(comparison.answers.E3.sentence).toContain("self-reported");
  });

  test("says that the IAT adds nothing that can be shown, and never tells the sign of its joint coefficient", () => {
    expect(comparison.answers.E4.verdict).toBe("no evidence");
    expect(comparison.not_interpreted).toEqual(["iat"]);
    const told = [...Object.values(comparison.answers).map(({ sentence }) => sentence), ...comparison.warnings].join(
      " ",
    );
    expect(told).not.toMatch(/1\.84|suppress|negative effect|lowers|decreases/);
    expect(told).toContain("The coefficient of the IAT in the model with both is not interpreted");
  });
});
