import { parseHTML } from "linkedom";
import { DUTCH } from "./dutch.ts";

type Template = { readonly pattern: RegExp; readonly names: readonly string[]; readonly told: string };

const EXACT = new Map(DUTCH.filter(([text]) => !text.includes("{")));
const TEMPLATES: readonly Template[] = DUTCH.filter(([text]) => text.includes("{")).map(([text, told]) => ({
  pattern: new RegExp(`^${escaped(text).replace(/\\\{\w+\\\}/g, "(.+?)")}$`, "su"),
  names: [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""),
  told,
}));

const SKIPPED = new Set(["STYLE", "CODE"]);

/** A page with its own words in the language asked for. Words of the study (titles, products, labels) and texts that the
 *  catalogue does not have stay as they are. */
export function inLanguage(page: string, language: "en" | "nl"): string {
  if (language === "en") return page;
  const { document } = parseHTML(page);
  translateWithin(document.documentElement);
  for (const element of document.querySelectorAll("[aria-label]")) {
    element.setAttribute("aria-label", dutch(element.getAttribute("aria-label") ?? ""));
  }
  return `<!doctype html>\n${document.documentElement.outerHTML}\n`;
}

function translateWithin(element: Element): void {
  for (const node of [...element.childNodes]) {
    if (node.nodeType === 3) node.textContent = dutch(node.textContent ?? "");
    else if (node.nodeType === 1 && !SKIPPED.has(node.nodeName)) translateWithin(Object(node));
  }
}

/** A text in Dutch; as it is where the catalogue does not have it. What a template leaves open is translated by itself. */
export function dutch(text: string): string {
  const [, before = "", core = "", after = ""] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? [];
  const plain = core.replaceAll("\u00a0", " ");
  if (plain === "") return text;
  const exact = EXACT.get(plain);
  if (exact !== undefined) return before + exact + after;
  for (const { pattern, names, told } of TEMPLATES) {
    const found = pattern.exec(plain);
    if (found === null) continue;
    const values = new Map(names.map((name, at) => [name, dutch(found[at + 1] ?? "")]));
    return before + told.replace(/\{(\w+)\}/g, (_, name: string) => values.get(name) ?? "") + after;
  }
  return text;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
