import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Measure } from "../../../../experiments/contract/measure.ts";
import { measures } from "../../../../experiments/measures/registry.ts";

const folder = join("experiments", "measures", "stated");
const stated: readonly Measure[] = Object.values<Measure>(measures).filter(({ kind }) => kind === "stated");
const common = ["about", "mayDecline", "picture", "texts"];
const rowsOf = (file: string) =>
  [...readFileSync(file, "utf8").matchAll(/^\| `(\w+)` \|/gm)].map(([, parameter]) => parameter);

describe("the README", () => {
  test("of all stated measures has a line and a link for each, and their common parameters", () => {
    const text = readFileSync(join(folder, "README.md"), "utf8");
    for (const { name } of stated) expect(text).toContain(`| [${name}](${name}/README.md) |`);
    expect(rowsOf(join(folder, "README.md"))).toEqual(common);
  });

  test.each(stated.map((measure) => [measure.name, measure] as const))(
    "of %s has its parameters, columns and sources",
    (name, measure) => {
      const file = join(folder, name, "README.md");
      const own = Object.keys(measure.parameters.shape).filter((parameter) => !common.includes(parameter));
      expect(rowsOf(file).toSorted()).toEqual(own.toSorted());
      const text = readFileSync(file, "utf8");
      const parts = Object.keys(measure.score([], measure.settings.parse({})).parts);
      for (const part of parts) expect(text).toContain(`\`${part}\``);
      for (const { doi } of measure.sources) if (doi !== undefined) expect(text).toContain(doi);
    },
  );
});
