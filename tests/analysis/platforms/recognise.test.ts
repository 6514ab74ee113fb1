import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runRecognise } from "../../../analysis/commands/recognise.ts";
import { readCustomerTable } from "../../../analysis/data/customerTable.ts";
import type { Use } from "../../../analysis/data/recognise/recognised.ts";
import { askNumber } from "../../../experiments/contract/asked.ts";
import { measureNamed } from "../../../experiments/measures/registry.ts";
import { openAs } from "../../../experiments/tableFiles/readAs.ts";
import { allRecipes } from "../../../experiments/tableFiles/recipeFiles.ts";
import { fileOrigin } from "../../../experiments/tableFiles/tableOrigin.ts";
import { targetOf } from "../../../experiments/tables/recipes/applyRecipe.ts";
import { Recipe } from "../../../experiments/tables/recipes/recipe.ts";
import * as as from "./asPlatforms.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-recognise-"));
const trials = as.madeUpTrials();

const shopify = `Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Cancelled at,Source
#1001,a@example.com,paid,USD,2026-02-20 10:00:00 -0500,2,Oat milk,3.50,,web
#1001,a@example.com,,,2026-02-20 10:00:00 -0500,1,Cow milk,7.00,,
#1002,b@example.com,refunded,USD,2026-02-21 10:00:00 -0500,2,Oat milk,3.50,,web
#1002,b@example.com,,,2026-02-21 10:00:00 -0500,1,Cow milk,7.00,,
#1003,b@example.com,paid,USD,2026-02-28 10:00:00 -0500,4,Oat milk,3.50,,web
`;

test("says what a file is, why, what would be read and what to run next", async () => {
  expect(await answerTo("raw.iqdat", as.inquisitTabs(trials))).toBe(`FILE
242 rows, 10 columns.

This is raw data of Inquisit (.iqdat, CSV or XLSX): it has blockcode, trialcode, latency, correct, subject.
The recipe is inquisit (tried on files of the platform).
  iat: 2 people, 240 rows
    Left out: 1 row, pages of instructions among the trials ("trialcode").
    Left out: 1 row, blocks that the D score does not use ("blockcode").
    Next: saydo score --measure iat --in FILE --out scores.csv --recipe inquisit
  To know: Compatible is what the script calls compatible: target A with attribute A. Turn the sign with --value pairing:compatible=incompatible --value pairing:incompatible=compatible when B is your focal product.
  To know: Scripts with block names of their own, and other tasks, need --map and --value for what a measure asks beyond participant, trial, correctness and latency.
note: Cells are separated by tabs.`);
});

test("lists the texts of what only the researcher knows", async () => {
  const answer = await answerTo("iat.txt", as.projectImplicit(trials, ["0", "1"]));
  expect(answer).toContain("iat: needs to know more");
  expect(answer).toContain(
    'The file has "Oat milk,Cow milk", "Oat milk/Good,Cow milk/Bad", "Cow milk/Good,Oat milk/Bad".',
  );
  expect(answer).toContain(
    "Next: saydo score --measure iat --in FILE --out scores.csv --given focal=… good=… --recipe project-implicit",
  );
});

test.each([
  ["names in capitals", "PARTICIPANT ID,Trial Index,Block Kind,Pairing,Is Correct,Latency MS", {}],
  ["a name of its own", "Who,trial_index,block_kind,pairing,is_correct,latency_ms", { map: ["participant_id=Who"] }],
])("sees our own form under %s, as scoring reads it", async (title, header, flags) => {
  const file = join(folder, `${title}.csv`);
  writeFileSync(file, `${header}\na,0,test,compatible,1,600\na,1,test,incompatible,1,650\n`);
  const own: readonly Use[] = JSON.parse(await runRecognise({ file, json: true, ...flags })).own;
  const said = "map" in flags ? " --map participant_id=Who" : "";
  expect(own.find(({ what }) => what === "iat")).toMatchObject({
    people: 1,
    rows: 2,
    refused: [],
    next: `saydo score --measure iat --in '${file}' --out scores.csv${said}`,
  });
});

test("says what would be refused", async () => {
  const answer = await answerTo("twice.csv", as.inquisitCsv([...trials, ...trials]).replaceAll(/,\d+,18,/g, ",5,18,"));
  expect(answer).toContain("iat: would be refused");
  expect(answer).toMatch(/Refused: line \d+: This row repeats line \d+: participant_id P-01/);
});

