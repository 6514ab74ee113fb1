import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { reportFigures } from "../../../analysis/report/reportFigures.ts";
import { reportTables } from "../../../analysis/report/reportTables.ts";
import { writeReportFiles } from "../../../analysis/report/write.ts";
import { exampleComparison, fullContext } from "./example.ts";

const comparison = exampleComparison("c01_n80_strong");
const tables = new Map(reportTables(comparison, fullContext).map(({ name, text }) => [name, text]));
const rowsOf = (name: string): readonly Record<string, string>[] => parse(tables.get(name) ?? "", { columns: true });

describe("tables as CSV", () => {
  test("hold the numbers in full precision", () => {
    const row = rowsOf("rules.csv").find(({ rule }) => rule === "Purchase intent, top 2 boxes");
    expect(row).toMatchObject({ selected: "33", hits: "24", ppv: "0.7272727272727273", ppv_low: "0.5578244099712737" });
  });
  test("leave a missing value empty", () => {
    expect(rowsOf("models.csv").find(({ model }) => model === "Purchase intent")?.auc_corrected).toBe("");
  });
  test("have snake_case heads and say in every row that the data are simulated", () => {
    for (const [name, text] of tables) {
      const [head = "", ...rows] = text.trimEnd().split("\n");
      expect(head, name).toMatch(/^[a-z0-9_]+(,[a-z0-9_]+)*,is_simulated$/);
      expect(rows.length, name).toBeGreaterThan(0);
    }
    expect(rowsOf("auc.csv").every(({ is_simulated }) => is_simulated === "1")).toBe(true);
  });
  test("do not carry the label when the data are real", () => {
    const real = reportTables(comparison, { ...fullContext, isSimulated: false });
    expect(real.every(({ text }) => !text.includes("is_simulated"))).toBe(true);
  });
  test("disarm text that a spreadsheet would run, and leave negative numbers numbers", () => {
    const measures = (fullContext.measures ?? []).map((measure) => ({ ...measure, label: "=HYPERLINK(1)" }));
    const disarmed = new Map(
      reportTables(comparison, { ...fullContext, measures }).map(({ name, text }) => [name, text]),
    );
    expect(disarmed.get("measures.csv")).toContain("'=HYPERLINK(1)");
    expect(rowsOf("measures.csv").find(({ measure }) => measure === "Association test")?.min).toBe("-0.557427");
  });
  test("include every table of every figure, the whole ROC curve among them", () => {
    expect([...tables.keys()]).toEqual(
      expect.arrayContaining([
        "say-do-pi5.csv",
        "say-feel.csv",
        "roc.csv",
        "auc.csv",
        "calibration.csv",
        "gains.csv",
        "flow.csv",
      ]),
    );
    // From 0 of 11, 5, 11 and 80 values, the first point of each curve with them.
    expect(rowsOf("roc.csv").length).toBeGreaterThan(80);
  });
});

describe("figures as SVG", () => {
  const figures = reportFigures(comparison, fullContext);

  test.each(figures.map(({ name, text }) => [name, text] as const))("%s stands by itself", (_, text) => {
    const { document } = parseHTML(text);
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(text).not.toMatch(/<style|style=|<script|var\(|href/);
    expect(document.querySelector("title")?.textContent).toMatch(/\S/);
    expect(document.querySelector("desc")?.textContent).toMatch(/\S/);
    const drawn = [...document.querySelectorAll("svg > g > text")].map(({ textContent }) => textContent).join(" ");
    expect(drawn).toContain("SIMULATED DATA");
  });
  test("are XML whatever a label holds", () => {
    const measures = (fullContext.measures ?? []).map((measure) => ({ ...measure, label: `a<b>&"'\u0001\ud800` }));
    for (const { text } of reportFigures(comparison, { ...fullContext, measures, title: `<x>&"\u0000` })) {
      expect([...text].filter((character) => character < " " && character !== "\n")).toEqual([]);
      expect(text).not.toMatch(/<x>|<b>/);
      expect(text).not.toMatch(/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i);
    }
  });
});

test("everything of --out is written below the folder, and methods.txt can be read as it is", async () => {
  const dir = await mkdtemp(join(tmpdir(), "saydo-report-"));
  const written = await writeReportFiles(dir, comparison, fullContext);
  const found = await readdir(dir, { recursive: true });
  expect(found).toEqual(expect.arrayContaining([...written]));
  const methods = await readFile(join(dir, "methods.txt"), "utf8");
  expect(methods).toMatch(/^SIMULATED DATA/);
  expect(methods).toContain("We analysed 80 people with a known outcome, of whom 45 bought (56\u202f%).");
  expect(methods).toContain("5 bootstrap resamples");
  await rm(dir, { recursive: true });
});
