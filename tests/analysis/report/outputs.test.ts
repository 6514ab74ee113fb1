import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { commandOf } from "../../../analysis/commands/commandOf.ts";
import { contextOfPlan } from "../../../analysis/commands/contextOfPlan.ts";
import { readReport } from "../../../analysis/report/readReport.ts";
import { bibtex } from "../../../analysis/report/references.ts";
import { reportHtml, summaryHtml } from "../../../analysis/report/reportHtml.tsx";
import { reportTables } from "../../../analysis/report/reportTables.ts";
import { reportWorkbook } from "../../../analysis/report/workbook.ts";
import { AnalysisPlan } from "../../../experiments/contract/plan.ts";
import { openTable } from "../../../experiments/tableFiles/openTable.ts";
import { fileOrigin } from "../../../experiments/tableFiles/tableOrigin.ts";
import { compareBy, simulated } from "../findings/tables.ts";
import { expectedOf } from "../oracles.ts";
import { comparisonOf, fullContext } from "./example.ts";

const strong = comparisonOf(expectedOf("c01_n80_strong"));

function textOf(html: string, selector = "body"): string {
  return parseHTML(html).document.querySelector(selector)?.textContent.replaceAll("\u00a0", " ") ?? "";
}

describe("the summary", () => {
  test("is the first page alone: five answers, one figure, what it means and what is not known", () => {
    const { document } = parseHTML(summaryHtml(strong, fullContext));
    expect(document.querySelectorAll(".answers > li")).toHaveLength(5);
    expect(document.querySelectorAll("figure")).toHaveLength(1);
    expect(document.querySelectorAll(".part")).toHaveLength(0);
    expect(document.querySelector(".meaning")?.textContent).toContain("For a decision");
    expect(document.querySelector(".meaning")?.textContent).toContain("Not known");
  });
});

describe("the workbook", () => {
  test("has a sheet a table, with its numbers in full precision", async () => {
    const path = join(tmpdir(), `saydo-workbook-${process.pid}.xlsx`);
    writeFileSync(path, reportWorkbook(strong, fullContext));
    const { chunks } = await openTable(fileOrigin(path), { sheet: "auc" });
    let text = "";
    for await (const chunk of chunks) text += Buffer.from(chunk).toString("utf8");
    const csv = reportTables(strong, fullContext).find(({ name }) => name === "auc.csv")?.text ?? "";
    expect(text.trim().split(/\r?\n/)).toEqual(csv.trim().split("\n"));
  });
  test("is the same, byte for byte, when made again", () => {
    expect(reportWorkbook(strong, fullContext)).toEqual(reportWorkbook(strong, fullContext));
  });
});

function textsOf(element: Element): readonly string[] {
  return [...element.childNodes].flatMap((node) =>
    node.nodeType === 3 ? [node.textContent?.trim() ?? ""] : node.nodeType === 1 ? textsOf(Object(node)) : [],
  );
}

/** Whether a text has a word that is English and not Dutch, the names of the study's measures left out. */
function isEnglish(text: string): boolean {
  const words = text.replace(/Likelihood to recommend|Morning coffee: what people said, and what they bought/g, "");
  return /\b(the|and|which|whether|with|people|where|from|each|are|who|bought|buyers|yes)\b/.test(words);
}

describe("a report in Dutch", () => {
  const html = reportHtml(strong, { ...fullContext, language: "nl" });

  test("says page one, headings, questions and terms in Dutch, the study's own words as they are", () => {
    expect(parseHTML(html).document.documentElement.getAttribute("lang")).toBe("nl");
    expect(textOf(html, ".head")).toContain(fullContext.title);
    expect(textOf(html, ".answers")).toContain("Hoeveel van wie ja zegt, doet het?");
    expect(textOf(html, ".meaning")).toContain("Voor een besluit");
    expect(textOf(html, "#ranking")).toContain("Welke maat rangschikt mensen het best?");
    expect(textOf(html, "#ranking .glossary")).toContain("de kans dat iemand die het deed hoger scoort");
    expect(textOf(html, "#rules thead")).toContain("Gevoeligheid");
  });
  test("has a Dutch word for every heading, question, verdict and term", () => {
    const english = parseHTML(reportHtml(strong, fullContext)).document;
    const dutch = parseHTML(html).document;
    const own = (page: typeof english) =>
      [...page.querySelectorAll("h2, .question, .tag, .glossary span")].map((one) => one.textContent.trim());
    const same = own(dutch).filter((text, at) => text === own(english)[at]);
    expect(same).toEqual([]);
  });
  test("leaves no English sentence, heading, table or label", () => {
    const { document } = parseHTML(html);
    // Names of works, a trade mark's notice, commands and what the study calls its measures are not translated.
    for (const own of document.querySelectorAll("#references, .foot, style, code")) own.remove();
    document.documentElement.normalize();
    expect(textsOf(document.documentElement).filter(isEnglish)).toEqual([]);
  });
  test("keeps every number of the English one", () => {
    const digits = (page: string) => textOf(page, "main").match(/\d+/g)?.toSorted();
    expect(digits(html)).toEqual(digits(reportHtml(strong, fullContext)));
  });
});

describe("further outcomes", () => {
  const plan = AnalysisPlan.parse({
    outcomes: [
      { column: "bought", class: "observed-purchase" },
      {
        column: "again",
        class: "observed-purchase",
        words: { did: "came back", doers: "returners", others: "others" },
      },
    ],
    stated: ["stated"],
    implicit: ["score"],
    bootstrap: { resamples: 5 },
    folds: { k: 5, repeats: 2 },
  });
  const table = simulated({ n: 200, seed: 3, attitude: 1, implicit: 0.6 });
  const both = { ...table, columns: new Map([...table.columns, ["again", table.columns.get("bought") ?? []]]) };
  const comparison = compareBy(plan, both);
  const context = contextOfPlan(plan, { name: "plan.yaml" });

  test("have a part each, in their own words, with tables of their own", () => {
    const html = reportHtml(comparison, context);
    expect(textOf(html, "#outcome-again h2")).toBe("Further outcome: came back (again)");
    expect(textOf(html, "#outcome-again")).toContain("came back");
    expect(textOf(html, "#outcome-again")).not.toContain("bought");
    expect(reportTables(comparison, context).map(({ name }) => name)).toContain("outcome-again-rules.csv");
  });
});

describe("what a paper needs", () => {
  test("are the sources of the methods that were used, as BibTeX", () => {
    const text = bibtex(readReport(strong, fullContext));
    expect(text).toContain("@article{delong1988,");
    expect(text).not.toContain("kaplan1958");
  });
  test("is the command with the user's own paths", () => {
    expect(commandOf("report", ["my study"], { html: "a b.html", seed: 3, language: "nl" })).toBe(
      "saydo report 'my study' --html 'a b.html' --seed 3 --language nl",
    );
  });
});
