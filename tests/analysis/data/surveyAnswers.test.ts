import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runScore } from "../../../analysis/commands/score.ts";
import type { TableFlags } from "../../../experiments/tableFiles/tableFlags.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-survey-"));
let files = 0;

const qualtrics = [
  "StartDate,EndDate,Status,ResponseId,Q1_oat,Q1_cow,Q2_1,Q2_2,Q2_3",
  "Start Date,End Date,Response Type,Response ID,How likely?,How likely?,a,b,c",
  ["startDate", "endDate", "status", "_recordId", "QID1", "QID2", "QID3_1", "QID3_2", "QID3_3"]
    .map((id) => `"{""ImportId"":""${id}""}"`)
    .join(","),
  "2026-01-02 10:00:00,2026-01-02 10:05:00,IP Address,R_1,9,2,5,6,-99",
  "2026-01-02 11:00:00,2026-01-02 11:05:00,IP Address,R_2,-99,10,1,2,3",
];
const map = (...pairs: readonly string[]): TableFlags => ({ map: pairs });

test("a survey with one row a person: its columns are answers about one product after another", async () => {
  const flags = {
    ...map("likelihoodToRecommend@oat=Q1_oat", "likelihoodToRecommend@cow=Q1_cow"),
    value: ["value:-99="],
  };
  expect(await scores("likelihoodToRecommend", qualtrics, flags)).toEqual([
    "R_1,likelihoodToRecommend,oat,9,,1,1,0,0",
    "R_1,likelihoodToRecommend,cow,2,,1,0,0,1",
    "R_2,likelihoodToRecommend,oat,,not-answered,0,,,",
    "R_2,likelihoodToRecommend,cow,10,,1,1,0,0",
  ]);
});

test("several columns are the items of a battery, about the product that is given or in a column", async () => {
  const items = map("brandValues.bond.a=Q2_1", "brandValues.values.b=Q2_2", "brandValues.values.c=Q2_3");
  const flags = { ...items, given: ["product=oat"], value: ["brandValues.values.c:-99="] };
  expect(await scores("brandValues", qualtrics, flags)).toEqual([
    "R_1,brandValues,oat,5.5,,2,6,5,0.7071067811865476",
    "R_2,brandValues,oat,2,,3,2.5,1,1",
  ]);
});

test("a recipe of one's own unfolds LimeSurvey's answers too", async () => {
  const recipe = join(folder, "own.json");
  const own = {
    name: "our-survey",
    says: "our LimeSurvey",
    tried: "files",
    header: { all: ["submitdate", "lastpage", "startlanguage", "Q3[oat]"] },
    columns: { participant_id: { from: ["token"] } },
    measures: {
      purchaseIntent: {
        columns: {
          "purchaseIntent@oat": {
            from: ["Q3[oat]"],
            cases: [
              ["^A1$", "1"],
              ["^A5$", "5"],
            ],
          },
        },
      },
    },
  };
  writeFileSync(recipe, JSON.stringify(own));
  const lines = [
    "id;submitdate;lastpage;startlanguage;token;Q3[oat]",
    "1;2026-01-01;3;en;x7;A5",
    "2;2026-01-01;3;en;007;A1",
  ];
  expect((await scores("purchaseIntent", lines, { recipe })).map((line) => line.split(",").slice(0, 4))).toEqual([
    ["x7", "purchaseIntent", "oat", "5"],
    ["007", "purchaseIntent", "oat", "1"],
  ]);
});

test("a person twice, a column that is not there and an item of another measure are refused with what to do", async () => {
  const nps = map("likelihoodToRecommend=Q1_oat");
  const twice = [...qualtrics, qualtrics[3] ?? ""];
  await expect(scores("likelihoodToRecommend", twice, nps)).rejects.toMatchObject({
    details: { detail: "This row repeats line 4: participant_id R_1.", line: 6 },
  });
  await expect(scores("likelihoodToRecommend", qualtrics, map("likelihoodToRecommend=Q9"))).rejects.toMatchObject({
    details: { detail: 'There is no column "Q9" to read as likelihoodToRecommend.' },
  });
  await expect(
    scores("likelihoodToRecommend", qualtrics, { ...map("value=Q1_oat"), given: ["item=recommend"] }),
  ).rejects.toMatchObject({
    details: {
      detail: "No answer in the table is one to likelihoodToRecommend.",
      expected: "items named likelihoodToRecommend or likelihoodToRecommend.…, as its README says",
      found: "recommend",
    },
  });
});

/** The lines of scores.csv below its header. */
async function scores(measure: string, lines: readonly string[], flags: TableFlags): Promise<readonly string[]> {
  files += 1;
  const file = join(folder, `survey${files}.csv`);
  const out = join(folder, `scores${files}.csv`);
  writeFileSync(file, `${lines.join("\n")}\n`);
  await runScore({ ...flags, measure, in: file, out, splits: 0 });
  return readFileSync(out, "utf8").trimEnd().split("\n").slice(1);
}
