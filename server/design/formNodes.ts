import { stringify } from "yaml";
import type { DraftPath } from "../../experiments/studyFile/editDraft.ts";
import type { SchemaPart } from "../../experiments/studyFile/studySchema.ts";
import { type Control, canBeNull, controlFor, filledPart } from "./controls.ts";
import { valueAt } from "./valueAt.ts";

type About = {
  readonly path: DraftPath;
  readonly title: string;
  readonly help: string;
  /** Seldom changed: shown under "More". */
  readonly isMore: boolean;
};

/** A default that the draft leaves out: it is written before something in it is changed. */
export type Base = { readonly path: DraftPath; readonly value: unknown };

export type FormField = About & {
  readonly kind: "field";
  /** Of the form's field. */
  readonly name: string;
  readonly control: Exclude<Control, "group" | "rows" | "texts" | "stimuli">;
  readonly choices: readonly string[];
  /** What the draft says, or the default; as text. */
  readonly value: string;
  readonly isNumber: boolean;
  /** Whether the draft leaves it out, so that the default is shown. */
  readonly isDefault: boolean;
  /** What an empty field means: the property is left out, or null. */
  readonly empty: null | undefined;
  readonly base?: Base;
};

export type FormGroup = About & {
  readonly kind: "group";
  readonly members: readonly FormNode[];
  /** There when the whole group can be left out: its switch, and what the draft says. */
  readonly toggle?: { readonly name: string; readonly isOn: boolean; readonly off: null | undefined };
};

/** A list of objects; the last row is blank. */
export type FormRows = About & {
  readonly kind: "rows";
  readonly rows: readonly (readonly FormNode[])[];
  readonly base?: Base;
};

/** Words and pictures; the last row is blank. */
export type FormStimuli = About & {
  readonly kind: "stimuli";
  readonly rows: readonly (readonly FormField[])[];
  readonly shown: readonly unknown[];
  readonly base?: Base;
};

export type FormNode = FormField | FormGroup | FormRows | FormStimuli;

export type FormContext = {
  /** The whole draft as a value. */
  readonly draft: unknown;
  readonly languages: readonly string[];
  readonly products: readonly string[];
  readonly base?: Base;
};

type Place = { readonly path: DraftPath; readonly part: SchemaPart; readonly isNeeded: boolean };

/** What a form shows of the properties of `part`, whose values stand at `path` in the draft. */
export function formNodes(part: SchemaPart, path: DraftPath, context: FormContext): readonly FormNode[] {
  return Object.entries(part.properties ?? {}).flatMap(([key, own]) => {
    const isNeeded = part.required?.includes(key) ?? false;
    return nodesFor({ path: [...path, key], part: own, isNeeded }, context);
  });
}

function nodesFor(place: Place, given: FormContext): readonly FormNode[] {
  const context = withBase(place, given);
  const control = controlFor(place.part);
  if (control === "texts" || control === "long") return textFields(place, control, context);
  if (control === "group") return [group(place, context)];
  if (control === "rows") return [rows(place, context)];
  return [control === "stimuli" ? stimuli(place, context) : field(place, control, context)];
}

/** A default object or list that the draft leaves out is shown, and written whole once something in it changes. */
function withBase({ path, part }: Place, context: FormContext): FormContext {
  const value = part.default;
  const isFilled = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  if (context.base || !isFilled || valueAt(context.draft, path) !== undefined) return context;
  return { ...context, base: { path, value } };
}

/** What the draft says at a place, or what its default is. */
function shownAt({ path, part }: Pick<Place, "path" | "part">, { draft, base }: FormContext): unknown {
  const own = valueAt(draft, path) ?? (base && valueAt(base.value, path.slice(base.path.length)));
  return own === undefined ? part.default : own;
}

function about({ path, part }: Pick<Place, "path" | "part">): About {
  const { title = String(path.at(-1)), description = "", level } = part;
  return { path, title, help: description, isMore: level === "more" };
}

