import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runPower } from "../../../analysis/commands/power.ts";
import { runPreregister } from "../../../analysis/commands/preregister.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-planning-"));
const at = (name: string) => join(folder, name);
const study = "experiments/studies/coffee-brands/study.yaml";
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  writeFileSync(at(name), text);
  return at(name);
}

describe("saydo power", () => {
  test("tries the study's plan, its quota among the sizes, and writes every number", async () => {
    cpSync("experiments/studies/coffee-brands/stimuli", at("stimuli"), { recursive: true });
    const withQuota = file("study.yaml", `${readFileSync(study, "utf8")}\nquota: { completes: 321 }\n`);
    const page = await runPower({ study: withQuota, sims: 5, seed: 3, json: at("power.json") });
    expect(page).toContain("Found in 5 simulated studies of each size (seed 3)");
    const { simulation, seed, truth } = JSON.parse(readFileSync(at("power.json"), "utf8"));
    expect(simulation.map(({ n }: { n: number }) => n)).toEqual([100, 200, 321, 400, 800, 1600]);
    expect([seed, truth.baseRate]).toEqual([3, 0.3]);
  });

  test("takes a plan, a truth and the sizes asked for, and says what a truth without an effect means", async () => {
    const plan = file("plan.yaml", "data: absent.csv\noutcome: bought\nstated: [nps]\nimplicit: [dscore]\n");
    const truth = file("truth.json", '{"betas": {"stated": 1, "implicit": 0}}');
    const page = await runPower({ plan, truth, participants: [50], sims: 5 });
    expect(page).toContain("  50 participants\n");
    expect(page).toContain("false alarm");
  });

  test.each([
    ["neither a plan nor a study", {}, "setting-invalid"],
    ["a size nobody can model", { study, participants: [3] }, "setting-invalid"],
    ["no simulations", { study, sims: 0 }, "setting-invalid"],
    ["a truth with a mistake", { study, truth: file("wrong.json", '{"baseRate": 2}') }, "setting-invalid"],
    ["a truth under which nobody buys", { study, truth: file("never.json", '{"baseRate": 1e-9}') }, "setting-invalid"],
    ["a plan that is not there", { plan: at("nothing.yaml") }, "file-not-found"],
    [
      "an outcome that is not yes or no",
      { plan: file("spend.yaml", "outcome: {column: spend, kind: amount}\nstated: [nps]\n") },
      "plan-invalid",
    ],
  ])("refuses %s", async (_, options, code) => {
    await expect(runPower(options)).rejects.toMatchObject({ details: { code } });
  });
});

describe("saydo plan", () => {
  test("writes the preregistration and tells its hash", async () => {
    const told = await runPreregister({ study, out: at("deep/plan.md") });
    const hash = /[0-9a-f]{64}/.exec(told)?.[0] ?? "none";
    expect(readFileSync(at("deep/plan.md"), "utf8")).toContain(`Plan hash (SHA-256): \`${hash}\``);
  });

  test("refuses a study file with a mistake", async () => {
    const wrong = file("wrong.yaml", "saydo: 1\n");
    await expect(runPreregister({ study: wrong, out: at("x.md") })).rejects.toMatchObject({
      details: { code: "study-file-invalid" },
    });
  });
});
