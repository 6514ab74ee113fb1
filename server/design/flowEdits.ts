import { isMap, isSeq, type YAMLMap } from "yaml";
import { snakeCase } from "../../experiments/contract/columns.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import { measureNamed } from "../../experiments/measures/registry.ts";
import { addToDocument, type DraftPath, draftDocument, draftText } from "../../experiments/studyFile/editDraft.ts";
import { listAt, valueAt } from "./valueAt.ts";

/** Where a measure stands: its part, and its place in the part. */
export type FlowPlace = { readonly part: number; readonly place: number };

/** Adds a measure at the end of the part of its kind, which is made where there is none, and its column to the plan.
 *  Throws a Problem when the measure is not there. */
export function addMeasure(yaml: string, added: { readonly measure: string; readonly product: string }): string {
  const measure = measureNamed(added.measure);
  if (!measure) throw refused("There is no such measure.", "Choose one of the list.");
  const document = draftDocument(yaml);
  const draft: unknown = document.toJS();
  const kind = measure.name === "screener" ? "screening" : (measure.part ?? measure.kind);
  const found = listAt(draft, ["flow"]).findIndex((part) => valueAt(part, ["part"]) === kind);
  const part = found < 0 ? listAt(draft, ["flow"]).length : found;
  const instance = freeInstance(draft, measure.name);
  const entry = {
    measure: measure.name,
    ...(instance === measure.name ? {} : { instance }),
    ...(added.product === "" ? {} : { product: added.product }),
  };
  if (found < 0) addPart(document, { part: kind, measures: [entry] });
  else addToDocument(document, ["flow", part, "measures"], entry);
  const list = kind === "implicit" ? "implicit" : kind === "stated" && isCompared(measure.name) ? "stated" : undefined;
  if (list !== undefined) addColumn(document, list, snakeCase(instance));
  return draftText(document);
}

/** A new part comes last; one that shows something comes first, since what follows is about it. */
function addPart(
  document: ReturnType<typeof draftDocument>,
  part: { readonly part: string; readonly measures: object[] },
): void {
  const flow = document.get("flow");
  if (part.part === "exposure" && isSeq(flow)) flow.items.unshift(document.createNode(part));
  else addToDocument(document, ["flow"], part);
}

/** Stated measures whose number says how much somebody wants something; the others describe people. */
const compared = new Set([
  ...["likelihoodToRecommend", "purchaseIntent", "purchaseProbability", "satisfaction", "brandValues", "effort"],
  ...["extraSpend", "familiarity", "touchpoints", "serviceEmployees", "priceLadder"],
]);

function isCompared(name: string): boolean {
  return compared.has(name);
}

function addColumn(document: ReturnType<typeof draftDocument>, list: string, column: string): void {
  const path = ["analysis", list];
  if (isSeq(document.getIn(path))) document.addIn(path, column);
  else if (isMap(document.get("analysis"))) document.setIn(path, document.createNode([column]));
}

function freeInstance(draft: unknown, name: string): string {
  const taken = new Set(
    listAt(draft, ["flow"])
      .flatMap((part) => listAt(part, ["measures"]))
      .map(instanceIn),
  );
  for (let number = 1; ; number += 1) {
    const instance = number === 1 ? name : `${name}${number}`;
    if (!taken.has(instance)) return instance;
  }
}

function instanceIn(entry: unknown): string {
  return String(valueAt(entry, ["instance"]) ?? valueAt(entry, ["measure"]) ?? "");
}

/** Moves a measure up (-1) or down (1) in its part; a measure at the end stays. */
export function moveMeasure(yaml: string, { part, place }: FlowPlace, by: -1 | 1): string {
  const document = draftDocument(yaml);
  const list = document.getIn(["flow", part, "measures"]);
  if (!isSeq(list) || !list.items[place] || !list.items[place + by]) return yaml;
  const [moved] = list.items.splice(place, 1);
  list.items.splice(place + by, 0, moved);
  return draftText(document);
}

/** Takes a measure out, with its part where it was the only one, and with its columns in the plan where others are left. */
export function removeMeasure(yaml: string, { part, place }: FlowPlace): string {
  const document = draftDocument(yaml);
  const path: DraftPath = ["flow", part, "measures", place];
  const list = document.getIn(["flow", part, "measures"]);
  if (!isSeq(list) || !list.items[place])
    throw refused("This measure is not there any more.", "Look at the flow again.");
  const column = snakeCase(instanceIn(valueAt(document.toJS(), path)));
  document.deleteIn(list.items.length === 1 ? ["flow", part] : path);
  for (const kind of ["stated", "implicit", "other"]) removeColumn(document, kind, column);
  return draftText(document);
}

function removeColumn(document: ReturnType<typeof draftDocument>, kind: string, column: string): void {
  const list = document.getIn(["analysis", kind]);
  if (!isSeq(list)) return;
  const place = list.items.findIndex(
    (item) => (isMap(item) ? item.get("column") : valueAt(item, ["value"])) === column,
  );
  if (place >= 0 && (list.items.length > 1 || kind !== "stated")) list.delete(place);
}

/** Takes a product out. Throws a Problem while anything in the study is about it. */
export function removeProduct(yaml: string, place: number): string {
  const document = draftDocument(yaml);
  const product = document.getIn(["products", place]);
  if (!isMap(product)) throw refused("This product is not there any more.", "Look at the products again.");
  const uses = usesOf(document.toJS(), idOf(product));
  if (uses.length > 0)
    throw refused(`The product is used in ${uses.join(", ")}.`, "Choose another product there first.");
  document.deleteIn(["products", place]);
  return draftText(document);
}

function idOf(product: YAMLMap): string {
  return String(product.get("id"));
}

function usesOf(draft: unknown, id: string): readonly string[] {
  const entries = listAt(draft, ["flow"]).flatMap((part) => listAt(part, ["measures"]));
  const names = (entry: unknown) =>
    valueAt(entry, ["product"]) === id ||
    valueAt(entry, ["comparison"]) === id ||
    listAt(entry, ["brands"]).includes(id);
  const outcome = valueAt(draft, ["outcome", "product"]) === id ? ["the outcome"] : [];
  return [...new Set([...entries.filter(names).map(instanceIn), ...outcome])];
}

function refused(detail: string, todo: string): Problem {
  return new Problem({ code: "request-invalid", detail, todo });
}
