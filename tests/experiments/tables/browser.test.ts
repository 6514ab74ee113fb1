import type { Browser } from "playwright-core";
import { build } from "vite";
import { afterAll, expect, test } from "vitest";
import { launchChromium } from "../../chromium.ts";

let browser: Browser | undefined;
afterAll(() => browser?.close());

test("the reader runs bundled in Chromium, with its encodings and zones", async () => {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, lib: { entry: "experiments/tables/readTable.ts", formats: ["iife"], name: "tables" } },
  });
  const [bundle] = [built].flat();
  const code = bundle && "output" in bundle ? bundle.output[0].code : "";
  browser = await launchChromium();
  const page = await browser.newPage();
  await page.setContent("<p></p>");
  await page.addScriptTag({ content: `${code};globalThis.tables = tables;` });
  const read = await page.evaluate(async () => {
    const bytes = Uint8Array.from("id;ms;at\n00Zo\xeb;1,5;2026-12-03 12:20:00\n", (letter) => letter.charCodeAt(0));
    const { readTable } = Reflect.get(globalThis, "tables");
    const said = { encoding: "windows-1252", zone: "Europe/Amsterdam" };
    const columns = { id: { kind: "id" }, ms: { kind: "number" }, at: { kind: "moment" } };
    const table = await readTable({ name: "t.csv", chunks: [bytes] }, { columns, said });
    return [table.columns.id.texts[0], table.columns.ms.values[0], table.columns.at.values[0], ...table.notes];
  });
  expect(read).toEqual([
    "00Zoë",
    1.5,
    Date.UTC(2026, 11, 3, 11, 20),
    "The file was read as windows-1252.",
    "Cells are separated by semicolons.",
  ]);
});
