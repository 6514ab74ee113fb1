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
  ["study 1, 107 people", "inquisit/experiment-1-iat.xlsx", 107],
  ["study 6, 120 people", "inquisit/experiment-6-iat-after.xlsx", 120],
])("Inquisit, %s", (_, file, people) => {
  test.skipIf(!has(file))("scores every raw workbook to the D that Inquisit wrote into it", async () => {
    const found = await scoresOf(join(platforms, file), { profile: "d1" });
    const own = await lastValues(join(platforms, file), "subject", "expressions.d");
    const misses = [...found].map(([person, score]) =>
      Math.abs((score ?? Number.NaN) - (own.get(person) ?? Number.NaN)),
    );
    expect(misses).toHaveLength(people);
    // Three people a study differ from the sixth digit on; why is not known.
    expect(misses.filter((miss) => miss < 1e-6).length).toBeGreaterThanOrEqual(people - 3);
    expect(Math.max(...misses)).toBeLessThan(2e-5);
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

type How = { readonly profile?: string; readonly flags?: TableFlags };

async function scoresOf(file: string, { profile, flags = {} }: How): Promise<ReadonlyMap<string, number | null>> {
  const iat = measureNamed("iat");
  if (!iat) throw new RangeError("there is no iat");
  const read = await readTrials(iat, fileOrigin(file), { flags, isStored: false });
  const { scored } = scoreTable(iat, read.groups, { profile: profile ?? read.profile, splits: 0, seed: 1 });
  return new Map(scored.map(({ participantId, score }) => [participantId, score.value]));
}

/** The last value of a column for each person. */
async function lastValues(file: string, id: string, column: string): Promise<ReadonlyMap<string, number>> {
  const columns = { [id]: { kind: "text" }, [column]: { kind: "number" } } as const;
  const table = await readTable(await openTable(fileOrigin(file)), { columns });
  const [ids, values] = [textColumn(table, id), numberColumn(table, column)];
  return new Map(
    Array.from({ length: table.rows }, (_, row) => [
      ids?.texts[ids.values[row]!] ?? "",
      values?.values[row] ?? Number.NaN,
    ]),
  );
}
