import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Score } from "../../../../experiments/contract/measure.ts";
import { measures } from "../../../../experiments/measures/registry.ts";
import { type Random, randomStream } from "../../../../experiments/random/randomStream.ts";
import {
  aatPerson,
  ampPerson,
  briefPerson,
  eptPerson,
  fitPerson,
  goNoGoPerson,
  iatPerson,
  type Row,
} from "./people.ts";

type Flip = { readonly column: string; readonly from: string; readonly to: string };

const pairings: Flip = { column: "pairing", from: "compatible", to: "incompatible" };
const products = (column: string): Flip => ({ column, from: "focal", to: "comparison" });

/** What swaps the two sides of each measure, and a person's rows drawn from a seed. */
const tasks: readonly {
  readonly name: keyof typeof measures;
  readonly flip: Flip;
  readonly person: (seed: number) => readonly Row[];
}[] = [
  { name: "iat", flip: pairings, person: iatPerson },
  { name: "singleCategoryIat", flip: pairings, person: iatPerson },
  { name: "briefIat", flip: pairings, person: briefPerson },
  { name: "goNoGoAssociation", flip: pairings, person: goNoGoPerson },
  { name: "affectMisattribution", flip: products("prime"), person: ampPerson },
  { name: "evaluativePriming", flip: products("prime"), person: eptPerson },
  { name: "approachAvoidance", flip: products("target"), person: aatPerson },
  { name: "speededFit", flip: { column: "response", from: "fit", to: "notFit" }, person: fitPerson },
];

function profilesOf(name: keyof typeof measures): readonly string[] {
  return Object.keys(measures[name].profiles);
}

function profileOf(name: keyof typeof measures, profile: string): object {
  const profiles: Readonly<Record<string, object>> = measures[name].profiles;
  return profiles[profile] ?? {};
}

function scoreOf(name: keyof typeof measures, rows: readonly Row[], knobs: object): Score {
  const measure = measures[name];
  return measure.score(rows as never, measure.settings.parse(knobs) as never);
}

function scoreValue(name: keyof typeof measures, rows: readonly Row[], profile: string): number {
  const { value } = scoreOf(name, rows, profileOf(name, profile));
  if (value === null) throw new RangeError("this person has a score");
  return value;
}

const cases = tasks.flatMap((task) => profilesOf(task.name).map((profile) => ({ ...task, profile })));
const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe.each(cases)("$name by $profile", ({ name, flip, person, profile }) => {
  test("swapping the two sides flips the sign", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = person(seed);
        const swap = { [flip.from]: flip.to, [flip.to]: flip.from };
        const swapped = rows.map((row) => ({
          ...row,
          [flip.column]: swap[String(row[flip.column])] ?? row[flip.column],
        }));
        expect(scoreValue(name, swapped, profile)).toBeCloseTo(-scoreValue(name, rows, profile), 9);
      }),
      { numRuns: 40 },
    );
  });

  test("shuffling the rows changes nothing", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = person(seed);
        expect(scoreValue(name, randomStream(seed, 1).shuffle(rows), profile)).toBeCloseTo(
          scoreValue(name, rows, profile),
          9,
        );
      }),
      { numRuns: 40 },
    );
  });
});

/** Rules without a fixed number of ms, and those whose score is no latency. */
const noLimits = { dropBelowMs: 0, dropAboveMs: 1_000_000 };
const scaleFree = [
  { name: "iat", person: iatPerson, knobs: { errors: "built-in" } },
  { name: "iat", person: iatPerson, knobs: { errors: "add-2sd" } },
  { name: "singleCategoryIat", person: iatPerson, knobs: { errors: "built-in", ...noLimits } },
  { name: "briefIat", person: briefPerson, knobs: { lowestMs: 0, highestMs: 1_000_000 } },
  { name: "approachAvoidance", person: aatPerson, knobs: { average: "mean", divideBySd: "yes" } },
  { name: "speededFit", person: fitPerson, knobs: noLimits },
  { name: "goNoGoAssociation", person: goNoGoPerson, knobs: {} },
  { name: "affectMisattribution", person: ampPerson, knobs: {} },
] as const;

test.each(scaleFree)("scaling all latencies leaves $name with $knobs unchanged", ({ name, knobs, person }) => {
  fc.assert(
    fc.property(seeds, fc.double({ min: 1, max: 5, noNaN: true }), (seed, factor) => {
      const rows = person(seed);
      const scaled = rows.map((row) => ({ ...row, latencyMs: Number(row.latencyMs) * factor }));
      const { value } = scoreOf(name, rows, knobs);
      expect(scoreOf(name, scaled, knobs).value).toBeCloseTo(value ?? Number.NaN, 9);
    }),
    { numRuns: 40 },
  );
});

/** What people and machines do to a person's rows. */
const mishaps: Readonly<Record<string, (rows: readonly Row[], random: Random) => readonly Row[]>> = {
  "rows lost at random": (rows, random) => rows.filter(() => random.uniform() < 0.1),
  "one block lost": (rows) => rows.slice(rows.length / 2),
  "everything at one speed": (rows) => rows.map((row) => ({ ...row, latencyMs: 500 })),
  "everything far too fast": (rows) => rows.map((row) => ({ ...row, latencyMs: 20 })),
  "everything far too slow": (rows) => rows.map((row) => ({ ...row, latencyMs: 60_000 })),
  "one key for everything": (rows) =>
    rows.map((row, index) => ({
      ...row,
      firstSide: "left",
      isCorrect: index % 2 === 0,
      isGo: true,
      isPleasant: true,
      response: "fit",
    })),
  "nothing right": (rows) => rows.map((row) => ({ ...row, isCorrect: false, isGo: row.isSignal !== true })),
  "no response at all": (rows) =>
    rows.map(({ latencyMs: _none, ...row }) => ({ ...row, isCorrect: false, isGo: false })),
  "nothing at all": () => [],
};

/** Tables of these measures must have a latency in every row; the reader refuses others. */
const needLatencies: readonly string[] = ["iat", "briefIat", "speededFit"];

describe.each(tasks)("$name", ({ name, person }) => {
  const those = Object.entries(mishaps).filter(
    ([mishap]) => mishap !== "no response at all" || !needLatencies.includes(name),
  );
  test.each(those)("has a finite score or a reason, with %s", (_, happen) => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(...profilesOf(name)), (seed, profile) => {
        const { value, excluded, parts } = scoreOf(
          name,
          happen(person(seed), randomStream(seed, 1)),
          profileOf(name, profile),
        );
        if (value === null) expect(excluded).toBeDefined();
        else expect(Number.isFinite(value)).toBe(true);
        for (const part of Object.values(parts)) expect(part === null || Number.isFinite(part)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test("gives a reason without trials, and for one key throughout", () => {
    const rows = person(7);
    const reasonFor = (mishap: string) => scoreOf(name, mishaps[mishap]?.(rows, randomStream(1)) ?? [], {}).excluded;
    expect(reasonFor("nothing at all")).toBe("no-trials");
    // Every word may fit.
    if (name === "speededFit") return;
    expect(["constant-response", "too-many-errors", "missing-block"]).toContain(reasonFor("one key for everything"));
  });
});
