import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { withColumn } from "../../analysis/data/dataTable.ts";
import { publicComparison } from "../../analysis/report/publicComparison.ts";
import type { AnalysisPlanInput } from "../../experiments/contract/plan.ts";
import { comparedCase } from "../analysis/findings/cases.ts";
import { compareBy, PLAN, simulated } from "../analysis/findings/tables.ts";
import { fullProductStudy, fullStudy } from "../analysis/report/fullStudy.ts";
import { REPORT_SCHEMA_FILE, reportSchemaNow } from "./reportSchemaNow.ts";

const published = JSON.parse(readFileSync(REPORT_SCHEMA_FILE, "utf8"));
const schema = z.fromJSONSchema(published);

const truth = { n: 120, seed: 3, attitude: 1, implicit: 0.6 };
const nobody = () => {
  const table = simulated({ ...truth, n: 60 });
  return withColumn(
    table,
    "bought",
    Array.from({ length: table.rows }, () => 0),
  );
};
const statedOnly: AnalysisPlanInput = { ...PLAN, implicit: [], primary: {} };
const full = fullStudy(1, 260);
const everything = compareBy(full.plan, full.table);
const products = fullProductStudy(2, 110);

const OUTPUTS = {
  "an oracle case": () => comparedCase("c01_n80_strong"),
  "persons × products of an oracle case": () => comparedCase("c07_person_x_brand"),
  "counts and spend": () => comparedCase("c09_counts_spend"),
  "rare purchases": () => comparedCase("c06_rare_3pct"),
  "a stated-only plan": () => compareBy(statedOnly, simulated(truth)),
  "nobody bought": () => compareBy(PLAN, nobody()),
  "twelve people": () => compareBy(PLAN, simulated({ ...truth, n: 12 })),
  "everything a plan can ask, several outcomes": () => everything,
  "everything, with small counts withheld": () =>
    publicComparison(everything, { title: "t", isSimulated: false, smallestCell: 10 }),
  "products, rows of one person": () => compareBy(products.plan, products.table),
};

describe("the schema of compare --json", () => {
  test("is the one that the types describe; after a change: npx tsc -b && node dist/tests/schema/writeReportSchema.js", () => {
    expect(published).toEqual(reportSchemaNow());
  });

  test.each(Object.entries(OUTPUTS))("holds for %s", (_, compare) => {
    const written: unknown = JSON.parse(JSON.stringify(compare()));
    expect((schema.safeParse(written).error?.issues ?? []).flatMap(deepest)).toEqual([]);
  });
});

type Issue = {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly errors?: readonly (readonly Issue[])[];
};

/** Where a value leaves the schema: of a union, the description that fits it furthest. */
function deepest({ path, message, errors = [] }: Issue): readonly string[] {
  const furthest = errors.toSorted((a, b) => depthOf(b) - depthOf(a))[0];
  if (furthest === undefined) return [`${path.join(".")}: ${message}`];
  return furthest.flatMap((issue) => deepest({ ...issue, path: [...path, ...issue.path] }));
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path, errors = [] }) => path.length + Math.max(0, ...errors.map(depthOf))));
}
