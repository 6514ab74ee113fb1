import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Score } from "../../../../experiments/contract/measure.ts";
import { affectMisattribution } from "../../../../experiments/measures/implicit/affectMisattribution/measure.ts";
import { approachAvoidance } from "../../../../experiments/measures/implicit/approachAvoidance/measure.ts";
import { briefIat } from "../../../../experiments/measures/implicit/briefIat/measure.ts";
import { evaluativePriming } from "../../../../experiments/measures/implicit/evaluativePriming/measure.ts";
import { goNoGoAssociation } from "../../../../experiments/measures/implicit/goNoGoAssociation/measure.ts";
import { iat } from "../../../../experiments/measures/implicit/iat/measure.ts";
import { singleCategoryIat } from "../../../../experiments/measures/implicit/singleCategoryIat/measure.ts";
import { speededFit } from "../../../../experiments/measures/implicit/speededFit/measure.ts";
import { measures } from "../../../../experiments/measures/registry.ts";
import { type Random, randomStream } from "../../../../experiments/random/randomStream.ts";

type Row = Readonly<Record<string, unknown>>;
type Flip = { readonly column: string; readonly from: string; readonly to: string };

/** What swaps the two sides of each measure, and a person's rows drawn from a seed. */
const tasks: readonly {
  readonly name: keyof typeof measures;
  readonly flip: Flip;
  readonly person: (seed: number) => readonly Row[];
}[] = [
  { name: iat.name as "iat", flip: { column: "pairing", from: "compatible", to: "incompatible" }, person: iatPerson },
  {
    name: singleCategoryIat.name as "singleCategoryIat",
    flip: { column: "pairing", from: "compatible", to: "incompatible" },
    person: iatPerson,
  },
  {
    name: briefIat.name as "briefIat",
    flip: { column: "pairing", from: "compatible", to: "incompatible" },
    person: briefPerson,
  },
  {
    name: goNoGoAssociation.name as "goNoGoAssociation",
    flip: { column: "pairing", from: "compatible", to: "incompatible" },
    person: goNoGoPerson,
  },
  {
    name: affectMisattribution.name as "affectMisattribution",
    flip: { column: "prime", from: "focal", to: "comparison" },
    person: ampPerson,
  },
  {
    name: evaluativePriming.name as "evaluativePriming",
    flip: { column: "prime", from: "focal", to: "comparison" },
    person: eptPerson,
  },
  {
    name: approachAvoidance.name as "approachAvoidance",
    flip: { column: "target", from: "focal", to: "comparison" },
    person: aatPerson,
  },
  {
    name: speededFit.name as "speededFit",
    flip: { column: "response", from: "fit", to: "notFit" },
    person: fitPerson,
  },
];

function latency(random: ReturnType<typeof randomStream>): number {
  return 450 + 400 * random.uniform();
}

function iatPerson(seed: number): readonly Row[] {
  const random = randomStream(seed);
  const blocks = ["compatible", "incompatible"].flatMap((pairing) => [
    { pairing, blockKind: "practice", of: 20 },
    { pairing, blockKind: "test", of: 40 },
  ]);
  return blocks.flatMap(({ of, ...block }) =>
    Array.from({ length: of }, (_, trialIndex) => ({
      ...block,
      trialIndex,
      isCorrect: random.uniform() > 0.08,
      latencyMs: latency(random),
    })),
  );
}

function briefPerson(seed: number): readonly Row[] {
  const random = randomStream(seed);
  return [0, 1, 2, 3].flatMap((blockIndex) =>
    Array.from({ length: 20 }, (_, trialIndex) => ({
      blockIndex,
      trialIndex,
      pairing: blockIndex % 2 === 0 ? "compatible" : "incompatible",
      isCorrect: true,
      latencyMs: latency(random),
    })),
  );
}

function goNoGoPerson(seed: number): readonly Row[] {
  const random = randomStream(seed);
  return ["compatible", "incompatible"].flatMap((pairing) =>
    Array.from({ length: 60 }, (_, trialIndex) => {
      const isSignal = trialIndex % 2 === 0;
      const isGo = random.uniform() < (isSignal ? 0.85 : 0.15);
      return { pairing, trialIndex, isSignal, isGo, ...(isGo ? { latencyMs: latency(random) } : {}) };
    }),
  );
}

function ampPerson(seed: number): readonly Row[] {
  const random = randomStream(seed);
  return Array.from({ length: 72 }, (_, trialIndex) => ({
    trialIndex,
    prime: ["focal", "comparison", "neutral"][trialIndex % 3],
    isPleasant: random.uniform() < 0.5,
  }));
}

