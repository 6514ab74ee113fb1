import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runScore } from "../../../analysis/commands/score.ts";
import { Problem } from "../../../experiments/contract/problem.ts";
import { csvRows } from "../data/scoring/tables.ts";

const golden = join(process.cwd(), "fixtures", "golden", "iat.csv");

test("writes scores.csv and summary.json from a trial table", async () => {
  const dir = await mkdtemp(join(tmpdir(), "saydo-score-"));
  const [out, json] = [join(dir, "scores.csv"), join(dir, "summary.json")];
  await runScore({ measure: "iat", in: golden, out, json, profile: "d4", set: { sdStage: "before" }, splits: 10 });
  const [row] = csvRows(out);
  expect(Object.keys(row ?? {}).slice(0, 6)).toEqual([
    "participant_id",
    "instance",
    "product",
    "score",
    "excluded",
    "trials_used",
  ]);
  expect(row).toMatchObject({
    participant_id: "golden",
    instance: "iat",
    product: "velmora",
    excluded: "",
    trials_used: "120",
  });
  const summary = JSON.parse(await readFile(json, "utf8"));
  expect(summary).toMatchObject({
    n: 1,
    n_scored: 1,
    exclusions: {},
    profile: "d4",
    settings: { sdStage: "before", errors: "add-600ms" },
  });
  // One person gives no SD and no reliability: null with a reason, never NaN.
  expect(summary).toMatchObject({
    sd: null,
    reliability: { odd_even: { r: null, spearman_brown: null }, permutation: { mean: null, splits: 10, seed: 1 } },
  });
});

test.each([
  ["an unknown measure", { measure: "iatt" }, "measure-unknown"],
  ["an unknown profile", { profile: "d7" }, "profile-unknown"],
  ["a setting with the wrong value", { set: { sdStage: "never" } }, "setting-invalid"],
  ["a setting that does not exist", { set: { sdstage: "before" } }, "setting-invalid"],
  ["a file that is not there", { in: "nowhere.csv" }, "file-not-found"],
])("refuses %s", async (_, wrong, code) => {
  const refused = runScore({ measure: "iat", in: golden, out: "never-written.csv", ...wrong }).catch(
    (error: unknown) => error,
  );
  const problem = await refused;
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({ details: { code } });
});
