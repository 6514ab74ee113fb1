import { type Document, isMap, isScalar, isSeq, type Node, type Pair, visit, type YAMLMap } from "yaml";
import { draftDocument, draftText } from "./editDraft.ts";

export type TemplateChoice = {
  /** Of the new study. */
  readonly id: string;
  readonly title: string;
  readonly researcher: { readonly name: string; readonly contact: string };
  readonly languages: readonly string[];
  /** For each product of the template, by its id there. */
  readonly products: ReadonlyMap<string, ChosenProduct>;
  /** Pictures of the template that belong to no product, by their path there: where they are now. */
  readonly pictures?: ReadonlyMap<string, string>;
};

export type ChosenProduct = {
  readonly id: string;
  readonly name: string;
  /** None: the product is shown by its name. */
  readonly image?: string;
};

/** A ready study made one's own: title, languages, and the products' ids and names everywhere they are written, in texts,
 *  comments, references and keys. Pictures of the template's products go; each product is shown by its name and its own
 *  picture. Throws a Problem when the template is no YAML. */
export function useTemplate(yaml: string, choice: TemplateChoice): string {
  const document = draftDocument(yaml);
  const names = oldNames(document, choice);
  takeProductPictures(document);
  keepLanguages(document, choice.languages);
  rename(document, choice, names);
  fillProducts(document, choice);
  document.set("id", choice.id);
  document.set("title", Object.fromEntries(choice.languages.map((language) => [language, choice.title])));
  document.set("languages", choice.languages);
  document.setIn(["researcher"], { name: choice.researcher.name });
  document.setIn(["consent", "contact"], choice.researcher.contact);
  return draftText(document);
}

/** What the study and each product are called in the template, in every language, and what they are called now. */
function oldNames(document: Document, { id, products }: TemplateChoice): ReadonlyMap<string, string> {
  const names = new Map([[String(document.get("id")), id]]);
  for (const product of mapsIn(document.get("products"))) {
    const chosen = products.get(String(product.get("id")));
    for (const one of namesOf(product)) if (chosen) names.set(one, chosen.name);
  }
  return names;
}

function mapsIn(node: unknown): readonly YAMLMap[] {
  return isSeq(node) ? node.items.filter(isMap) : [];
}

const PRODUCT_CATEGORIES = new Set(["focalCategory", "comparisonCategory"]);

/** Takes the pictures out of the categories that stand for a product. */
function takeProductPictures(document: Document): void {
  visit(document, {
    Pair(_, pair) {
      if (!PRODUCT_CATEGORIES.has(keyOf(pair)) || !isMap(pair.value)) return undefined;
      const stimuli = pair.value.get("stimuli");
      if (!isSeq(stimuli)) return undefined;
      stimuli.items = stimuli.items.filter((item) => !(isMap(item) && item.has("image")));
      if (stimuli.items.length === 0) pair.value.delete("stimuli");
      return pair.value.items.length === 0 ? visit.REMOVE : undefined;
    },
  });
}

/** Takes the other languages out of every text that has several. */
function keepLanguages(document: Document, wanted: readonly string[]): void {
  const all = document.get("languages");
  const known = new Set(isSeq(all) ? all.items.map((item) => String(isScalar(item) ? item.value : item)) : []);
  visit(document, {
    Map(_, map) {
      if (!map.items.every((pair) => known.has(keyOf(pair)))) return;
      for (const language of known) if (!wanted.includes(language)) map.delete(language);
    },
  });
}

function keyOf({ key }: Pair): string {
  return String(isScalar(key) ? key.value : key);
}

/** A product's new name wherever its old one is written: in its name, in texts and in comments; ids and references stay.
 *  Throws a Problem when the draft is no YAML. */
export function renameProduct(yaml: string, place: number, name: string): string {
  const document = draftDocument(yaml);
  const product = mapsIn(document.get("products"))[place];
  if (!product) return yaml;
  const inText = namesReplaced(new Map(namesOf(product).map((old) => [old, name])));
  visit(document, {
    Pair: (_, { key }) => (isScalar(key) && key.value === "id" ? visit.SKIP : undefined),
    Node(_, node) {
      withComments(node, inText);
      if (isScalar(node) && typeof node.value === "string") node.value = inText(node.value);
    },
  });
  return draftText(document);
}

function namesOf(product: YAMLMap): readonly string[] {
  const name = product.get("name");
  const written = isMap(name) ? name.items.map(({ value }) => value) : [name];
  return written.map((one) => String(isScalar(one) ? one.value : one));
}

function rename(document: Document, choice: TemplateChoice, names: ReadonlyMap<string, string>): void {
  const { products, pictures = new Map<string, string>() } = choice;
  const inText = namesReplaced(names);
  visit(document, {
    Node(_, node) {
      withComments(node, inText);
      if (!isScalar(node) || typeof node.value !== "string") return;
      const chosen = products.get(node.value);
      node.value = chosen?.id ?? pictures.get(node.value) ?? inText(node.value);
    },
  });
  const first = isMap(document.contents) ? document.contents.items[0]?.key : undefined;
  if (isScalar(first)) first.commentBefore = " Made from a ready study. Every line can be changed.";
}

function withComments(node: Node, inText: (text: string) => string): void {
  if (node.comment) node.comment = inText(node.comment);
  if (node.commentBefore) node.commentBefore = inText(node.commentBefore);
}

/** All names at once, so that a new name that holds another's old one is left alone; whole words only. */
function namesReplaced(names: ReadonlyMap<string, string>): (text: string) => string {
  const escaped = [...names.keys()].map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (escaped.length === 0) return (text) => text;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})(?![\\p{L}\\p{N}])`, "gu");
  return (text) => text.replaceAll(pattern, (name) => names.get(name) ?? name);
}

function fillProducts(document: Document, { products }: TemplateChoice): void {
  const chosen = new Map([...products.values()].map((product) => [product.id, product]));
  for (const product of mapsIn(document.get("products"))) {
    const one = chosen.get(String(product.get("id")));
    if (!one) continue;
    product.set("name", one.name);
    if (one.image === undefined) product.delete("image");
    else product.set("image", one.image);
  }
}
