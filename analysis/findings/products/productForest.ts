import type { Figure } from "../../blocks/figures/figure.ts";
import { type ForestRow, forestSvg } from "../../blocks/figures/forest.ts";
import { count, decimal, withInterval } from "../../blocks/numbers.ts";
import { knownInterval } from "../answers/answer.ts";
import { productName } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import { sourceLine } from "../sourceLine.ts";
import { productTable } from "./productTable.ts";
import type { ProductSections } from "./sections.ts";

type Data = ReportData<ProductSections>;

/** ΔAUC, implicit minus stated, for each product, with the pooled clustered difference below. Null without products. */
export function productForest(data: Data): Figure | null {
  const rows: readonly ForestRow[] = [...productRows(data), ...pooledRow(data), ...synthesisRow(data)];
  if (Object.keys(data.products).length === 0 || rows.length === 0) return null;
  const products = productRows(data);
  const sides = products.filter(({ interval }) => interval && (interval[0] > 0 || interval[1] < 0)).length;
  return {
    id: "products",
    span: "half",
    title:
      sides === 0
        ? "For no product does the interval exclude equal ranking by implicit and stated measure"
        : `The interval excludes equal ranking in ${sides} of ${products.length} products`,
    subtitle: `n = ${count(data.sample.n)} rows, the same people rate several products. Implicit minus first stated measure; DeLong 95 % intervals, all products clustered by person (Obuchowski 1997); random effects: the wider of the normal and the HKSJ interval.`,
    description: rows.map(({ label, text }) => `${label}: ${text}`).join("; "),
    source: sourceLine(data, "per product"),
    table: productTable(data),
    draw: (width) =>
      forestSvg({
        rows,
        width,
        axis: "ΔAUC, implicit − stated",
        reference: 0,
        referenceLabel: "no difference",
        tickFormat: (value) => decimal(value),
      }),
  };
}

function productRows(data: Data): readonly ForestRow[] {
  return Object.entries(data.products).flatMap(([id, { n, difference, ci95_difference }]) =>
    difference === null
      ? []
      : [
          {
            label: `${productName(data, id)} (n = ${count(n)})`,
            kind: "implicit" as const,
            estimate: difference,
            interval: knownInterval(ci95_difference),
            text: withInterval(difference, ci95_difference),
          },
        ],
  );
}

function pooledRow(data: Data): readonly ForestRow[] {
  const pooled = Object.values(data.found.auc_clustered_differences ?? {})[0];
  if (!pooled || pooled.difference === null) return [];
  return [
    {
      label: `All products (n = ${count(data.sample.n)})`,
      kind: "both",
      estimate: pooled.difference,
      interval: pooled.ci95,
      text: withInterval(pooled.difference, pooled.ci95),
    },
  ];
}

function synthesisRow(data: Data): readonly ForestRow[] {
  const pooled = data.found.product_synthesis?.delta_auc.reml;
  const limits = wider(pooled?.ci95 ?? null, pooled?.hksj?.ci95 ?? null);
  if (pooled?.estimate == null || limits === null) return [];
  const text = withInterval(pooled.estimate, limits);
  return [{ label: "Random effects", kind: "both", estimate: pooled.estimate, interval: limits, text }];
}

type Limits = readonly [number, number] | null;

// With few products that happen to agree, the HKSJ interval can be narrower than one that knows no heterogeneity.
function wider(a: Limits, b: Limits): Limits {
  if (a === null || b === null) return a ?? b;
  return a[1] - a[0] >= b[1] - b[0] ? a : b;
}
