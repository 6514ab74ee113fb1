import type { DraftPath } from "../../experiments/studyFile/editDraft.ts";
import { draftDocument } from "../../experiments/studyFile/editDraft.ts";
import { measurePart, studyPart } from "../../experiments/studyFile/studySchema.ts";
import { type FormContext, type FormField, type FormNode, formNodes } from "./formNodes.ts";
import { listAt, valueAt } from "./valueAt.ts";

/** The forms of a study: which properties each one edits. */
export const sections = {
  study: {
    title: "Study",
    keys: ["title", "languages", "researcher", "debrief", "sensitive", "explicitConsent", "ownScores"],
  },
  products: { title: "Products", keys: ["products"] },
  consent: { title: "Consent", keys: ["consent"] },
  recruitment: { title: "Recruitment", keys: ["recruitment", "quota", "device", "randomise"] },
  outcome: { title: "Outcome", keys: ["outcome", "outcomes"] },
  plan: { title: "Analysis plan", keys: ["analysis"] },
} as const;
export type Section = keyof typeof sections;

export function isSection(name: string): name is Section {
  return Object.hasOwn(sections, name);
}

/** What a form shows of one section. Throws a Problem when the draft is no YAML. */
export function sectionNodes(yaml: string, section: Section): readonly FormNode[] {
  return sectionIn(contextOf(yaml), section);
}

function sectionIn(context: FormContext, section: Section): readonly FormNode[] {
  const whole = studyPart();
  const keys: readonly string[] = sections[section].keys;
  const properties = Object.fromEntries(Object.entries(whole.properties ?? {}).filter(([key]) => keys.includes(key)));
  return formNodes({ ...whole, properties }, [], context);
}

/** What a form shows of one measure of the flow; nothing for a measure that is not there. */
export function measureNodes(yaml: string, path: DraftPath): readonly FormNode[] {
  return measureIn(contextOf(yaml), path);
}

function measureIn(context: FormContext, path: DraftPath): readonly FormNode[] {
  const part = measurePart(String(valueAt(context.draft, [...path, "measure"])));
  return part ? formNodes(part, path, context) : [];
}

/** Everything that any form shows. */
export function allNodes(yaml: string): readonly FormNode[] {
  const context = contextOf(yaml);
  const names = Object.keys(sections).filter(isSection);
  const places = flowPlaces(context.draft);
  return [...names.flatMap((name) => sectionIn(context, name)), ...places.flatMap((path) => measureIn(context, path))];
}

function flowPlaces(draft: unknown): readonly DraftPath[] {
  return listAt(draft, ["flow"]).flatMap((_, part) =>
    listAt(draft, ["flow", part, "measures"]).map((__, place) => ["flow", part, "measures", place]),
  );
}

function contextOf(yaml: string): FormContext {
  const draft: unknown = draftDocument(yaml).toJS();
  const products = listAt(draft, ["products"]).map((product) => String(valueAt(product, ["id"])));
  return { draft, products, languages: listAt(draft, ["languages"]).map(String) };
}

const often = [
  /^title(\.|$)/,
  /^products\.\d+\.(name|image)/,
  /^researcher\.(name|organisation)$/,
  /^consent\.(contact|minimumAge|text)/,
  /^debrief/,
  /^recruitment\.(source|panelParameter|redirectUrl)$/,
  /^quota\.completes$/,
  /^randomise\.partOrder$/,
  /^outcome\.(toDays|minimum)$/,
];

/** What a researcher changes most, from all forms. Throws a Problem when the draft is no YAML. */
export function draftFields(yaml: string): readonly FormField[] {
  const context = contextOf(yaml);
  const names = Object.keys(sections).filter(isSection);
  const fields = names.flatMap((name) => sectionIn(context, name)).flatMap(fieldsOf);
  const rank = ({ path }: FormField) => often.findIndex((one) => one.test(path.join(".")));
  // A blank row is for the form of the products themselves.
  const places = context.products.length;
  const hasSeveral = valueAt(context.draft, ["outcomes"]) !== undefined;
  const isThere = ({ path }: FormField) =>
    path[0] === "outcome" ? !hasSeveral : path[0] !== "products" || Number(path[1]) < places;
  return fields
    .filter((field) => rank(field) >= 0 && isThere(field))
    .map((field) => ({ ...field, title: titleAlone(field) }))
    .sort((a, b) => rank(a) - rank(b));
}

/** A title that needs no heading above it. */
function titleAlone({ path, title }: FormField): string {
  if (path[0] === "products") return `${title} of product ${Number(path[1]) + 1}`;
  return path[0] === "researcher" ? `${title} of the researcher` : title;
}

function fieldsOf(node: FormNode): readonly FormField[] {
  if (node.kind === "field") return [node];
  return node.kind === "group" ? node.members.flatMap(fieldsOf) : node.rows.flat().flatMap(fieldsOf);
}

/** As a list of studies shows a draft: its title in its first language, its id where it has none. */
export function draftTitle(yaml: string, studyId: string): string {
  try {
    const title = valueAt(draftDocument(yaml).toJS(), ["title"]);
    const first = typeof title === "object" && title !== null ? Object.values(title)[0] : title;
    return typeof first === "string" ? first.slice(0, 200) : studyId;
  } catch {
    return studyId;
  }
}
