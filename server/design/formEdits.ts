import { isDeepStrictEqual } from "node:util";
import { type Document, isCollection, parse } from "yaml";
import { Problem } from "../../experiments/contract/problem.ts";
import { type DraftPath, draftDocument, draftText, editDocument } from "../../experiments/studyFile/editDraft.ts";
import type { Base, FormField, FormGroup, FormNode, FormRows, FormStimuli } from "./formNodes.ts";
import { valueAt } from "./valueAt.ts";

type Typed = ReadonlyMap<string, string>;
type Draft = { readonly document: Document; isChanged: boolean; readonly emptied: DraftPath[] };

/** The draft with what was typed into a form. What is left as it was is not touched; an empty field is taken out, an
 *  emptied row too. Throws a Problem for a value that is no YAML where YAML is asked for. */
export function withTyped(yaml: string, nodes: readonly FormNode[], typed: Typed): string {
  const draft: Draft = { document: draftDocument(yaml), isChanged: false, emptied: [] };
  for (const node of nodes) change(draft, node, typed);
  // From the last row on, so that the places of the others stay right.
  for (const path of [...draft.emptied].sort(lastFirst)) put(draft, { path, value: undefined });
  return draft.isChanged ? draftText(draft.document) : yaml;
}

function lastFirst(left: DraftPath, right: DraftPath): number {
  const place = left.findIndex((key, index) => key !== right[index]);
  return Number(right[place] ?? -1) - Number(left[place] ?? -1) || right.length - left.length;
}

function change(draft: Draft, node: FormNode, typed: Typed): void {
  if (node.kind === "rows") changeRows(draft, node, typed);
  else if (node.kind === "stimuli") changeStimuli(draft, node, typed);
  else if (node.kind === "field") changeField(draft, node, typed);
  else changeGroup(draft, node, typed);
}

function changeGroup(draft: Draft, { toggle, members, path }: FormGroup, typed: Typed): void {
  const wanted = toggle && typed.get(toggle.name);
  if (toggle?.isOn && wanted === "false") {
    put(draft, { path, value: toggle.off });
    return;
  }
  for (const member of members) change(draft, member, typed);
  const isThere = (draft.document.getIn(path) ?? null) !== null;
  if (toggle && !toggle.isOn && wanted === "true" && !isThere) put(draft, { path, value: {} });
}

function changeField(draft: Draft, field: FormField, typed: Typed): void {
  const given = typedInto(field, typed);
  if (given === undefined || given.trimEnd() === field.value.trimEnd()) return;
  put(draft, { path: field.path, value: readField(field, given), ...(field.base ? { base: field.base } : {}) });
}

/** What came for a field, with the lines of one system; undefined when the form did not have it. */
export function typedInto({ name, control, path, choices }: FormField, typed: Typed): string | undefined {
  if (control !== "ticks") return typed.get(name)?.replaceAll("\r\n", "\n");
  const ticks = choices.map((choice) => [choice, typed.get(JSON.stringify([...path, choice]))] as const);
  if (ticks.every(([, tick]) => tick === undefined)) return undefined;
  return ticks.flatMap(([choice, tick]) => (tick === "true" ? [choice] : [])).join("\n");
}

/** What cannot be read stays as it was typed, for the check to say so beside the field. */
function readField({ control, isNumber, empty, title, choices }: FormField, given: string): unknown {
  if (given.trim() === "") return control === "ticks" ? [] : empty;
  const scalar = (line: string) => (isNumber ? numberIn(line.trim()) : line.trim());
  if (control === "switch") return given === "true";
  if (control === "long") return `${given.trimEnd()}\n`;
  if (control === "lines") return given.split("\n").flatMap((line) => (line.trim() === "" ? [] : [scalar(line)]));
  if (control === "ticks") return choices.filter((choice) => given.split("\n").includes(choice));
  return control === "yaml" ? yamlIn(given, title) : scalar(given);
}

function numberIn(line: string): number | string {
  return /^-?\d+([.,]\d+)?$/.test(line) ? Number(line.replace(",", ".")) : line;
}

function yamlIn(given: string, title: string): unknown {
  try {
    const value: unknown = parse(given);
    return value;
  } catch {
    throw new Problem({ code: "request-invalid", detail: `"${title}" is not valid YAML.`, todo: "Correct it there." });
  }
}

