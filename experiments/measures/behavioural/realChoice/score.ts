import { z } from "zod";
import type { Score } from "../../../contract/measure.ts";
import { medianOf } from "../medianOf.ts";

const Offered = z.array(z.looseObject({ product: z.string() }));

/** What is offered on a screen, as the JSON of its cell. Undefined for a text that is none. */
const Alternatives = z.string().transform((text, context): readonly string[] => {
  try {
    const parsed = Offered.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data.map(({ product }) => product);
  } catch {
    // Said below.
  }
  context.addIssue({ code: "custom", message: "a list of alternatives as JSON", input: text });
  return z.NEVER;
});

const optionalNumber = z.preprocess((value) => (value === "" ? undefined : value), z.coerce.number().optional());

/** One trial of a table for scoring. */
export const ChoiceRow = z.object({
  kind: z.enum(["terms", "choice"]),
  setIndex: optionalNumber,
  repeatOf: optionalNumber,
  alternatives: Alternatives,
  /** "" = none was taken. */
  chosen: z.string().default(""),
  latencyMs: optionalNumber,
  timedOut: z.preprocess((value) => value === "1" || value === true, z.boolean()).default(false),
  trialIndex: z.coerce.number().default(0),
  /** The product whose score is asked for; set by `rowsByProduct`. */
  focus: z.string().optional(),
});
export type ChoiceRow = z.infer<typeof ChoiceRow>;

/** Every product's rows: all choices, each time with that product in mind. */
export function rowsByProduct(rows: readonly ChoiceRow[]): ReadonlyMap<string, readonly ChoiceRow[]> {
  const products = new Set(rows.flatMap(({ alternatives }) => alternatives));
  return new Map([...products].map((focus) => [focus, rows.map((row) => ({ ...row, focus }))]));
}

/** Taken ÷ offered for one product; choices that came too late were none and do not count. */
export function scoreChoices(rows: readonly ChoiceRow[]): Score {
  const choices = rows.filter(({ kind }) => kind === "choice");
  const answered = choices.filter(({ timedOut }) => !timedOut);
  const offered = answered.filter(({ alternatives, focus }) => focus !== undefined && alternatives.includes(focus));
  const chosen = offered.filter((row) => row.chosen === row.focus).length;
  const parts = {
    chosen: offered.length === 0 ? null : chosen,
    offered: offered.length === 0 ? null : offered.length,
    reversed_share: reversedShare(answered),
    none_share: shareOf(answered, ({ chosen: taken }) => taken === ""),
    median_ms: medianOf(answered.flatMap(({ latencyMs }) => latencyMs ?? [])),
  };
  if (choices.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts };
  if (offered.length === 0) return { value: null, excluded: "not-answered", trialsUsed: 0, parts };
  return { value: chosen / offered.length, trialsUsed: offered.length, parts };
}

/** The share of repeated sets in which something else was taken the second time; null without any. */
function reversedShare(choices: readonly ChoiceRow[]): number | null {
  const first = new Map(choices.map((row) => [row.setIndex, row.chosen]));
  const pairs = choices.filter(({ repeatOf }) => repeatOf !== undefined && first.has(repeatOf));
  return shareOf(pairs, ({ repeatOf, chosen }) => first.get(repeatOf) !== chosen);
}

function shareOf(rows: readonly ChoiceRow[], holds: (row: ChoiceRow) => boolean): number | null {
  return rows.length === 0 ? null : rows.filter(holds).length / rows.length;
}
