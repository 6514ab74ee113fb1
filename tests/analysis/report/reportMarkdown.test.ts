import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { reportFigures } from "../../../analysis/report/reportFigures.ts";
import { reportHtml } from "../../../analysis/report/reportHtml.tsx";
import { reportMarkdown } from "../../../analysis/report/reportMarkdown.ts";
import { exampleComparison, fullContext } from "./example.ts";

const comparison = exampleComparison("c01_n80_strong");
const markdown = reportMarkdown(comparison, fullContext);
const { document } = parseHTML(reportHtml(comparison, fullContext));
const lines = markdown.split("\n");
const plain = (text: string | null) => (text ?? "").replace(/[ \n]+/g, " ").trim();
const unescaped = (text: string) => text.replace(/\\(.)/g, "$1").replace(/\*\*/g, "");

describe("the report as Markdown", () => {
  test("has every heading of the page, in its order", () => {
    const headings = [...document.querySelectorAll("h1, h2:not(.visually-hidden), h3")].map((one) =>
      plain(one.textContent),
    );
    const own = lines.filter((line) => line.startsWith("#")).map((line) => unescaped(line.replace(/^#+ /, "")));
    expect(own).toEqual(headings);
  });
  test("has every table of the page with all its rows", () => {
    const rows = [...document.querySelectorAll("table")].map((table) => table.querySelectorAll("tr").length);
    const separators = lines.flatMap((line, at) => (/^\|( -{3}:? \|)+$/.test(line) ? [at] : []));
    const own = separators.map((at) => {
      const end = lines.findIndex((line, later) => later > at && !line.startsWith("|"));
      return (end === -1 ? lines.length : end) - at;
    });
    expect(own).toEqual(rows);
  });
  test("points to every figure by the name of its file", () => {
    const files = reportFigures(comparison, fullContext).map(({ name }) => `figures/${name}`);
    const links = [...markdown.matchAll(/\]\((figures\/[^)]+)\)/g)].map(([, link]) => link);
    expect([...links].sort()).toEqual([...files].sort());
  });
  test("says first that the data are simulated", () => {
    expect(lines[0]).toMatch(/^> SIMULATED DATA/);
  });
  test("gives the answers with their verdicts and numbers", () => {
    expect(unescaped(markdown)).toContain("Which single measure ranks people better?");
    expect(unescaped(markdown).replace(/\s/g, " ")).toContain("ΔAUC .16 [.01, .32]");
  });
});

test("what a study is called cannot become markup", () => {
  const title = "A | B *c* <b>d</b> [e](javascript:f)\n# g";
  const text = reportMarkdown(comparison, { ...fullContext, title });
  expect(text).not.toMatch(/(?<!\\)<b|(?<!\\)\]\(javascript|^# g/m);
});
