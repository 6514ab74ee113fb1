import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { clustersOf } from "../../../../../analysis/statistics/models/clustered/clusters.ts";
import { choiceLogit, conditionalLogit } from "../../../../../analysis/statistics/models/clustered/conditionalLogit.ts";
import { designOf } from "../../../../../analysis/statistics/models/logistic/design.ts";
import { dataPath, isDataAbsent } from "../../../../sharedData.ts";

type Row = Readonly<Record<string, string>>;
const rowsOf = (path: string): readonly Row[] => parse(readFileSync(path), { columns: true });
const folder = "fixtures/oracles/c30_choices";
const oracle = JSON.parse(readFileSync(`${folder}/expected.json`, "utf8"));

/** Each number of an R fit beside ours. */
function expectLikeR(found: ReturnType<typeof choiceLogit>, expected: Readonly<Record<string, unknown>>): void {
  if (found.kind === "notFitted") throw new Error(found.reason);
  const close = (numbers: object, digits: number) =>
    Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, expect.closeTo(value, digits)]));
  // R stops at a relative step of 1e-9 of the likelihood.
  expect(found.coef).toEqual(close(Object(expected["coef"]), 6));
  expect(found.se).toEqual(close(Object(expected["se"]), 6));
  if (expected["robust_se"]) expect(found.robust_se).toEqual(close(Object(expected["robust_se"]), 6));
  expect(found.log_likelihood).toBeCloseTo(Number(expected["log_likelihood"]), 6);
  expect(found.log_likelihood_null).toBeCloseTo(Number(expected["log_likelihood_null"]), 6);
}

test("choices of 60 made people, with another slope of price where they are paid for", () => {
  const rows = rowsOf(`${folder}/choices.csv`);
  const isReal = rows.map(({ stakes }) => Number(stakes === "real"));
  const of = (name: string) => rows.map(({ alternative }) => Number(alternative === name));
  const logPrice = rows.map(({ price = "" }) => (price === "" ? 0 : Math.log(Number(price))));
  const times = (column: readonly number[]) => column.map((value, row) => value * isReal[row]!);
  const columns = {
    velmora: of("velmora"),
    quenby: of("quenby"),
    log_price: logPrice,
    real_velmora: times(of("velmora")),
    real_quenby: times(of("quenby")),
    real_log_price: times(logPrice),
  };
  const found = choiceLogit(
    designOf(columns, Object.keys(columns), rows.length),
    rows.map(({ chosen }) => Number(chosen)),
    {
      strata: clustersOf(rows.map(({ participant_id: person, set_index: set }) => `${person}/${set}`)),
      persons: rows.map(({ participant_id: person = "" }) => person),
    },
  );
  expectLikeR(found, oracle.made);
});

describe.skipIf(isDataAbsent("snack_choice"))("39 people's choices of snacks that they then ate", () => {
  const trials = isDataAbsent("snack_choice") ? [] : rowsOf(dataPath("snack_choice", "trials.csv"));
  const number = (row: Row, name: string) => Number(row[name]);

  test("follow their liking, with an interval that takes each person's choices together", () => {
    const rating = [...trials.map((row) => number(row, "rating_1")), ...trials.map((row) => number(row, "rating_2"))];
    const first = trials.map((row) => Number(number(row, "choice") === 1));
    const ids = [...trials.keys(), ...trials.keys()];
    const found = choiceLogit(
      designOf({ rating }, ["rating"], ids.length),
      [...first, ...first.map((one) => 1 - one)],
      {
        strata: clustersOf(ids),
        persons: ids.map((row) => trials[row]?.["subject"] ?? ""),
      },
    );
    expectLikeR(found, oracle.snack_liking);
  });

  test("agree less with the rating when they are slow", () => {
    const kept = trials.filter((row) => number(row, "rating_1") !== number(row, "rating_2"));
    const subjects = clustersOf(kept.map(({ subject = "" }) => subject));
    const logMs = kept.map((row) => Math.log(number(row, "rt_ms")));
    const lrt = [...logMs];
    for (const rows of subjects) {
      const mean = rows.reduce((sum, row) => sum + logMs[row]!, 0) / rows.length;
      for (const row of rows) lrt[row] = logMs[row]! - mean;
    }
    const diff = kept.map((row) => Math.abs(number(row, "rating_1") - number(row, "rating_2")));
    const agrees = kept.map((row) =>
      Number(number(row, "rating_1") > number(row, "rating_2") === (number(row, "choice") === 1)),
    );
    const design = designOf({ lrt, diff }, ["lrt", "diff"], kept.length);
    expectLikeR(conditionalLogit(design, agrees, subjects), oracle.snack_reversal);
  });
});
