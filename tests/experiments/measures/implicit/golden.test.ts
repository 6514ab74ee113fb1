import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scoreTable } from "../../../../analysis/data/scoring/scoreTable.ts";
import { measures } from "../../../../experiments/measures/registry.ts";
import { readTrialText } from "../../../analysis/data/scoring/readTrialText.ts";

const GOLDEN = join(process.cwd(), "fixtures", "golden");
const implicit = Object.values(measures).filter((one) => one.kind === "implicit" || ("draw" in one && one.draw));

// fixtures/golden/make.R scored the same rows with code of its own
test.each(implicit.map(({ name }) => name))("%s scores its golden participant as R does", (name) => {
  const measure = measures[name as "iat"];
  const file = join(GOLDEN, `${name}.csv`);
  const groups = readTrialText(measure, { file, text: readFileSync(file, "utf8") });
  const { scored } = scoreTable(measure, groups, { splits: 0, seed: 1 });
  const score = (scored.find(({ product }) => product === "velmora") ?? scored[0])?.score;
  const expected: Readonly<Record<string, number | null>> = JSON.parse(
    readFileSync(join(GOLDEN, `${name}.json`), "utf8"),
  );
  const found: Readonly<Record<string, number | null>> = {
    score: score?.value ?? null,
    trials_used: score?.trialsUsed ?? null,
    ...score?.parts,
  };
  expect(score?.excluded).toBeUndefined();
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [key, value] of Object.entries(expected))
    expect([key, found[key]]).toEqual([key, expect.closeTo(value ?? Number.NaN, 9)]);
});
