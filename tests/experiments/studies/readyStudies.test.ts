import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { TrialBody } from "../../../experiments/contract/trial.ts";
import { Truth } from "../../../experiments/contract/truth.ts";
import { installBrowserGlobals } from "../../../experiments/simulation/browserGlobals.ts";
import { drawPeople } from "../../../experiments/simulation/drawPeople.ts";
import { loadStudy } from "../../../experiments/studyFile/commands.ts";
import { factorsOf } from "../../../experiments/studyFile/flow.ts";
import { type RunningServer, startServer } from "../../../server/main.ts";
import { verdicts } from "./verdicts.ts";

installBrowserGlobals();
// jsPsych looks for the page as soon as it is loaded.
const { playStudy } = await import("../../../experiments/simulation/playStudy.ts");
const { simulateParticipants } = await import("../../../experiments/simulation/simulateParticipants.ts");

const folder = join(process.cwd(), "experiments", "studies");
const names = readdirSync(folder).sort();
const fileOf = (name: string) => join(folder, name, "study.yaml");

/** What lies between branches, in standard deviations. */
const Chain = z.strictObject({ engagementToExperience: z.number(), experienceToRevenue: z.number() });

/** What each expectation file holds. */
const Expectation = z
  .strictObject({
    says: z.string().min(1),
    source: z.string().regex(/\b(19|20)\d\d\b/),
    people: z.int().min(100),
    branches: z.int().min(10).optional(),
    effect: z.union([Chain, Truth]),
    none: z.union([Chain, Truth]),
  })
  .refine(({ branches, effect }) => (branches !== undefined) === Chain.safeParse(effect).success);

const expectationOf = (name: string) =>
  Expectation.parse(parse(readFileSync(join(folder, name, "expectation.yaml"), "utf8")));

test("there are eight ready studies, each with what is expected of it and how that is judged", () => {
  expect(names).toEqual([
    "asking-changes-buying",
    "branches",
    "coffee-brands",
    "fast-choice",
    "juster-or-intent",
    "price-paid-or-not",
    "service-journey",
    "streaming-service",
  ]);
  for (const name of names) expect(expectationOf(name).says).not.toBe("");
  expect(Object.keys(verdicts).sort()).toEqual(names);
});

describe.each(names)("the ready study %s", (name) => {
  test("is a correct study that a simulated person plays to its end in every arm", async () => {
    const { study } = await loadStudy(fileOf(name));
    const first = Object.fromEntries(
      Object.entries(factorsOf(study)).map(([factor, levels]) => [factor, levels[0] ?? ""]),
    );
    const [drawn] = drawPeople(Truth.parse({}), 1, 3);
    for (const arm of study.randomise.arms ?? ["both"]) {
      const assignment = { ...first, ...(study.randomise.arms === undefined ? {} : { arm }) };
      const bodies = await playStudy({ study, assignment, seed: 3, language: "en", person: drawn!.person });
      for (const body of bodies) expect(TrialBody.safeParse(body).error).toBeUndefined();
      expect(bodies.length > 0).toBe(arm !== "none");
    }
  });

  test("finds its effect in at least 80 % of simulated studies, and none in at most 5 % without", () => {
    const { people, effect, none, branches } = expectationOf(name);
    const studies = Number(process.env["SAYDO_STUDIES"] ?? 40);
    const judge = verdicts[name]!;
    const shareSaid = (truth: z.infer<typeof Chain> | Truth) => {
      const tried = Array.from({ length: studies }, (_, study) =>
        judge({ truth, people, seed: 500 + study, ...(branches === undefined ? {} : { branches }) }),
      );
      return tried.filter(Boolean).length / studies;
    };
    const [found, falsely] = [shareSaid(effect), shareSaid(none)];
    if (process.env["SAYDO_STUDIES"] !== undefined) console.info(`${name}: said in ${found} with, ${falsely} without`);
    expect(found).toBeGreaterThanOrEqual(0.8);
    expect(falsely).toBeLessThanOrEqual(0.05);
  });
});

test("the employees' half of branches is a correct study that asks them nothing but questions", async () => {
  const { study } = await loadStudy(join(folder, "branches", "employees.yaml"));
  expect(study.flow.map(({ part }) => part)).toEqual(["screening", "stated"]);
});

describe("the ready studies on a real server", () => {
  const data = mkdtempSync(join(tmpdir(), "saydo-ready-"));
  let running: RunningServer;
  beforeAll(async () => {
    const studies = await Promise.all(names.map((name) => loadStudy(fileOf(name))));
    running = await startServer({ data, port: 0, consolePort: 0, studies, log: "silent" });
  }, 60_000);
  afterAll(async () => {
    await running.close();
    rmSync(data, { recursive: true, force: true });
  });

  test.each(names)("simulated people take part in %s, from consent to the end, with its draws", async (name) => {
    const { study } = await loadStudy(fileOf(name));
    const now = new Date();
    const took = await simulateParticipants({
      study,
      truth: Truth.parse({}),
      participants: 3,
      seed: 7,
      server: running.participantOrigin,
      key: running.simulationKey,
      from: now,
      until: now,
    });
    expect(took).toHaveLength(3);
  });
});
