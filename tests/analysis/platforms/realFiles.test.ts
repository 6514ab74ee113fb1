import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readTrials } from "../../../analysis/data/readTrials.ts";
import { scoreTable } from "../../../analysis/data/scoring/scoreTable.ts";
import { measureNamed } from "../../../experiments/measures/registry.ts";
import { openTable } from "../../../experiments/tableFiles/openTable.ts";
import type { TableFlags } from "../../../experiments/tableFiles/tableFlags.ts";
import { fileOrigin } from "../../../experiments/tableFiles/tableOrigin.ts";
import { readTable } from "../../../experiments/tables/readTable.ts";
import { numberColumn, textColumn } from "../../../experiments/tables/table.ts";
import { dataPath, isDataAbsent, sharedFolder } from "../../sharedData.ts";

/** Raw files of platforms, public and never in this repository: `SAYDO_PLATFORMS`, else `platforms` beside the reference
 *  data. docs/tables.md says where each comes from. */
const platforms = resolve(process.env["SAYDO_PLATFORMS"] ?? join(sharedFolder(), "platforms"));
const has = (file: string) => existsSync(join(platforms, file));

describe.each([
  ["study 1, 107 people", "inquisit/experiment-1-iat.xlsx", [45, 49, 100, 106, 189]],
  ["study 6, 120 people", "inquisit/experiment-6-iat-after.xlsx", [189, 466, 910]],
  ["study 1, as SPSS's .sav", "spss/inquisit-iat.sav", [45, 49, 100, 106, 189]],
])("Inquisit, %s", (_, file, uneven) => {
  test.skipIf(!has(file))("scores everyone to the D that Inquisit wrote into the file", async () => {
    const found = await scoresOf(join(platforms, file), { profile: "d1" });
    const own = await lastValues(join(platforms, file), "subject", "expressions.d");
    const misses = [...found].map(([person, score]) => [person, missOf(score, own.get(person))] as const);
    expect(misses).toHaveLength(own.size);
    // These have a latency above 10 s, which is left out: two blocks are of unequal length, and for those Inquisit's formula of
    // the SD is not exact. Without them nobody is off by 1e-9.
    const others = misses.filter(([, miss]) => miss > 1e-9).map(([person]) => Number(person));
    expect(others.toSorted((a, b) => a - b)).toEqual(uneven);
  });

  test.skipIf(!has(file))("by Inquisit's formula of the SD the others are Inquisit's too", async () => {
    const rows = await blocksOf(join(platforms, file));
    const own = await lastValues(join(platforms, file), "subject", "expressions.d");
    for (const person of uneven.map(String)) {
      const blocks = rows.get(person) ?? new Map<string, readonly number[]>();
      const half = (n: number) => inquisitD(blocks.get(`compatible ${n}`) ?? [], blocks.get(`incompatible ${n}`) ?? []);
      expect(missOf((half(1) + half(2)) / 2, own.get(person))).toBeLessThan(1e-12);
    }
  });
});

/** As Inquisit's script has it: the variance between two blocks as if they were equally long. */
function inquisitD(compatible: readonly number[], incompatible: readonly number[]): number {
  const [a, b] = [compatible.length, incompatible.length];
  const between = ((a + b) * (mean(compatible) - mean(incompatible)) ** 2) / 4;
  const variance = ((a - 1) * varianceOf(compatible) + (b - 1) * varianceOf(incompatible) + between) / (a + b - 1);
  return (mean(incompatible) - mean(compatible)) / Math.sqrt(variance);
}

describe("an AMP of Inquisit Web: positive and negative pictures, 174 people", () => {
  const file = "inquisit/amp-experiment-7.csv";

  test.skipIf(!has(file))("gives the published effects, which have two decimals", async () => {
    const found = await scoresOf(join(platforms, file), { measure: "affectMisattribution" });
    const published = join(platforms, "inquisit/amp-experiment-7-published.csv");
    const effects = await lastValues(published, "subject", "AMP_effect_positive_negative");
    const known = [...effects].filter(([, effect]) => !Number.isNaN(effect));
    expect(known).toHaveLength(174);
    for (const [person, effect] of known) expect(missOf(found.get(person), effect)).toBeLessThan(0.005 + 1e-9);
  });
});

describe("JASMIN2, by a recipe of one's own: an approach-avoidance task, 48 people", () => {
  const file = "jasmin/ds_aat.csv";

  test.skipIf(!has(file))("gives the double difference of medians of splithalfr, -14.5 for person 18", async () => {
    const flags = { recipe: "fixtures/recipes/jasmin-aat.json" };
    const found = await scoresOf(join(platforms, file), { measure: "approachAvoidance", profile: "median", flags });
    const known = await lastValues(join(platforms, "jasmin/ds_aat_scores.csv"), "UserID", "score");
    expect(found.get("18")).toBe(-14.5);
    expect(found.size).toBe(48);
    for (const [person, score] of found) expect(score).toBe(known.get(person));
  });
});

