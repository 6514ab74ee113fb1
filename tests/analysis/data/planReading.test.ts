import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readComparisonInput } from "../../../analysis/data/comparisonInput.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-reading-"));
const plan = join(folder, "plan.yaml");
const data = join(folder, "data.csv");

/** A survey as a Dutch spreadsheet saves it, in windows-1252. */
const SURVEY = "Aanbeveling;Score;Gekocht;Café\r\n9;0,125;Ja;1\r\n-99;-0,5;Nee;2\r\n3;0,25;Nee;3\r\n";
const READ = [
  "read:",
  "  map: {nps: Aanbeveling, dscore: Score, bought: Gekocht}",
  "  value: {bought: {Ja: 1, Nee: 0}, nps: {-99: ''}}",
  "  encoding: windows-1252",
  "  decimal: ','",
];

function written(read: readonly string[]): string {
  writeFileSync(data, Buffer.from(SURVEY, "latin1"));
  writeFileSync(plan, [`data: ${data}`, "outcome: bought", "stated: [nps]", "implicit: [dscore]", ...read].join("\n"));
  return plan;
}

test("a plan says how its data file is read, so that the file need not be changed", async () => {
  const { table } = await readComparisonInput(written(READ));
  expect(table.columns.get("nps")).toEqual([9, null, 3]);
  expect(table.columns.get("dscore")).toEqual([0.125, -0.5, 0.25]);
  expect(table.columns.get("bought")).toEqual([1, 0, 0]);
});

test("what the command says about a cell goes before the plan's word; the rest of the plan's holds", async () => {
  const { table, flags } = await readComparisonInput(written(READ), { value: ["bought:Nee="] });
  expect(table.columns.get("bought")).toEqual([1, null, null]);
  expect(table.columns.get("nps")).toEqual([9, null, 3]);
  expect(flags).toEqual({
    encoding: "windows-1252",
    decimal: ",",
    map: ["nps=Aanbeveling", "dscore=Score", "bought=Gekocht"],
    value: ["bought:Ja=1", "bought:Nee=0", "nps:-99=", "bought:Nee="],
  });
});

test("a word that is not known there is refused with its place", async () => {
  await expect(readComparisonInput(written(["read:", "  decimals: ','"]))).rejects.toMatchObject({
    details: { line: 6, path: "read.decimals", todo: expect.stringContaining('"decimal"') },
  });
});

test("an outcome that says true and false counts as 1 and 0, which is noted; beside numbers such a word is refused", async () => {
  writeFileSync(data, "nps,dscore,bought\n9,0.1,TRUE\n3,0.2,FALSE\n4,0.3,\n");
  writeFileSync(plan, `data: ${data}\noutcome: bought\nstated: [nps]\nimplicit: [dscore]\n`);
  const { table, notes } = await readComparisonInput(plan);
  expect(table.columns.get("bought")).toEqual([1, 0, null]);
  expect(notes).toContain('In "bought" true was read as 1, false as 0.');
  writeFileSync(data, "nps,dscore,bought\n9,0.1,1\n3,0.2,FALSE\n4,0.3,\n");
  await expect(readComparisonInput(plan)).rejects.toMatchObject({
    details: { line: 3, found: "FALSE", todo: expect.stringContaining('--value "bought:FALSE=0" a number') },
  });
});
