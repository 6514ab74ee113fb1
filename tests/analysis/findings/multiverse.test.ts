import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readComparisonInput } from "../../../analysis/data/comparisonInput.ts";
import { cellsOf, numbersOf, withColumn } from "../../../analysis/data/dataTable.ts";
import { profileColumn } from "../../../analysis/data/profileColumn.ts";
import { compareMeasures } from "../../../analysis/findings/compareMeasures.ts";
import type { AnalysisPlanInput } from "../../../experiments/contract/plan.ts";
import { Problem } from "../../../experiments/contract/problem.ts";
import { csvRows } from "../data/scoring/tables.ts";
import { differences, expectedOf, oraclePath } from "../oracles.ts";
import { readDataTable } from "../readDataTable.ts";
import { compareBy, PLAN, people } from "./tables.ts";

describe("c18 through a plan: 72 ways to compare", () => {
  const CASE = "c18_multiverse";
  const file = oraclePath(CASE, "data.csv");
  const comparison = compareBy(
    {
      outcome: "bought",
      stated: [{ column: "nps", kind: "likelihoodToRecommend" }, "pi5"],
      implicit: ["dscore"],
      multiverse: {
        exclusions: {
          max_fast_rate: { column: "fast_rate", keep: ["all", "<=0.1", "<=0.05"] },
          max_error_rate: { column: "error_rate", keep: ["all", "<=0.3", "<=0.2"] },
          drop_attention_fail: { column: "attention_fail", keep: ["=0"] },
        },
        outcomes: ["choice"],
        scores: [{ winsorise: 2 }],
      },
    },
    readDataTable(file, readFileSync(file, "utf8")),
  );
  const { results, summary, specifications } = Object(comparison.multiverse);
  const expected = expectedOf(CASE);

  test("has R's results in R's order", () => {
    const wanted = Object.values(Object(expected.results)).map((result) => {
      const { spec: _, ...numbers } = Object(result);
      return numbers;
    });
    expect(specifications).toBe(72);
    expect(differences(`${CASE}.results`, results, wanted)).toEqual([]);
  });

  test("has R's summary", () => {
    expect(differences(`${CASE}.summary`, summary, expected.summary)).toEqual([]);
  });

  test("names the options of each way, and marks the plan's own alone", () => {
    expect(results[71].spec).toEqual({
      max_fast_rate: "<=0.05",
      max_error_rate: "<=0.2",
      drop_attention_fail: "=0",
      outcome: "choice",
      score: "drawn in to 2 SD",
    });
    expect(results.map(({ is_primary: isPrimary }: { is_primary: boolean }) => isPrimary).indexOf(true)).toBe(0);
    expect(results.filter(({ is_primary: isPrimary }: { is_primary: boolean }) => isPrimary)).toHaveLength(1);
  });

  test("counts the other ways that read as the planned one in E12", () => {
    const { E12 } = comparison.answers;
    // the planned difference is -.091, p = .039: stated ranks better; counted from R's p and sign
    const agreeing = Object.values(Object(expected.results))
      .slice(1)
      .map(Object)
      .filter(({ delta_auc, delta_auc_p }) => delta_auc < 0 && delta_auc_p < 0.05).length;
    // Ways with the same people and the same difference are one analysis: 65 of R's 71 differ from each other.
    expect(E12).toMatchObject({ agreeing, other_ways: 65, verdict: "depends on choices" });
    expect(E12.sentence).toContain(`${agreeing} of 65 other ways to compare`);
  });
});

