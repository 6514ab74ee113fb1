import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataPath, isDataAbsent } from "../sharedData.ts";

const run = promisify(execFile);
type Row = Readonly<Record<string, string>>;
const read = (file: string): readonly Row[] => parse(readFileSync(file, "utf8"), { columns: true });

/** 162 people sorted dark and milk chocolate, said how much they like each, and told how often they eat it. */
describe.skipIf(isDataAbsent("chocolate"))("the chocolate study, from trials to report by the command alone", () => {
  const folder = mkdtempSync(join(tmpdir(), "saydo-chocolate-"));
  const at = (name: string) => join(folder, name);
  const saydo = (...args: string[]) => run(process.execPath, [join("dist", "saydo.js"), ...args]);
  const json = (name: string) => JSON.parse(readFileSync(at(name), "utf8"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(async () => {
    writeFileSync(at("trials.csv"), trialTable(read(dataPath("chocolate", "trials_iat.csv"))));
    const scoring = ["--measure", "iat", "--profile", "d4", "--in", at("trials.csv"), "--out", at("scores.csv")];
    await saydo("score", ...scoring, "--json", at("summary.json"));
    writeFileSync(at("data.csv"), joined(read(at("scores.csv")), read(dataPath("chocolate", "explicit.csv"))));
    writeFileSync(at("plan.json"), JSON.stringify(plan(at("data.csv"))));
    await saydo("compare", "--plan", at("plan.json"), "--json", at("out.json"), "--html", at("report.html"));
  }, 180_000);

  // implicitMeasures 0.2 (R) on the same rows; oracle_aggregate.csv of the data set.
  test("scores D4 with its published mean, spread and odd/even reliability", () => {
    const { n_scored, mean, sd, reliability } = json("summary.json");
    expect(n_scored).toBe(162);
    expect(mean).toBeCloseTo(-0.558522200364484, 8);
    expect(sd).toBeCloseTo(0.53723889748521, 8);
    expect(reliability.odd_even.spearman_brown).toBeCloseTo(0.942723770614837, 8);
  });

  // pROC 1.18: roc(direction = "<"), roc.test(method = "delong", paired = TRUE).
  test("ranks those who eat more milk than dark chocolate as pROC does", () => {
    const { auc, auc_paired } = json("out.json");
    expect(auc.liking).toMatchObject({ n_pos: expect.any(Number), auc: expect.closeTo(0.983198924731183, 8) });
    expect(auc.liking.n_pos + auc.liking.n_neg).toBe(122);
    expect(auc.liking.ci95_delong).toEqual([expect.closeTo(0.962066047557201, 8), 1]);
    expect(auc.iat_milk.auc).toBeCloseTo(0.708064516129032, 8);
    expect(auc.iat_milk.ci95_delong[0]).toBeCloseTo(0.616339111725864, 8);
    expect(auc.iat_milk.ci95_delong[1]).toBeCloseTo(0.799789920532201, 8);
    expect(auc_paired.iat_milk_minus_liking.z).toBeCloseTo(-6.08409078218726, 6);
  });

  // R: glm(binomial).
  test("fits the logistic ladder as R does", () => {
    const { models } = json("out.json");
    const beta = (model: string, name: string) => models[model].coefficients[name].estimate;
    expect(beta("M_stated", "liking")).toBeCloseTo(2.23078826488896, 7);
    expect(beta("M_implicit", "iat_milk")).toBeCloseTo(1.60217033122433, 7);
    expect(beta("M_full", "(Intercept)")).toBeCloseTo(0.130122784579777, 6);
    expect(beta("M_full", "liking")).toBeCloseTo(2.56036027495379, 6);
    expect(beta("M_full", "iat_milk")).toBeCloseTo(-1.84488909705363, 6);
  });

  test("the report says that stated won, that the outcome is self-reported, and tells no story of the suppressor", () => {
    const { answers, warnings } = json("out.json");
    expect(answers.E3.verdict).toBe("stated better");
    const html = readFileSync(at("report.html"), "utf8");
    expect(html).toMatch(/self-report/i);
    expect(html).not.toMatch(/negative(ly)? (effect|associated|predict)/i);
    expect(JSON.stringify(warnings)).toMatch(/iat_milk.*not interpreted/);
  });
});

/** Focal = dark chocolate, so that "milk with bad" is the compatible pairing; reminders are instruction pages. */
function trialTable(rows: readonly Row[]): string {
  const trials = rows.filter((row) => !row["trialcode"]?.startsWith("reminder"));
  const table = trials.map((row) => [
    row["participant"],
    row["row"],
    row["blockcode"]?.startsWith("practice") ? "practice" : "test",
    row["blockcode"]?.endsWith("Milkbad") ? "compatible" : "incompatible",
    row["correct"],
    row["latency"],
  ]);
  const columns = ["participant_id", "trial_index", "block_kind", "pairing", "is_correct", "latency_ms"];
  return stringify([columns, ...table]);
}

function joined(scores: readonly Row[], explicit: readonly Row[]): string {
  const byPerson = new Map(scores.map((score) => [score["participant_id"], score["score"]]));
  return stringify(
    explicit.map((person) => ({ ...person, dscore: byPerson.get(person["participant"]) })),
    { header: true },
  );
}

function plan(data: string) {
  return {
    data,
    participant: "participant",
    derive: {
      liking: "milk_eval - dark_eval",
      freq: "freq1 + freq3 - freq2 - freq4",
      iat_milk: "-dscore",
    },
    outcome: { column: "freq", rule: ">0", against: "<0", class: "self-report" },
    stated: ["liking"],
    implicit: ["iat_milk"],
    frame: { relative: "dark chocolate" },
    models: { M_stated: ["liking"], M_implicit: ["iat_milk"], M_full: ["liking", "iat_milk"] },
    folds: { k: 10, repeats: 1, seed: 1 },
    bootstrap: { resamples: 100, seed: 1 },
  };
}