test("says of an unknown file what it saw and how to read it", async () => {
  const answer = await answerTo("own.csv", "who;when;choice\nA1;3;left\nA2;4;right\n");
  expect(answer).toContain("2 rows, 3 columns. This is a file of no platform that Saydo knows.");
  expect(answer).toContain('choice: 2 different texts, such as "left", "right"');
  expect(answer).toContain("--recipe FILE.json");
});

test("names every platform that a file could be of", async () => {
  const both = "trial_type,trial_index,time_elapsed,participant,psychopyVersion,key_resp.rt\nx,0,10,P,2024.1,0.5\n";
  const answer = await answerTo("both.csv", both);
  expect(answer).toContain("It could be of several platforms (jspsych and psychopy): name one with --recipe.");
});

test("refuses a file that two recipes fit alike, and reads it by the one that is named", async () => {
  const both = "trial_type,trial_index,time_elapsed,participant,psychopyVersion,key_resp.rt\nx,0,10,P,2024.1,0.5\n";
  const origin = fileOrigin(written("alike.csv", both));
  const asks = () => [{ columns: { latency_ms: askNumber({ required: true }) } }];
  await expect(openAs(origin, { flags: {}, target: "iat", asks })).rejects.toMatchObject({
    details: {
      path: "--recipe",
      detail: "The file could be of several platforms.",
      found: expect.stringMatching(/^jspsych \(.*\), psychopy \(.*\)$/),
      todo: "Name one, such as --recipe jspsych.",
    },
  });
  expect((await openAs(origin, { flags: { recipe: "psychopy" }, target: "iat", asks })).recipe?.name).toBe("psychopy");
});

test("tells a file in Saydo's own form, of each task that has these columns, for programs too", async () => {
  const path = written("own-form.csv", as.ourForm(trials));
  const answer = JSON.parse(await runRecognise({ file: path, json: true }));
  expect(answer).toMatchObject({
    fits: [],
    own: [
      { what: "iat", people: 2, rows: 240 },
      { what: "singleCategoryIat", people: 2, rows: 240 },
    ],
    rows: 240,
  });
});

test("orders of a shop: a refunded order is left out with all its lines, an amount is price times quantity", async () => {
  const answer = await answerTo("orders.csv", shopify);
  expect(answer).toContain("purchases: 2 people, 3 rows");
  const table = await readCustomerTable(written("orders.csv", shopify), {});
  expect(table).toMatchObject({
    purchases: [
      { customerId: "a@example.com", amount: 7 },
      { customerId: "a@example.com", amount: 7 },
      { customerId: "b@example.com", amount: 14 },
    ],
  });
});

test("every recipe reads what there is to read", () => {
  const names = allRecipes().map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const recipe of allRecipes()) {
    for (const [measure, { profile, columns }] of Object.entries(recipe.measures ?? {})) {
      const known = measureNamed(measure);
      expect(known?.name).toBe(measure);
      if (profile !== undefined) expect(Object.keys(known?.profiles ?? {})).toContain(profile);
      expect(targetOf(recipe, measure)?.columns).toBe(columns);
    }
    for (const table of Object.keys(recipe.tables ?? {})) {
      expect(["purchases", "predictors", "value"]).toContain(table);
    }
  }
});

test("docs/tables.md has a line for every recipe", () => {
  const lines = allRecipes().map(({ name, says, columns, measures = {}, tables = {}, tried }) => {
    const without = columns === undefined ? "all, as they are" : "by `--map`";
    const uses = [...Object.keys(measures), ...Object.keys(tables)].join(", ") || without;
    return `| \`${name}\` | ${says} | ${uses} | ${tried} |`;
  });
  const docs = readFileSync("docs/tables.md", "utf8").split("\n");
  const told = docs.filter((line) => /^\| `[a-z-]+` \|.*\| (files|documentation) \|$/.test(line));
  expect(told.toSorted()).toEqual(lines.toSorted());
});

test("the recipe in docs/tables.md is one", () => {
  const json = /```json\n([\s\S]*?)```/.exec(readFileSync("docs/tables.md", "utf8"))?.[1] ?? "";
  expect(Recipe.safeParse(JSON.parse(json)).error).toBeUndefined();
});

async function answerTo(file: string, text: string): Promise<string> {
  const path = written(file, text);
  return (await runRecognise({ file: path })).replaceAll(path, "FILE");
}

function written(file: string, text: string): string {
  const path = join(folder, file);
  writeFileSync(path, text);
  return path;
}
