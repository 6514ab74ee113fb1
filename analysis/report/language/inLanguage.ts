import { parseHTML } from "linkedom";
import { DUTCH } from "./dutch.ts";
import { DUTCH_REPORT } from "./dutchReport.ts";

type Template = { readonly pattern: RegExp; readonly names: readonly string[]; readonly told: string };

const ALL = [...DUTCH, ...DUTCH_REPORT];
const EXACT = new Map(ALL.filter(([text]) => !text.includes("{")));
// Those with more words of their own come first: a shorter one may fit the same text.
const TEMPLATES: readonly Template[] = ALL.filter(([text]) => text.includes("{"))
  .toSorted(([a], [b]) => wordsOf(b).length - wordsOf(a).length)
  .map(([text, told]) => ({
    pattern: new RegExp(
      `^${escaped(text).replace(/\\\{(#?)\w+\\\}/g, (_, sign) => (sign ? "([−\\d.,% ]*[\\d%])" : "(.+?)"))}$`,
      "su",
    ),
    names: [...text.matchAll(/\{#?(\w+)\}/g)].map(([, name]) => name ?? ""),
    told,
  }));

const BETWEEN_SENTENCES = /(?<=[.!?]) (?=\p{Lu})/u;
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
  // A text with a sign such as "<" is read as several.
  element.normalize();
  for (const node of [...element.childNodes]) {
    if (node.nodeType === 3) node.textContent = dutch(node.textContent ?? "");
    else if (node.nodeType === 1 && !SKIPPED.has(node.nodeName)) translateWithin(Object(node));
  }
}

/** A text in Dutch; as it is where the catalogue does not have it. What a template leaves open is translated by itself. */
export function dutch(text: string): string {
  const [, before = "", core = "", after = ""] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? [];
  const plain = core.replace(/[\u00a0\u202f]/g, " ");
  const told = plain === "" ? null : (whole(plain) ?? inPieces(plain));
  return told === null ? text : before + spaced(told) + after;
}

/** The text by its own entry of the catalogue; null without one. */
function whole(plain: string): string | null {
  const exact = EXACT.get(plain);
  if (exact !== undefined) return exact;
  for (const { pattern, names, told } of TEMPLATES) {
    const values = pattern.exec(plain)?.slice(1);
    // A gap holds no end of a sentence: two sentences are translated by themselves.
    if (!values || values.some((value) => BETWEEN_SENTENCES.test(value))) continue;
    const words = new Map(names.map((name, at) => [name, dutch(values[at] ?? "")]));
    return told.replace(/\{(\w+)\}/g, (_, name: string) => words.get(name) ?? "");
  }
  return null;
}

/** Sentence by sentence, then what semicolons and colons divide, then without the stop; null where nothing of it is known. */
function inPieces(plain: string): string | null {
  for (const [between, joint] of [
    [BETWEEN_SENTENCES, " "],
    ["; ", "; "],
    [/(?<=:) /, " "],
  ] as const) {
    const pieces = plain.split(between);
    const told = pieces.length < 2 ? pieces : pieces.map(dutch);
    if (told.some((piece, at) => piece !== pieces[at])) return told.join(joint);
  }
  const bare = /^(.+)[.:]$/su.exec(plain)?.[1];
  const told = bare === undefined ? null : whole(bare);
  return told === null ? null : told + plain.slice(-1);
}

/** Thin spaces before a per cent sign and in thousands, as the numbers of the report have them. */
function spaced(text: string): string {
  return text.replace(/(\d) (?=%|\d{3}\b)/g, "$1\u202f");
}

function wordsOf(template: string): string {
  return template.replace(/\{#?\w+\}/g, "");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
