import { isDeepStrictEqual } from "node:util";
import type { Study } from "../../experiments/contract/study.ts";
import { textIn } from "../../experiments/contract/text.ts";
import { measureNamed } from "../../experiments/measures/registry.ts";
import { measurePart, type SchemaPart, studyPart } from "../../experiments/studyFile/studySchema.ts";
import { filledPart } from "./controls.ts";
import { valueAt } from "./valueAt.ts";

/** One thing that two versions of a study say differently, in the words of the forms; "" where a version does not say it. */
export type Difference = { readonly place: string; readonly before: string; readonly after: string };

type Side = { readonly before: unknown; readonly after: unknown };

/** What a later version of a study says differently. */
export function studyDifference(before: Study, after: Study): readonly Difference[] {
  // The files' hashes follow from the pictures.
  const without = ({ files: _, ...study }: Study) => study;
  return between({ before: without(before), after: without(after) }, studyPart(), []);
}

function between(side: Side, part: SchemaPart, place: readonly string[]): readonly Difference[] {
  const { before, after } = side;
  if (isDeepStrictEqual(before, after)) return [];
  const here = filledPart(part);
  if (Array.isArray(before) && Array.isArray(after)) return betweenLists({ before, after }, here, place);
  if (!isMap(before) || !isMap(after)) return [{ place: place.join(" › "), before: told(before), after: told(after) }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const own = here.properties?.[key] ?? {};
    return between({ before: before[key], after: after[key] }, own, [...place, own.title ?? key]);
  });
}

type Lists = { readonly before: readonly unknown[]; readonly after: readonly unknown[] };

/** Entries are the same by their own names, else by their places; another order of the same entries is told as one. */
function betweenLists({ before, after }: Lists, part: SchemaPart, place: readonly string[]): readonly Difference[] {
  const [left, right] = [named(before), named(after)];
  const names = [...new Set([...left.keys(), ...right.keys()])];
  const found = names.flatMap((name) => {
    const [one, two] = [left.get(name), right.get(name)];
    return between({ before: one, after: two }, entryPart(two ?? one, part), [...place, name]);
  });
  const order = (entries: ReadonlyMap<string, unknown>) => [...entries.keys()].join(", ");
  const isMoved = found.length === 0;
  return isMoved ? [{ place: [...place, "order"].join(" › "), before: order(left), after: order(right) }] : found;
}

function entryPart(entry: unknown, { items }: SchemaPart): SchemaPart {
  const measure = valueAt(entry, ["measure"]);
  const own = typeof measure === "string" ? measurePart(measure) : undefined;
  return own ?? (items || {});
}

function named(entries: readonly unknown[]): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [index, entry] of entries.entries()) {
    const name = nameIn(entry) ?? `${index + 1}`;
    found.set(found.has(name) ? `${name} ${index + 1}` : name, entry);
  }
  return found;
}

function nameIn(entry: unknown): string | undefined {
  const measure = measureNamed(String(valueAt(entry, ["measure"]) ?? ""));
  const instance = valueAt(entry, ["instance"]);
  if (measure && (instance === undefined || instance === measure.name)) return textIn(measure.title, "en");
  const name = instance ?? valueAt(entry, ["id"]) ?? valueAt(entry, ["part"]) ?? valueAt(entry, ["column"]);
  return typeof name === "string" ? name : undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const MOST_LETTERS = 200;

function told(value: unknown): string {
  if (value === undefined || value === null) return "";
  const text = typeof value === "object" ? (nameIn(value) ?? JSON.stringify(value)) : String(value);
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}
