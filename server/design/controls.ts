import type { SchemaPart } from "../../experiments/studyFile/studySchema.ts";

/** How a form edits one value. `texts`, `long`: one text a language; `lines`: one value a line; `ticks`: some of a list;
 *  `stimuli`: words and pictures; `yaml`: as it stands in the file, for what has no plainer form. */
export const controls = [
  ...(["texts", "long", "product", "picture", "stimuli", "choice", "switch", "number", "line"] as const),
  ...(["ticks", "lines", "group", "rows", "yaml"] as const),
];
export type Control = (typeof controls)[number];

/** The schema without `null`, which a form shows as an empty field. */
export function filledPart(part: SchemaPart): SchemaPart {
  const others = (part.anyOf ?? []).filter(({ type }) => type !== "null");
  const [only] = others;
  if (!only || others.length === (part.anyOf ?? []).length || others.length > 1) return part;
  const { anyOf: _, ...own } = part;
  return { ...only, ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) };
}

export function canBeNull({ anyOf = [] }: SchemaPart): boolean {
  return anyOf.some(({ type }) => type === "null");
}

const scalars: Readonly<Record<string, Control>> = {
  boolean: "switch",
  number: "number",
  integer: "number",
  string: "line",
};

/** The control of a property, from its schema. */
export function controlFor(whole: SchemaPart): Control {
  const part = filledPart(whole);
  const named = controls.find((one) => one === part.control);
  if (named) return named;
  if (part.enum) return "choice";
  if (part.properties) return "group";
  if (part.type === "array") return ofList(part.items);
  return scalars[part.type ?? ""] ?? "yaml";
}

function ofList(items: SchemaPart["items"]): Control {
  if (!items) return "yaml";
  if (items.enum) return "ticks";
  if (items.properties) return "rows";
  return items.type !== undefined && items.type in scalars ? "lines" : "yaml";
}
