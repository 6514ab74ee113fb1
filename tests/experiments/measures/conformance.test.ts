import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { TrialBody } from "../../../experiments/contract/trial.ts";
import { measures } from "../../../experiments/measures/registry.ts";
import { personWith, played, scoresOf } from "./play.ts";

/** Fields of every body that are not the measure's own. */
const common = Object.keys(TrialBody.shape);
const everyMeasure = Object.entries(measures) as unknown as readonly [
  Parameters<typeof played>[0],
  Parameters<typeof played>[1],
][];

describe.each(everyMeasure)("%s", (name, measure) => {
  test("is registered under its own name and names its preset", () => {
    expect(measure.name).toBe(name);
    expect(measure.preset).toMatch(/^[a-zA-Z0-9-]+$/);
  });

  test("cites a source with a year", () => {
    for (const { citation } of measure.sources) expect(citation).toMatch(/\b(19|20)\d\d\b/);
  });

  test("has defaults for every parameter and every setting", () => {
    expect(measure.parameters.safeParse({}).success).toBe(true);
    expect(measure.settings.safeParse({}).success).toBe(true);
    for (const profile of Object.values(measure.profiles))
      expect(measure.settings.strict().safeParse(profile).error).toBeUndefined();
  });

  test("names at least two levels of every factor", () => {
    for (const levels of Object.values(measure.factors(measure.parameters.parse({})))) {
      expect(new Set(levels).size).toBe(levels.length);
      expect(levels.length).toBeGreaterThan(1);
    }
  });

  test("records exactly the fields of its trial schema, and those every trial has", async () => {
    const bodies = await played(name, measure);
    expect(bodies.length).toBeGreaterThan(0);
    for (const body of bodies) {
      expect(TrialBody.safeParse(body).error).toBeUndefined();
      const own = Object.fromEntries(
        Object.entries(body).filter(([key]) => key in measure.trial.shape || !common.includes(key)),
      );
      expect(Object.keys(own).sort()).toEqual(Object.keys(measure.trial.shape).sort());
      expect(measure.trial.strict().safeParse(own).error).toBeUndefined();
    }
  });

  test("says in every trial which preset and parameters it had, and what browser and jsPsych say of its timing", async () => {
    const bodies = await played(name, measure);
    expect(new Set(bodies.map(({ preset }) => preset))).toEqual(new Set([measure.preset]));
    expect(new Set(bodies.map(({ parametersHash }) => parametersHash)).size).toBe(1);
    for (const body of bodies) {
      expect(body.parametersHash).toMatch(/^[0-9a-f]{16}$/);
      expect(body).toHaveProperty("renderedAtMs");
      expect(body).toHaveProperty("rt");
    }
  });

  test("takes as many trials as it says", async () => {
    const bodies = await played(name, measure);
    const parameters = measure.parameters.parse({});
    const { trials, minutes } = measure.effort(parameters);
    // Answers, or what somebody does in a shop, decide how many there are.
    const isOpen = name === "purchaseReport" || name === "shop";
    const least = isOpen ? (measure.leastTrials?.(parameters, 2) ?? trials) : trials;
    expect(bodies.length).toBeGreaterThanOrEqual(least);
    expect(bodies.length).toBeLessThanOrEqual(trials);
    expect(minutes).toBeGreaterThan(0);
  });

  test("gives a simulated participant a finite score within its range", async () => {
    const scores = scoresOf(measure, await played(name, measure));
    expect(scores.length).toBeGreaterThan(0);
    for (const { value, excluded, parts } of scores) {
      expect(excluded).toBeUndefined();
      expect(Number.isFinite(value)).toBe(true);
      expect(value).toBeGreaterThanOrEqual(measure.range[0] ?? Number.NEGATIVE_INFINITY);
      expect(value).toBeLessThanOrEqual(measure.range[1] ?? Number.POSITIVE_INFINITY);
      for (const part of Object.values(parts)) expect(part === null || Number.isFinite(part)).toBe(true);
    }
  });

  test.each(["careless", "bot"] as const)("never scores a %s participant as NaN", async (manner) => {
    const scores = scoresOf(measure, await played(name, measure, { person: personWith({ manner }) }));
    for (const { value, excluded } of scores) {
      if (value === null) expect(excluded).toBeDefined();
      else expect(Number.isFinite(value)).toBe(true);
    }
  });

  test("excludes a participant without trials instead of throwing", () => {
    const score = measure.score([], measure.settings.parse({}));
    expect(score).toMatchObject({ value: null, trialsUsed: 0 });
    expect(score.excluded).toBeDefined();
  });

  test("gives the same person with the same seed the same trials in the same order", async () => {
    const [first, second] = [await played(name, measure), await played(name, measure)];
    expect(second).toEqual(first);
  });
});

const implicit = everyMeasure.filter(([, measure]) => measure.kind === "implicit" && measure.stratum !== undefined);

describe.each(implicit)("%s", (name, measure) => {
  test("shows its stimuli in another order for another seed", async () => {
    const stimuli = async (seed: number) =>
      (await played(name, measure, { seed })).map((body) => body.stimulus ?? body.attribute);
    expect(await stimuli(8)).not.toEqual(await stimuli(7));
  });

  test("scores people who prefer the focal product above people who prefer the other", async () => {
    const mean = async (implicitZ: number) => {
      const values: number[] = [];
      for (let seed = 1; seed <= 4; seed += 1) {
        const bodies = await played(name, measure, { person: personWith({ implicitZ }, seed) });
        values.push(scoresOf(measure, bodies)[0]?.value ?? Number.NaN);
      }
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    expect(await mean(2)).toBeGreaterThan(0);
    expect(await mean(-2)).toBeLessThan(await mean(2));
  });
});

describe.each(everyMeasure.filter(([, measure]) => measure.kind === "implicit"))("%s", (name, measure) => {
  test("has a README that names every parameter", () => {
    const readme = readFileSync(`experiments/measures/implicit/${name}/README.md`, "utf8");
    for (const parameter of Object.keys(measure.parameters.shape)) expect(readme).toContain(`\`${parameter}\``);
  });

  test("has a README that says which numbers were compared with what, and calls the rest preset", () => {
    const readme = readFileSync(`experiments/measures/implicit/${name}/README.md`, "utf8");
    const [, numbers = ""] = /^Numbers: (.+)$/m.exec(readme) ?? [];
    expect(numbers).toContain("preset");
    expect(readme).not.toMatch(/per the paper/i);
  });
});
