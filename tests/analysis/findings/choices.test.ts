import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readChoices } from "../../../analysis/data/choices.ts";
import { choiceModel } from "../../../analysis/findings/choices/choiceModel.ts";
import { alternativesOf } from "../../../analysis/findings/choices/choiceRows.ts";
import type { ChoiceReport } from "../../../analysis/findings/choices/choiceSections.ts";
import { choiceTermsTable } from "../../../analysis/findings/choices/choiceTables.ts";
import { reversalsOf } from "../../../analysis/findings/choices/reversals.ts";
import { publicComparison } from "../../../analysis/report/publicComparison.ts";
import { readReport } from "../../../analysis/report/readReport.ts";
import { reportHtml } from "../../../analysis/report/reportHtml.tsx";
import { exampleComparison, fullContext } from "../report/example.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-choices-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADER =
  "participant_id,instance,set_index,repeat_of,product,price,chosen,none,timed_out,stakes,pressure,latency_ms";

async function choicesFrom(lines: readonly string[]) {
  const file = join(folder, "choices.csv");
  writeFileSync(file, `${[HEADER, ...lines].join("\n")}\n`);
  return await readChoices(file, "plan.yaml");
}

/** The choices of c30 as an export has them: "none" is no row, but said in the others. */
function madeChoices(): readonly string[] {
  const [, ...lines] = readFileSync("fixtures/oracles/c30_choices/choices.csv", "utf8").trim().split("\n");
  const rows = lines.map((line) => line.split(","));
  const noneTaken = new Set(
    rows.flatMap(([person, set, , product, , chosen]) =>
      product === "none" && chosen === "1" ? [`${person}/${set}`] : [],
    ),
  );
  return rows.flatMap(([person, set, stakes, product, price, chosen]) => {
    const none = noneTaken.has(`${person}/${set}`) ? 1 : 0;
    return product === "none"
      ? []
      : [`${person},realChoice,${set},,${product},${price},${chosen},${none},0,${stakes},none,900`];
  });
}

test("the model of choices is R's clogit with its sandwich (c30), price and stakes among its terms", async () => {
  const found = choiceModel(alternativesOf(await choicesFrom(madeChoices())));
  if ("reason" in found) throw new Error(found.reason);
  const { made } = JSON.parse(readFileSync("fixtures/oracles/c30_choices/expected.json", "utf8"));
  const named = found.terms.map(({ about, product, times }) =>
    [...(times === "real" ? ["real"] : []), about === "price" ? "log_price" : (product ?? "")].join("_"),
  );
  expect(named).toEqual(["quenby", "velmora", "log_price", "real_quenby", "real_velmora", "real_log_price"]);
  for (const [at, { coef, se }] of found.terms.entries()) {
    expect(coef).toBeCloseTo(made.coef[named[at] ?? ""], 6);
    expect(se).toBeCloseTo(made.robust_se[named[at] ?? ""], 6);
  }
  expect(found.log_likelihood).toBeCloseTo(made.log_likelihood, 6);
  expect([found.people, found.sets]).toEqual([60, 540]);
});

describe("repeated sets", () => {
  test("count as reversed where something else was taken, and a late choice is none", async () => {
    const set = (person: number, at: number, { of = "", taken = "a", late = 0, ms = 900 }) =>
      ["a", "b"].map((product) => {
        const chosen = late === 0 && product === taken ? 1 : 0;
        return `${person},realChoice,${at},${of},${product},2,${chosen},0,${late},real,none,${ms}`;
      });
    const found = reversalsOf(
      await choicesFrom([
        ...set(1, 0, {}),
        ...set(1, 1, { of: "0" }),
        ...set(2, 0, {}),
        ...set(2, 1, { of: "0", taken: "b" }),
        ...set(3, 0, { late: 1 }),
        ...set(3, 1, { of: "0" }),
      ]),
    );
    expect(found).toEqual({ people: 2, repeated: 2, reversed: 1, slow: null });
  });
});

const told = {
  coef: 0.5,
  se: 0.1,
  odds_ratio: 1.65,
  ci95: [1.36, 2.01] as const,
  p: 0.000001,
};
const report: ChoiceReport = {
  people: 60,
  sets: 540,
  none: 100,
  groups: { real: 30, hypothetical: 30 },
  model: {
    people: 60,
    sets: 540,
    log_likelihood: -500,
    log_likelihood_null: -590,
    terms: [
      { about: "product", product: "velmora", ...told },
      { about: "price", times: "real", ...told },
    ],
  },
  with_measure: null,
  reversals: { people: 60, repeated: 180, reversed: 40, slow: told },
};

test("the report has a part on choices, and none without", () => {
  const found = { ...exampleComparison("c01_n80_strong"), choices: report };
  expect(choiceTermsTable(readReport(found, fullContext)).rows.map(([name]) => name)).toEqual([
    "velmora",
    "Twice the price: real ÷ hypothetical",
    "Taking the same again: twice as slow the first time",
  ]);
  expect(reportHtml(found, fullContext)).toContain('id="choices"');
  expect(exampleComparison("c01_n80_strong").choices).toBeUndefined();
  expect(reportHtml(exampleComparison("c01_n80_strong"), fullContext)).not.toContain('id="choices"');
});

test("choices of few people, and reversals by few, are not shown", () => {
  const shown = (changed: Partial<ChoiceReport>) =>
    publicComparison(
      { ...exampleComparison("c01_n80_strong"), choices: { ...report, ...changed } },
      { ...fullContext, smallestCell: 5 },
    ).choices;
  expect(shown({})).toEqual(report);
  expect(shown({ groups: { real: 57, hypothetical: 3 } })).toBeUndefined();
  expect(shown({ reversals: { people: 60, repeated: 180, reversed: 3, slow: told } })?.reversals).toBeNull();
  expect(shown({ none: 2 })?.none).toBeNull();
});