type Put = { readonly path: DraftPath; readonly value: unknown; readonly base?: Base };

/** Writes or takes out one value; a default it stands in is written out first, a map that it leaves empty goes. */
function put(draft: Draft, { path, value, base }: Put): void {
  const { document } = draft;
  draft.isChanged = true;
  if (base && document.getIn(base.path) === undefined) editDocument(document, base.path, base.value);
  editDocument(document, path, value);
  if (value === undefined) removeEmpty(document, path.slice(0, -1));
}

function removeEmpty(document: Document, path: DraftPath): void {
  if (path.length === 0 || typeof path.at(-1) === "number") return;
  const node = document.getIn(path, true);
  if (!isCollection(node) || node.items.length > 0) return;
  document.deleteIn(path);
  removeEmpty(document, path.slice(0, -1));
}

function changeRows(draft: Draft, { rows, path, base }: FormRows, typed: Typed): void {
  for (const [row, nodes] of rows.entries()) {
    const isBlank = row === rows.length - 1;
    const fields = nodes.flatMap(fieldsIn).filter(({ control }) => control !== "switch" && control !== "choice");
    const given = fields.map((field) => ({ field, text: typedInto(field, typed)?.trim() }));
    const isShown = given.some(({ text }) => text !== undefined);
    // A default that is shown says nothing of the row.
    const isEmpty = given.every(({ field, text = "" }) => text === "" || (field.isDefault && text === field.value));
    if (!isShown || (isBlank && isEmpty)) continue;
    if (isEmpty) {
      if (base && draft.document.getIn(base.path) === undefined) put(draft, base);
      draft.emptied.push([...path, row]);
    } else for (const node of nodes) change(draft, node, typed);
    if (isBlank) withSwitches(draft, nodes, typed);
  }
}

/** A new row says what its switches and choices said, though that is what a blank one shows. */
function withSwitches(draft: Draft, nodes: readonly FormNode[], typed: Typed): void {
  for (const field of nodes.flatMap((node) => (node.kind === "field" ? [node] : []))) {
    const given = typedInto(field, typed);
    const isAsked = field.control === "switch" || field.control === "choice";
    if (isAsked && given !== undefined && given !== "")
      put(draft, { path: field.path, value: readField(field, given) });
  }
}

function fieldsIn(node: FormNode): readonly FormField[] {
  if (node.kind === "field") return [node];
  return node.kind === "group" ? node.members.flatMap(fieldsIn) : node.rows.flat().flatMap(fieldsIn);
}

function changeStimuli(draft: Draft, { rows, shown, path, base }: FormStimuli, typed: Typed): void {
  if (rows.flat().every((field) => typedInto(field, typed) === undefined)) return;
  const list = rows.map((fields, row) => stimulusFrom(fields, shown[row], typed)).filter((one) => one !== undefined);
  if (isDeepStrictEqual(list, shown)) return;
  if (list.length !== shown.length) {
    put(draft, { path, value: list, ...(base ? { base } : {}) });
    return;
  }
  for (const [row, value] of list.entries()) {
    if (isDeepStrictEqual(value, shown[row])) continue;
    put(draft, { path: [...path, row], value, ...(base ? { base } : {}) });
  }
}

/** A word or a picture from its row; words of languages that the form does not show stay. */
function stimulusFrom(fields: readonly FormField[], before: unknown, typed: Typed): unknown {
  const given = fields.map((field) => ({ field, text: (typedInto(field, typed) ?? field.value).trim() }));
  if (given.every(({ text }) => text === "")) return undefined;
  const words = given.filter(({ field }) => field.control !== "picture");
  const image = given.find(({ field }) => field.control === "picture")?.text ?? "";
  const [first] = words;
  const isOne = words.length === 1 && first?.field.path.at(-1) === "word";
  const old = valueAt(before, ["image"]) === undefined ? before : valueAt(before, ["alt"]);
  const kept = typeof old === "object" && old !== null ? Object.entries(old) : [];
  const said = words.filter(({ text }) => text !== "").map(({ field, text }) => [String(field.path.at(-1)), text]);
  const text = isOne ? (first?.text ?? "") : Object.fromEntries([...kept, ...said]);
  return image === "" ? text : { image, alt: text };
}
