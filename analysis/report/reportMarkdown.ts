import { parseHTML } from "linkedom";
import type { ReportContextInput } from "../blocks/context.ts";
import type { Comparison } from "../findings/comparison.ts";
import { reportHtml } from "./reportHtml.tsx";

/** The report as Markdown: the same words, numbers and tables as the page, its figures as links to `figures/*.svg`
 *  beside it. Throws a ZodError when `context` is not one. */
export function reportMarkdown(comparison: Comparison, context: ReportContextInput): string {
  const { document } = parseHTML(reportHtml(comparison, context));
  const blocks = blocksOf(document.body).filter((block) => block !== "");
  return `${blocks.join("\n\n")}\n`;
}

const SKIPPED = new Set(["NAV", "SUMMARY", "STYLE", "DESC", "TITLE"]);
const HEADINGS: Readonly<Record<string, string>> = { H1: "# ", H2: "## ", H3: "### " };

function blocksOf(element: Element): readonly string[] {
  return [...element.children].flatMap(blockOf);
}

function blockOf(element: Element): readonly string[] {
  const { tagName } = element;
  if (SKIPPED.has(tagName) || element.classList.contains("visually-hidden")) return [];
  const heading = HEADINGS[tagName];
  if (heading !== undefined) return [`${heading}${inline(element)}`];
  if (element.classList.contains("simulated")) return [`> ${inline(element)}`];
  if (tagName === "P") return [element.classList.contains("caption") ? `**${inline(element)}**` : inline(element)];
  if (tagName === "TABLE") return [tableOf(element)];
  if (tagName === "FIGURE") return figureOf(element);
  if (tagName === "OL") return [[...element.children].map(answerOf).join("\n")];
  if (tagName === "UL") return [[...element.children].map((item) => `- ${inline(item)}`).join("\n")];
  if (tagName === "DL") return [termsOf(element)];
  return blocksOf(element);
}

/** Title, subtitle, the picture as a file beside this one, and its source. */
function figureOf(figure: Element): readonly string[] {
  const name = figure.id.replace(/^figure-/, "");
  const described = figure.querySelector("svg.wide desc")?.textContent ?? "";
  const picture = `![${escaped(described)}](figures/${name}.svg)`;
  const [title, subtitle, source] = ["h3", ".subtitle", ".source"].map((part) => figure.querySelector(part));
  return [
    ...(title ? [`### ${inline(title)}`] : []),
    ...(subtitle ? [inline(subtitle)] : []),
    picture,
    ...(source ? [`*${inline(source)}*`] : []),
  ];
}

function answerOf(item: Element): string {
  const [question, verdict, says] = ["question", "verdict", "says"].map((name) => item.querySelector(`.${name}`));
  const tags = [...(verdict?.children ?? [])].map(inline).filter((tag) => tag !== "");
  const told = tags.length === 0 ? "" : ` **${tags.join("; ")}.**`;
  return `- *${question ? inline(question) : ""}*${told} ${says ? inline(says) : ""}`;
}

function termsOf(list: Element): string {
  return [...list.querySelectorAll("dt")]
    .map((term) => `- ${inline(term)}: ${term.nextElementSibling ? inline(term.nextElementSibling) : ""}`)
    .join("\n");
}

function tableOf(table: Element): string {
  const [head, ...rows] = [...table.querySelectorAll("tr")].map((row) => [...row.children]);
  if (head === undefined) return "";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(head.map(inline)),
    line(head.map((cell) => (cell.classList.contains("num") ? "---:" : "---"))),
    ...rows.map((cells) => line(cells.map(inline))),
  ].join("\n");
}

/** An element's text on one line, with what is strong, code or quiet in it. */
function inline(element: Element): string {
  return [...element.childNodes]
    .map((node) => {
      const text = node.textContent ?? "";
      if (node.nodeName === "CODE") return `\`${text.replaceAll("`", "'")}\``;
      if (node.nodeName === "STRONG") return `**${escaped(text)}**`;
      return escaped(text);
    })
    .join("")
    .replace(/[ \t\r\n]+/g, " ")
    .trim();
}

/** Text that Markdown would otherwise read as markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, (character) => `\\${character}`);
}