function eptPerson(seed: number): readonly Row[] {
  const random = randomStream(seed);
  return Array.from({ length: 120 }, (_, trialIndex) => ({
    trialIndex,
    prime: trialIndex % 2 === 0 ? "focal" : "comparison",
    targetValence: trialIndex % 4 < 2 ? "positive" : "negative",
    isCorrect: random.uniform() > 0.05,
    latencyMs: latency(random),
  }));
}

function aatPerson(seed: number): readonly Row[] {
  const random = randomStream(seed);
  return Array.from({ length: 80 }, (_, trialIndex) => ({
    trialIndex,
    target: trialIndex % 2 === 0 ? "focal" : "comparison",
    action: trialIndex % 4 < 2 ? "approach" : "avoid",
    isCorrect: random.uniform() > 0.05,
    latencyMs: latency(random),
  }));
}

function fitPerson(seed: number): readonly Row[] {
  const random = randomStream(seed);
  return Array.from({ length: 40 }, (_, trialIndex) => ({
    trialIndex,
    attribute: "x".repeat(3 + random.below(9)),
    response: random.uniform() < 0.5 ? "fit" : "notFit",
    latencyMs: latency(random),
    isBaseline: trialIndex < 12,
  }));
}

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

describe("the IAT gives a reason and never NaN", () => {
  const settings = (profile: keyof typeof iat.profiles & string) => iat.settings.parse(iat.profiles[profile]);
  const rows = () => iatPerson(3) as unknown as Parameters<typeof iat.score>[0];
  const d1 = settings("d1");

  test("for a missing block", () => {
    const some = rows().filter(({ pairing, blockKind }) => pairing !== "compatible" || blockKind !== "test");
    expect(iat.score(some, d1)).toMatchObject({ value: null, excluded: "missing-block" });
  });

  test("for a block that only has trials over 10,000 ms", () => {
    const slow = rows().map((row) =>
      row.pairing === "compatible" && row.blockKind === "test" ? { ...row, latencyMs: 10_001 } : row,
    );
    expect(iat.score(slow, d1)).toMatchObject({ value: null, excluded: "missing-block" });
  });

  test.each(["d1", "d2", "d3", "d4", "d5", "d6"] as const)("for latencies that never vary, by %s", (profile) => {
    const even = rows().map((row) => ({ ...row, isCorrect: true, latencyMs: 500.1 }));
    expect(iat.score(even, settings(profile))).toMatchObject({ value: null, excluded: "zero-variance" });
  });

  test.each(["d1", "d4"] as const)("for a block without a right response, by %s", (profile) => {
    const wrong = rows().map((row) =>
      row.pairing === "compatible" && row.blockKind === "test" ? { ...row, isCorrect: false } : row,
    );
    expect(iat.score(wrong, settings(profile))).toMatchObject({ value: null, excluded: "no-correct-trials" });
  });

  test("for a single right response in a block when errors get two SDs", () => {
    const one = rows().map((row) =>
      row.pairing === "compatible" && row.blockKind === "test" ? { ...row, isCorrect: row.trialIndex === 0 } : row,
    );
    expect(iat.score(one, settings("d3"))).toMatchObject({ value: null, excluded: "too-few-trials" });
  });

  test("for one side throughout, with the value kept", () => {
    const left = rows().map((row) => ({ ...row, firstSide: "left" as const }));
    const score = iat.score(left, d1);
    expect(score.excluded).toBe("constant-response");
    expect(Number.isFinite(score.value)).toBe(true);
  });

  test("for more than 10 % of trials under 300 ms, with the value kept; exactly 10 % counts", () => {
    const fast = (count: number) =>
      iat.score(
        rows().map((row, index) => (index < count ? { ...row, latencyMs: 299.9 - index } : row)),
        d1,
      );
    expect(fast(12).excluded).toBeUndefined();
    expect(fast(13).excluded).toBe("too-fast");
    expect(Number.isFinite(fast(120).value)).toBe(true);
  });

  test("whatever the rows", () => {
    const row = fc.record({
      pairing: fc.constantFrom("compatible" as const, "incompatible" as const, null),
      blockKind: fc.constantFrom("practice" as const, "test" as const),
      isCorrect: fc.boolean(),
      latencyMs: fc.oneof(fc.constantFrom(0, 300, 400, 10_000), fc.double({ min: 0, max: 20_000, noNaN: true })),
    });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 30 }),
        fc.constantFrom("d1", "d2", "d3", "d4", "d5", "d6" as const),
        (some, profile) => {
          const { value, excluded, parts } = iat.score(some, settings(profile as "d1"));
          if (value === null) expect(excluded).toBeDefined();
          else expect(Number.isFinite(value)).toBe(true);
          for (const part of Object.values(parts)) expect(part === null || Number.isFinite(part)).toBe(true);
        },
      ),
    );
  });
});
