import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { CHECKLISTS } from "../../../analysis/report/checklists.ts";
import { reportHtml } from "../../../analysis/report/reportHtml.tsx";
import { exampleComparison, fullContext } from "./example.ts";

const { document } = parseHTML(reportHtml(exampleComparison("c01_n80_strong"), fullContext));

describe("reporting checklists", () => {
  test("are the four that a reader of such a study looks for", () => {
    expect(CHECKLISTS.map(({ name }) => name)).toEqual(["TRIPOD+AI", "STARD", "PROBAST", "CHERRIES"]);
  });
  test("TRIPOD+AI and STARD go through every item from the first to the last", () => {
    const numbers = (name: string) =>
      CHECKLISTS.find((one) => one.name === name)!.items.flatMap(([item]) => {
        const [from = 0, to = from] = [...item.matchAll(/\d+/g)].map(Number);
        return Array.from({ length: to - from + 1 }, (_, at) => from + at);
      });
    const all = (last: number) => Array.from({ length: last }, (_, at) => at + 1);
    expect([...new Set(numbers("TRIPOD+AI"))]).toEqual(all(27));
    expect([...new Set(numbers("STARD"))]).toEqual(all(30));
  });
  test("lead to parts that are there, and leave the rest to the authors", () => {
    const links = [...document.querySelectorAll("#checklists a")].map((link) => link.getAttribute("href") ?? "");
    expect(links.length).toBeGreaterThan(40);
    for (const link of links) expect(document.querySelector(link), link).not.toBeNull();
    // One person answers about one product here: nothing is told of repeated rows.
    expect(links).not.toContain("#products");
    expect(document.querySelector("#checklists")?.textContent).toContain("left to the authors");
  });
});
