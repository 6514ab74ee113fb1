import type { MeasureLabel } from "../blocks/context.ts";

/** A rule's name taken apart: column, sign and number. */
export const RULE = /^(.+)_(ge|gt|le|lt|eq)_?(minus)?(\d[\d_]*)$/;

/** The column a yes-rule is about. `nps_promoter` keeps that name whatever its column is called. */
export function ruleColumn(measures: readonly MeasureLabel[], rule: string): string {
  const plain = /^(.+)_(promoter|top[12])$/.exec(rule)?.[1] ?? RULE.exec(rule)?.[1] ?? rule;
  if (rule !== "nps_promoter" || measures.some(({ column }) => column === "nps")) return plain;
  const recommending = measures.find(
    ({ column, kind, scale }) =>
      kind === "stated" && (/^(ltr|likelihood|recommend)/i.test(column) || (scale?.[0] === 0 && scale[1] === 10)),
  );
  return recommending?.column ?? plain;
}
