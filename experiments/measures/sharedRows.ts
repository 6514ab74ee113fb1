import type { Measure } from "../contract/measure.ts";

/** The rows of one person's occurrence of a measure, about one product ("" = about none). */
export type ProductRows = {
  readonly participantId: string;
  readonly instance: string;
  readonly product: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
};

/** Rows about no product belong to every product of the same person and instance. A measure whose rows know
 *  `isContext` also gets the person's rows about other products, marked so. Groups in the order given. */
export function withSharedRows(measure: Measure, groups: readonly ProductRows[]): readonly ProductRows[] {
  if (measure.rowsByProduct) return groups.flatMap((group) => byProduct(measure, group));
  const knowsContext = "isContext" in measure.row.shape;
  const visit = ({ participantId, instance }: ProductRows) => JSON.stringify([participantId, instance]);
  const byVisit = new Map<string, ProductRows[]>();
  for (const group of groups) byVisit.set(visit(group), (byVisit.get(visit(group)) ?? []).concat(group));
  return groups.flatMap((group) => {
    const others = (byVisit.get(visit(group)) ?? []).filter((other) => other !== group);
    if (others.length === 0) return [group];
    if (group.product === "") return [];
    const shared = others.filter(({ product }) => product === "");
    const about = knowsContext ? others.filter(({ product }) => product !== "") : [];
    const { participantId, instance, product } = group;
    return [
      {
        participantId,
        instance,
        product,
        get rows() {
          const context = about.flatMap(({ rows }) => rows.map((row) => ({ ...row, isContext: true })));
          return [...group.rows, ...shared.flatMap(({ rows }) => rows), ...context];
        },
      },
    ];
  });
}

/** A group whose rows concern several products, once for each; made anew each time it is asked for. */
function byProduct(measure: Measure, group: ProductRows): readonly ProductRows[] {
  const split = () => measure.rowsByProduct?.(group.rows) ?? new Map<string, ProductRows["rows"]>();
  const products = [...split().keys()];
  if (products.length === 0) return [group];
  const { participantId, instance } = group;
  return products.map((product) => ({
    participantId,
    instance,
    product,
    get rows() {
      return split().get(product) ?? [];
    },
  }));
}
