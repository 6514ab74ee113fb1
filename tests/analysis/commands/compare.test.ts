import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runCompare } from "../../../analysis/commands/compare.ts";
import { jsonPieces, jsonText } from "../../../analysis/commands/jsonText.ts";
import { oraclePath } from "../oracles.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-compare-"));
const inFolder = (name: string) => join(folder, name);
const read = (name: string) => JSON.parse(readFileSync(inFolder(name), "utf8"));

function plan(name: string, caseName: string): string {
  const text = `
title: A test
data: ${oraclePath(caseName, "data.csv")}
participant: id
outcome: bought
outcome_class: observed-purchase
stated: [{column: nps, kind: likelihoodToRecommend}, {column: pi5, kind: purchaseIntent}]
implicit: [dscore]
bootstrap: {resamples: 5}
folds: {k: 5, repeats: 2}
`;
  writeFileSync(inFolder(name), text);
  return inFolder(name);
}

describe("runCompare", () => {
  test("writes out.json with its identity, the report and the tables and figures", async () => {
    await runCompare({
      plan: plan("plan.yaml", "c01_n80_strong"),
      json: inFolder("out.json"),
      html: inFolder("report.html"),
      out: inFolder("parts"),
      seed: 7,
    });
    const out = read("out.json");
    expect(out).toMatchObject({ seed: 7, version: expect.any(String), nps: { nps: -15 } });
    expect(out.data_sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(out.answers)).toEqual([
      "E1",
      "E2",
      "E3",
      "E4",
      "E5",
      "E6",
      "E7",
      "E8",
      "E9",
      "E10",
      "E11",
      "E12",
    ]);
    expect(out.roc.nps[0]).toEqual({ threshold: "Infinity", tpr: 0, fpr: 0 });
    expect(readFileSync(inFolder("report.html"), "utf8")).toMatch(/^<!doctype html>/i);
    expect(readdirSync(inFolder("parts"))).toContain("tables");
  });

  test("freezes models and applies them to another study without refitting", async () => {
    await runCompare({
      plan: plan("first.yaml", "c02_n400_moderate"),
      json: inFolder("first.json"),
      freeze: inFolder("model.json"),
    });
    const frozen = read("model.json");
    const beta = read("first.json").models.M_implicit.coefficients;
    expect(frozen.models.M_implicit.dscore).toBe(beta.dscore.estimate);
    await runCompare({
      plan: plan("second.yaml", "c01_n80_strong"),
      json: inFolder("second.json"),
      apply: inFolder("model.json"),
    });
    const { external_validation: external, auc } = read("second.json");
    // one predictor with a positive slope ranks people as the score itself does
    expect(external.M_implicit.auc.auc).toBeCloseTo(auc.dscore.auc, 12);
    expect(external.M_full).toMatchObject({ n: 80, buyers: 45 });
    expect(external.M_full.calibration.slope).not.toBeCloseTo(1, 3);
    expect(external.full_minus_stated_delong.difference).toBeGreaterThan(0);
  });

  test("applies no kept model to rows that say who people are", async () => {
    const file = plan("identified.yaml", "c01_n80_strong");
    const data = oraclePath("c01_n80_strong", "data.csv");
    const [header = "", ...rows] = readFileSync(data, "utf8").trim().split("\n");
    const named = rows.map((row, index) => `${row},person${index}@example.org`);
    writeFileSync(inFolder("identified.csv"), [`${header},contact`, ...named].join("\n"));
    writeFileSync(file, readFileSync(file, "utf8").replace(/^data: .*$/m, `data: ${inFolder("identified.csv")}`));
    const options = { plan: file, apply: inFolder("model.json"), json: inFolder("y.json") };
    await expect(runCompare(options)).rejects.toMatchObject({ details: { code: "table-invalid", line: 2 } });
  });

  test("compares columns that the plan derives, as outcome, measure and covariate", async () => {
    const text = readFileSync(plan("derived.yaml", "c01_n80_strong"), "utf8")
      .replace("outcome: bought", 'outcome: {column: gap, rule: ">0"}')
      .replace("implicit: [dscore]", "implicit: [double]\ncovariates: [share]")
      .concat('derive: {gap: "nps - juster", double: "2 * dscore", share: "pi5 / (nps + 1)"}\n');
    writeFileSync(inFolder("derived.yaml"), text);
    await runCompare({ plan: inFolder("derived.yaml"), json: inFolder("derived.json") });
    const { auc, models, descriptives } = read("derived.json");
    expect(auc.double.n_pos + auc.double.n_neg).toBe(80);
    expect(models.M_full.predictors).toEqual(["nps", "pi5", "double", "share"]);
    const { mean } = read("out.json").descriptives.dscore;
    expect(descriptives.double.mean).toBeCloseTo(2 * mean, 12);
  });

  test("refuses a model file that is none", async () => {
    writeFileSync(inFolder("wrong.json"), '{"models": 3}');
    const options = {
      plan: plan("third.yaml", "c01_n80_strong"),
      apply: inFolder("wrong.json"),
      json: inFolder("x.json"),
    };
    await expect(runCompare(options)).rejects.toMatchObject({ details: { file: inFolder("wrong.json") } });
  });
});

