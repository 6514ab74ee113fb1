import { z } from "zod";
import type { AskedColumn } from "../contract/asked.ts";
import { snakeCase } from "../contract/columns.ts";
import type { Measure } from "../contract/measure.ts";

/** One field of a measure's rows, as a column of a table. */
export type RowField = {
  /** In the row, camelCase. */
  readonly name: string;
  /** In the table, snake_case. */
  readonly column: string;
  readonly asked: AskedColumn;
  /** The field's value of a cell's text; undefined = no cell. Throws RangeError for a text the column does not take. */
  valueOf(text: string | undefined): unknown;
  /** The field's value where the cell is empty; undefined = the row does not have it. */
  readonly missing: unknown;
};

type Field = Measure["row"]["shape"][string];
type Parsed = { readonly success: boolean; readonly data?: unknown };

/** Set by the reader, whatever a table holds. */
const OWN = new Set(["isContext", "focus"]);

/** What scoring a measure asks of a table, from the schema of its rows: a fact that is written once. */
export function rowFields(measure: Measure): readonly RowField[] {
  const known = fields.get(measure);
  if (known) return known;
  const made = Object.entries(measure.row.shape).flatMap(([name, field]) =>
    OWN.has(name) ? [] : [rowField(name, field)],
  );
  fields.set(measure, made);
  return made;
}

const fields = new WeakMap<Measure, readonly RowField[]>();

function rowField(name: string, field: Field): RowField {
  const absent = parsed(field, undefined);
  const empty = parsed(field, "");
  const missing = absent.success ? absent.data : empty.data;
  return {
    name,
    column: snakeCase(name),
    missing,
    asked: {
      ...kindOf(name, field),
      ...(absent.success ? {} : { required: true as const }),
      ...(absent.success || empty.success ? {} : { empty: "refused" as const }),
    },
    valueOf(text) {
      if (text === undefined) return missing;
      const { success, data } = parsed(field, text);
      if (success) return data;
      throw new RangeError(`the column ${name} took "${text}", which the row does not`);
    },
  };
}

function kindOf(name: string, field: Field): AskedColumn {
  const choices = choicesOf(field);
  const takes = (text: string) => parsed(field, text);
  if (takes("1").data === true && takes("0").data === false) return { kind: "flag" };
  if (choices !== null) return { kind: "choice", choices };
  if (takes("1").data !== 1 || takes("letters").success) return { kind: "text" };
  if (!takes("1.5").success) return { kind: "count" };
  return {
    kind: "number",
    ...(name.endsWith("Ms") ? { unit: "ms" as const } : {}),
    ...(takes("-1").success ? {} : { range: [0, Number.POSITIVE_INFINITY] as const }),
  };
}

function parsed(field: Field, input: string | undefined): Parsed {
  // zod's core schemas and its classic ones share this method; the contract's type is the core one.
  if ("safeParse" in field && typeof field.safeParse === "function") return field.safeParse(input);
  throw new RangeError("a row's fields are schemas");
}

function choicesOf(field: unknown): readonly string[] | null {
  if (field instanceof z.ZodEnum) return field.options.map(String).filter((level) => level !== "");
  if (field instanceof z.ZodOptional || field instanceof z.ZodNullable || field instanceof z.ZodDefault) {
    return choicesOf(field.unwrap());
  }
  return field instanceof z.ZodPipe ? choicesOf(field.in) : null;
}