describe("the ways a plan leaves open", () => {
  const second = withColumn(
    people,
    "other_score",
    numbersOf(people, "score").map((score, row) => score! + (row % 7)),
  );

  test("are one when there is nothing to choose", () => {
    const { multiverse, answers } = compareBy(PLAN, people);
    expect(multiverse).toBeNull();
    expect(answers.E12).toMatchObject({ verdict: "not testable here" });
  });

  test("are told in words for a single other one", () => {
    const { answers, specifications } = compareBy(
      { ...PLAN, implicit: ["score", "other_score"], models: { M_full: ["stated", "score"] } },
      second,
    );
    expect(Object(specifications).map(({ name }: { name: string }) => name)).toEqual([
      "as planned",
      "other_score as the implicit measure",
      "everyone with these two measures",
      "other_score as the implicit measure; everyone with these two measures",
    ]);
    // Nobody lacks a measure, so "everyone with these two" is the same analysis and counts once.
    expect(answers.E12.sentence).toMatch(/^The one other way to compare leads to (the same|another) reading/);
  });

  test("cross every choice with every other", () => {
    const table = withColumn(
      second,
      "could",
      cellsOf(people, "id").map((_, row) => (row % 4 === 0 ? 0 : 1)),
    );
    const { specifications } = compareBy({ ...PLAN, covariates: ["other_score"], eligible: "could" }, table);
    expect(Object(specifications).map(({ name, n }: { name: string; n: number }) => [name, n])).toEqual([
      ["as planned", 300],
      ["without covariates", 300],
      ["eligible people only", 225],
      ["without covariates; eligible people only", 225],
    ]);
  });
});

describe("the models a plan names", () => {
  const extra = [
    ["past", (row: number) => (row * 7) % 3],
    ["pairing", (row: number) => row % 2],
    ["liking", (row: number) => (row * 11) % 5],
  ] as const;
  const table = extra.reduce(
    (so, [name, cell]) =>
      withColumn(
        so,
        name,
        Array.from({ length: 300 }, (_, row) => cell(row)),
      ),
    people,
  );
  const plan: AnalysisPlanInput = {
    ...PLAN,
    stated: ["stated", "liking"],
    covariates: ["past"],
    order: "pairing",
    multiverse: {
      outcomes: [{ column: "past", rule: ">=2" }],
      models: ["without-covariates", "with-order", { name: "liking alone", stated: ["liking"] }],
    },
  };
  const comparison = compareBy(plan, table);
  const { results, choices } = Object(comparison.multiverse);
  const result = (model: string) =>
    results
      .map(Object)
      .find(({ spec }: { spec: Record<string, string> }) => spec.model === model && spec.outcome === "bought");

  test("are each crossed with the outcomes it names", () => {
    expect(choices).toEqual({
      outcome: ["bought", "past>=2"],
      model: ["as planned", "without-covariates", "with-order", "liking alone"],
    });
    expect(results).toHaveLength(8);
  });

  test("are the plan's own test where nothing is changed", () => {
    const own = Object(comparison.nested_tests).add_implicit_to_stated;
    expect(result("as planned").lr_chi2).toBeCloseTo(own.chi2, 10);
  });

  test("are not confused by a measure whose column is called stated", () => {
    const { log_likelihood: full } = Object(comparison.models).M_full;
    const { log_likelihood: stated } = Object(comparison.models).M_stated;
    expect(Object(comparison.nested_tests).add_implicit_to_stated.chi2).toBeCloseTo(2 * (full - stated), 8);
  });

  test("hold the counterbalancing factors constant where they say so", () => {
    const adjusted = Object(comparison.order_adjusted).nested_tests.add_implicit_to_stated;
    expect(result("with-order").lr_chi2).toBeCloseTo(adjusted.chi2, 10);
  });

  test("stand on other predictors where they say so", () => {
    const alone = compareBy({ ...plan, multiverse: undefined, stated: ["liking"] }, table);
    const { add_implicit_to_stated: test } = Object(alone.nested_tests);
    expect(result("liking alone").lr_chi2).toBeCloseTo(test.chi2, 10);
    expect(result("liking alone").lr_chi2).not.toBeCloseTo(result("as planned").lr_chi2, 1);
  });

  test("leave out the floor where they say so", () => {
    const bare = compareBy({ ...plan, multiverse: undefined, covariates: [], order: [] }, table);
    const { add_implicit_to_stated: test } = Object(bare.nested_tests);
    expect(result("without-covariates").lr_chi2).toBeCloseTo(test.chi2, 10);
  });
});

describe("a way in which rows of one person stand together", () => {
  const pairs = withColumn(
    people,
    "person",
    Array.from({ length: 300 }, (_, row) => Math.floor(row / 3)),
  );
  const comparison = compareBy({ ...PLAN, participant: "person" }, pairs);

  test("is judged by persons, never by rows", () => {
    const [planned] = Object(comparison.specifications);
    const clustered = Object(comparison.auc_clustered_differences).score_minus_stated;
    expect(planned.delta_auc_p).toBeCloseTo(clustered.p, 10);
    expect(planned.delta_auc_p).not.toBeCloseTo(clustered.naive_delong.p, 6);
  });
});