describe("jsonText", () => {
  test("writes infinity as a word and refuses what is not a number", () => {
    expect(jsonText({ a: Number.POSITIVE_INFINITY, b: null })).toBe('{\n  "a": "Infinity",\n  "b": null\n}\n');
    expect(() => jsonText({ a: Number.NaN })).toThrow("undefined results are null");
  });
  test("is the same in pieces, so that a list of any length can be written", () => {
    const parts = fc.oneof(fc.jsonValue(), fc.constantFrom(Number.POSITIVE_INFINITY, Float64Array.of(1, 2), undefined));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.array(fc.record({ some: parts, more: parts }))), (value) => {
        expect([...jsonPieces(value)].join("")).toBe(jsonText(value));
      }),
      { seed: 1, numRuns: 300 },
    );
    const many = { a: Array.from({ length: 2500 }, (_, at) => ({ at, "a\nb": [] })), b: [], c: {} };
    expect([...jsonPieces(many)].join("")).toBe(jsonText(many));
    expect(() => [...jsonPieces({ a: [Number.NaN] })]).toThrow("undefined results are null");
  });
});

describe("the table of a plan", () => {
  const file = (name: string, text: string) => {
    writeFileSync(inFolder(name), text);
    return inFolder(name);
  };
  const ids = Array.from({ length: 40 }, (_, person) => `6304000000000000${String(person).padStart(2, "0")}`);
  const rows = ids.map((id, person) => `${id},${person % 11},${(person * 7) % 5},${person % 3 === 0 ? 1 : 0}`);
  const planOf = (name: string, data: string) =>
    file(`${name}.yaml`, `data: ${data}\nparticipant: id\noutcome: bought\nstated: [nps]\nimplicit: [d]\n`);

  // Case 02: 18-digit cards were read as numbers, so that 120 people became 2 with many rows each.
  test("has as many people as ids, however long they are", async () => {
    const data = file("cards.csv", `id;nps;d;bought\n${rows.map((row) => row.replaceAll(",", ";")).join("\n")}\n`);
    await runCompare({ plan: planOf("cards", data), json: inFolder("cards.json") });
    const { notes, warnings } = read("cards.json");
    expect(notes).toEqual(["Cells are separated by semicolons."]);
    expect(warnings.filter((warning: string) => warning.includes("several rows"))).toEqual([]);
  });

  test("is read by what is said of it, and by the plan's names in any spelling", async () => {
    const data = file("shop.csv", `Kunde,NPS,d,bought\n${rows.join("\n")}\n`);
    const plan = planOf("shop", data);
    await expect(runCompare({ plan, json: inFolder("shop.json") })).rejects.toThrow('The table has no column "id".');
    await runCompare({ plan, map: ["id=Kunde"], json: inFolder("shop.json") });
    expect(read("shop.json").notes).toEqual(['"NPS" was read as nps.']);
  });
});
