import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { clustersOf } from "../../../../../analysis/statistics/models/clustered/clusters.ts";
import { dummyColumns } from "../../../../../analysis/statistics/models/logistic/design.ts";
import { oraclePath } from "../../../oracles.ts";

/** Case c07: 200 persons, up to three brands each, with the brand dummies of its models. */
export function brandCase() {
  const rows: readonly Readonly<Record<string, string>>[] = parse(
    readFileSync(oraclePath("c07_person_x_brand", "data.csv")),
    { columns: true },
  );
  const column = (name: string) => Float64Array.from(rows, (row) => Number(row[name]));
  const brands = rows.map((row) => row.brand ?? "");
  const persons = rows.map((row) => row.person ?? "");
  const dummies = dummyColumns("brand", brands);
  return {
    columns: { nps: column("nps"), pi5: column("pi5"), dscore: column("dscore"), ...dummies },
    predictors: ["nps", "pi5", "dscore", ...Object.keys(dummies)],
    outcome: column("bought"),
    brands,
    persons,
    clusters: clustersOf(persons),
  };
}

/** Its bootstrap draws: zero-based positions of persons, one line a draw. */
export function brandDraws(): readonly (readonly number[])[] {
  const lines: readonly (readonly string[])[] = parse(readFileSync(oraclePath("c07_person_x_brand", "boot_idx.csv")));
  return lines.map((line) => line.map(Number));
}