describe("scores by other profiles", () => {
  const CASE = "c20_iat_trials";
  const folder = mkdtempSync(join(tmpdir(), "saydo-multiverse-"));
  const at = (name: string) => join(folder, name);
  const blocks: Readonly<Record<string, string>> = {
    3: "compatible,practice",
    4: "compatible,test",
    6: "incompatible,practice",
    7: "incompatible,test",
  };
  const rows = csvRows(oraclePath(CASE, "data.csv"));
  const trials = rows.map(({ subject, block = "", trial, latency, error }) =>
    [subject, trial, blocks[block], error === "1" ? 0 : 1, latency].join(","),
  );
  const header = "participant_id,trial_index,pairing,block_kind,is_correct,latency_ms";
  writeFileSync(at("trials.csv"), `${header}\n${trials.join("\n")}\n`);

  async function read(multiverse: string) {
    const ids = [...new Set(rows.map(({ subject }) => subject))];
    const people = ids.map((id, row) => [id, (row * 7) % 5, (row % 9) / 10 - 0.4, row % 3 === 0 ? 1 : 0].join(","));
    writeFileSync(at("data.csv"), `id,liking,d,bought\n${people.join("\n")}\n`);
    writeFileSync(
      at("plan.yaml"),
      `data: ${at("data.csv")}\nparticipant: id\noutcome: bought\nstated: [liking]\nimplicit: [d]\n` +
        `folds: {k: 3, repeats: 1}\nbootstrap: {resamples: 3}\nmultiverse:\n${multiverse}`,
    );
    return readComparisonInput(at("plan.yaml"));
  }

  test("are made from the trials, one column a profile, and enter the grid", async () => {
    const { plan, table, identity } = await read(
      `  trials: {file: ${at("trials.csv")}, measure: iat}\n  scores: [{profile: d1}, {profile: d3, excluded: kept}]\n`,
    );
    const { results, choices } = Object(compareMeasures(table, plan, { seed: 1 }).multiverse);
    expect(choices).toEqual({ score: ["as planned", "d (d1)", "d (d3, excluded kept)"] });
    expect(results.map(({ n }: { n: number }) => n)).toEqual([24, expect.any(Number), 24]);
    expect(results[1].n).toBeLessThan(24);
    const hash = createHash("sha256")
      .update(readFileSync(at("trials.csv")))
      .digest("hex");
    expect(identity.trials_sha256).toBe(hash);
  });

  test("are R's", async () => {
    const plan = `  trials: {file: ${at("trials.csv")}, measure: iat}\n  scores: [{profile: d3, excluded: kept}]\n`;
    const { table } = await read(plan);
    const subjects = Object.values(Object(expectedOf(CASE).subjects)).map(Object);
    const wanted = subjects.map(({ D3_block_mean_plus_2sd: variant }) => variant.after_penalty.D);
    const found = numbersOf(table, "d (d3, excluded kept)");
    expect(differences(`${CASE}.d3`, found, wanted)).toEqual([]);
  });

  test("are refused by the profile's name when there is no such profile", async () => {
    const plan = `  trials: {file: ${at("trials.csv")}, measure: iat}\n  scores: [{profile: d9}]\n`;
    await expect(read(plan)).rejects.toMatchObject({ details: { code: "profile-unknown", found: "d9" } });
  });

  test("are refused without trials", async () => {
    const refused = await read("  scores: [{profile: d1}]\n").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Problem);
    expect(refused).toMatchObject({ details: { code: "plan-invalid", found: "no trials", line: 9 } });
  });

  test("have a column name that says how they were made", () => {
    expect(profileColumn("d", { profile: "d4", set: { sdStage: "before" }, excluded: "kept" })).toBe(
      "d (d4, sdStage=before, excluded kept)",
    );
  });
});

test("a grid nobody can read is refused", () => {
  const keep = Array.from({ length: 40 }, (_, step) => `>=${step}`);
  const exclusions = { a: { column: "stated", keep }, b: { column: "score", keep } };
  expect(() => compareBy({ ...PLAN, multiverse: { exclusions } }, people)).toThrow("up to 1681 combinations");
});
