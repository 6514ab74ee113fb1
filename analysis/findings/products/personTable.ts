import { count, pNumber, significant, twoDecimals } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { normalTwoSided } from "../../statistics/numerics/distributions.ts";
import { labelOf } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { ProductSections } from "./sections.ts";

type Data = ReportData<ProductSections>;

/** The coefficients of the measures where people have several rows: as if rows were independent, with errors that count
 *  persons, with a random intercept, and split into within and between persons. */
export function personTable(data: Data): Table {
  const pooled = data.found.pooled_logit;
  const measures = (pooled?.predictors ?? []).filter((column) => data.measures.some((one) => isMeasure(one, column)));
  const mixed = data.found.mixed_logit_exact_ml;
  const varying = data.found.conditional_logit_within_person?.persons_with_variation ?? null;
  return {
    id: "persons",
    caption: "What each measure adds where one person has several rows: log-odds per unit, products held constant",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "model", label: "Model" },
      { name: "estimate", label: "b", format: twoDecimals },
      { name: "se", label: "SE", format: twoDecimals },
      { name: "p", label: "p", format: pNumber },
    ],
    rows: mixed || varying !== null ? measures.flatMap((column) => modelsOf(data, column)) : [],
    note: `Random intercept: exact maximum likelihood by adaptive Gauss–Hermite quadrature, SD of persons ${significant(mixed?.person_sd ?? null, 2)} on the log-odds. The p of “persons counted” is that of the question whether a measure adds. Within: of one person’s rows, does the one with the higher score end in the outcome? Between: do people with higher scores on average? Conditional: the ${count(varying)} people with both kinds of rows.`,
  };
}

function isMeasure({ column, kind }: Data["measures"][number], name: string): boolean {
  return column === name && kind !== "other";
}

function modelsOf(data: Data, column: string): readonly (readonly Cell[])[] {
  const { pooled_logit, cluster_robust, mixed_logit_exact_ml, within_between_pooled_logit } = data.found;
  const conditional = data.found.conditional_logit_within_person;
  const at = cluster_robust?.order.indexOf(column) ?? -1;
  const naive = pooled_logit?.coefficients[column];
  const split = within_between_pooled_logit?.coefficients ?? {};
  const rows = [
    ["rows as independent", naive?.estimate, naive?.se, naive?.p],
    ["persons counted (CR1)", naive?.estimate, cluster_robust?.CR1_G_over_Gminus1[at], cluster_robust?.p?.[at]],
    ["random intercept", ...numbersOf(mixed_logit_exact_ml?.fixed[column])],
    ["within persons", ...numbersOf(split[`${column}_w`])],
    ["between persons", ...numbersOf(split[`${column}_bar`])],
    ["conditional on the person", ...waldOf(conditional?.coef[column], conditional?.se[column])],
  ] as const;
  return rows.flatMap(([model, estimate, se, p]) =>
    estimate == null ? [] : [[labelOf(data, column), model, estimate, se ?? null, p ?? null]],
  );
}

function waldOf(estimate: number | undefined, se: number | undefined) {
  if (estimate === undefined || se === undefined) return [null, null, null] as const;
  return [estimate, se, normalTwoSided(estimate / se)] as const;
}

type Coefficient = { readonly estimate: number | null; readonly se: number | null; readonly p: number | null };

function numbersOf(found: Coefficient | undefined): readonly [number | null, number | null, number | null] {
  return [found?.estimate ?? null, found?.se ?? null, found?.p ?? null];
}