function field(place: Place, control: FormField["control"], context: FormContext): FormField {
  const { path, isNeeded } = place;
  const part = filledPart(place.part);
  const own = { kind: "field", name: JSON.stringify(path), control } as const;
  return {
    ...{ ...about(place), ...own, choices: choicesOf(part, { control, isNeeded }, context) },
    value: textOf(shownAt(place, context), control),
    isNumber: [part.type, part.items ? part.items.type : undefined].some(
      (type) => type === "number" || type === "integer",
    ),
    isDefault: valueAt(context.draft, path) === undefined,
    empty: canBeNull(place.part) && place.part.default !== null ? null : undefined,
    ...(context.base ? { base: context.base } : {}),
  };
}

function choicesOf(
  part: SchemaPart,
  { control, isNeeded }: { readonly control: Control; readonly isNeeded: boolean },
  { products }: FormContext,
): readonly string[] {
  const all =
    control === "product" ? products : (part.enum ?? (part.items ? part.items.enum : undefined) ?? []).map(String);
  return control === "ticks" || isNeeded || part.default !== undefined ? all : ["", ...all];
}

function textOf(value: unknown, control: Control): string {
  if (value === undefined || value === null) return "";
  if (control === "yaml") return stringify(value, { lineWidth: 0 });
  if (Array.isArray(value)) return value.map(String).join("\n");
  return typeof value === "object" ? stringify(value, { lineWidth: 0 }) : String(value);
}

/** One field for a text that serves every language, or one for each. */
function textFields(place: Place, control: "texts" | "long", context: FormContext): readonly FormField[] {
  const shown = shownAt(place, context);
  const kind = control === "long" ? "long" : "line";
  if (typeof shown === "string") return [field(place, kind, context)];
  return context.languages.map((language) => {
    const part = {
      ...place.part,
      title: `${place.part.title ?? ""} (${language})`,
      default: valueAt(shown, [language]),
    };
    return field({ ...place, path: [...place.path, language], part }, kind, context);
  });
}

function group(place: Place, context: FormContext): FormGroup {
  const { path, isNeeded } = place;
  const part = filledPart(place.part);
  const mayBeOff = canBeNull(place.part) || (!isNeeded && place.part.default === undefined);
  const shown = shownAt(place, context);
  const isOn = shown !== undefined && shown !== null;
  const off = canBeNull(place.part) && place.part.default !== null ? null : undefined;
  const toggle = { name: `${JSON.stringify(path)}?`, isOn, off };
  return {
    ...{ ...about(place), kind: "group", members: formNodes(part, path, context) },
    ...(mayBeOff ? { toggle } : {}),
  };
}

function rows(place: Place, context: FormContext): FormRows {
  const shown = shownAt(place, context);
  const count = Array.isArray(shown) ? shown.length : 0;
  const items = filledPart(place.part).items || {};
  const made = Array.from({ length: count + 1 }, (_, row) => formNodes(items, [...place.path, row], context));
  return { ...about(place), kind: "rows", rows: made, ...(context.base ? { base: context.base } : {}) };
}

function stimuli(place: Place, context: FormContext): FormStimuli {
  const found = shownAt(place, context);
  const shown: readonly unknown[] = Array.isArray(found) ? found : [];
  const made = [...shown, undefined].map((value, row) => stimulusFields(value, [...place.path, row], context));
  return { ...about(place), kind: "stimuli", rows: made, shown, ...(context.base ? { base: context.base } : {}) };
}

/** A word in each language, or a picture and the words for it. */
function stimulusFields(value: unknown, path: DraftPath, context: FormContext): readonly FormField[] {
  const image = valueAt(value, ["image"]);
  const words = typeof image === "string" ? valueAt(value, ["alt"]) : value;
  const bare = { ...context, draft: undefined };
  const word = { title: "Word", default: words };
  const picture = { title: "Picture", default: typeof image === "string" ? image : undefined };
  return [
    ...textFields({ path: [...path, "word"], part: word, isNeeded: true }, "texts", bare),
    field({ path: [...path, "image"], part: picture, isNeeded: false }, "picture", bare),
  ];
}
