import type { Context } from "./context.ts";

const MODELS: Readonly<Record<string, string>> = {
  M_full: "the model with both",
  M_stated: "the stated model",
  M_implicit: "the implicit model",
  M_past: "the floor model",
  M_floor: "the floor model",
};

/** A column as a sentence names it: its measure's label, else itself. */
export function labelIn({ measures }: Pick<Context, "measures">, column: string): string {
  return measures.find((measure) => measure.column === column)?.label ?? column;
}

/** Several columns as a sentence names them. */
export function labelsIn(context: Pick<Context, "measures">, columns: readonly string[], between = ", "): string {
  return columns.map((column) => labelIn(context, column)).join(between);
}

/** A model as a sentence names it: "the model with both", or the model of one measure. */
export function modelWords(name: string, context: Pick<Context, "measures"> = { measures: [] }): string {
  return MODELS[name] ?? `the model of ${labelIn(context, name.replace(/^M_/, ""))}`;
}