describe.skipIf(isDataAbsent("chocolate"))("implicitMeasures' raw data, by a recipe of one's own: 162 people", () => {
  const flags = { recipe: "fixtures/recipes/implicit-measures.json" };

  test.each(["d3", "d4", "d5", "d6"])("gives the package's IAT %s for everyone", async (profile) => {
    const found = await scoresOf(dataPath("chocolate", "trials_iat.csv"), { profile, flags });
    const known = await lastValues(dataPath("chocolate", "oracle_iat_D1_D6.csv"), "participant", `dscore_${profile}`);
    expect(found.size).toBe(162);
    for (const [person, score] of found) expect(score).toBeCloseTo(known.get(person) ?? Number.NaN, 9);
  });
});

describe("iatgen in Qualtrics' old form", () => {
  const file = "iatgen/iat_small.csv";

  test.skipIf(!has(file))("gives the D scores of iatgen's own test", async () => {
    const found = await scoresOf(join(platforms, file), {});
    expect([...found.values()].map((score) => score?.toFixed(6))).toEqual(["0.536744", "-0.520029"]);
  });
});

describe("Project Implicit, older form: 88 students", () => {
  test.skipIf(isDataAbsent("gender_iat_fpi"))("gives cleanIAT's D for everyone, in four profiles", async () => {
    const oracle = dataPath("gender_iat_fpi", "oracle_D.csv");
    for (const profile of ["d1", "d2", "d4", "d6"]) {
      const flags = { given: ["focal=Math", "good=Male"] };
      const found = await scoresOf(dataPath("gender_iat_fpi", "trials.csv"), { profile, flags });
      const known = await lastValues(oracle, "session_id", `${profile}_cleanIAT`);
      expect(found.size).toBe(88);
      for (const [person, score] of found) expect(score).toBeCloseTo(known.get(person) ?? Number.NaN, 9);
    }
  });
});

type How = { readonly measure?: string; readonly profile?: string; readonly flags?: TableFlags };

async function scoresOf(
  file: string,
  { measure: name = "iat", profile, flags = {} }: How,
): Promise<ReadonlyMap<string, number | null>> {
  const measure = measureNamed(name);
  if (!measure) throw new RangeError(`there is no ${name}`);
  const read = await readTrials(measure, fileOrigin(file), { flags, isStored: false });
  const { scored } = scoreTable(measure, read.groups, { profile: profile ?? read.profile, splits: 0, seed: 1 });
  return new Map(scored.map(({ participantId, score }) => [participantId, score.value]));
}

/** The last value of a column for each person. */
async function lastValues(file: string, id: string, column: string): Promise<ReadonlyMap<string, number>> {
  const columns = { [id]: { kind: "text" }, [column]: { kind: "number" } } as const;
  const said = { values: new Map([[column, new Map([["NA", ""]])]]) };
  const table = await readTable(await openTable(fileOrigin(file)), { columns, said });
  const [ids, values] = [textColumn(table, id), numberColumn(table, column)];
  return new Map(
    Array.from({ length: table.rows }, (_, row) => [
      ids?.texts[ids.values[row]!] ?? "",
      values?.values[row] ?? Number.NaN,
    ]),
  );
}

/** Each person's latencies up to 10 s in the four blocks of Inquisit's D. */
async function blocksOf(file: string): Promise<ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>> {
  const columns = { subject: { kind: "text" }, blockcode: { kind: "text" }, latency: { kind: "number" } } as const;
  const table = await readTable(await openTable(fileOrigin(file)), { columns });
  const [ids, codes, latencies] = [
    textColumn(table, "subject"),
    textColumn(table, "blockcode"),
    numberColumn(table, "latency"),
  ];
  const people = new Map<string, Map<string, number[]>>();
  for (let row = 0; row < table.rows; row++) {
    const [, pairing, half] = /^((?:in)?compatible)test(\d)$/.exec(codes?.texts[codes.values[row]!] ?? "") ?? [];
    const latency = latencies?.values[row] ?? Number.NaN;
    if (pairing === undefined || latency > 10_000) continue;
    const person = ids?.texts[ids.values[row]!] ?? "";
    const blocks = people.get(person) ?? new Map<string, number[]>();
    people.set(person, blocks);
    blocks.set(`${pairing} ${half}`, [...(blocks.get(`${pairing} ${half}`) ?? []), latency]);
  }
  return people;
}

function missOf(score: number | null | undefined, known: number | undefined): number {
  return Math.abs((score ?? Number.NaN) - (known ?? Number.NaN));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: readonly number[]): number {
  const center = mean(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1);
}
