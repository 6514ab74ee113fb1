import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { rowFields } from "../../../experiments/measures/askedColumns.ts";
import { impliedProfile } from "../../../experiments/measures/impliedProfile.ts";
import { namedProducts } from "../../../experiments/measures/namedProducts.ts";
import { productRows } from "../../../experiments/measures/productRows.ts";
import { measureNamed, measureNames } from "../../../experiments/measures/registry.ts";
import { scoreOf } from "../../../experiments/measures/scoreOf.ts";
import { trialJudge } from "../../../server/ingest/readTrials.ts";
import { anyTrial, spoiled } from "./anyTrial.ts";

const judge = trialJudge(measureNamed);
const runs = { numRuns: 200, seed: 20261130 };

describe.each(measureNames)("a trial of %s", (name) => {
  const measure = measureNamed(name);
  if (!measure) throw new RangeError(name);
  const any = anyTrial(measure, { measure: name, instance: name });
  const problemOf = (body: Readonly<Record<string, unknown>>) => {
    const judged = judge(body, JSON.stringify(body));
    return "problem" in judged ? judged.problem : undefined;
  };

  test("that its description allows is taken: what is recorded and what is scored are one contract", () => {
    fc.assert(
      fc.property(any, (body) => {
        expect(problemOf(body)).toBeUndefined();
      }),
      runs,
    );
  });

  test("counts no further than a table of trials does", () => {
    const { properties = {} } = z.toJSONSchema(measure.trial, { io: "input", unrepresentable: "any" });
    const counted = rowFields(measure).filter(({ name, asked }) => asked.kind === "count" && name in properties);
    for (const { name } of counted) expect(properties[name], name).toMatchObject({ maximum: 2_147_483_647 });
  });

  test("that is taken is read as a row, and any number of them gives a score of finite numbers, or a reason", () => {
    const either = any.chain((body) => fc.oneof(fc.constant(body), spoiled(body)));
    fc.assert(
      fc.property(fc.array(either, { minLength: 1, maxLength: 12 }), (bodies) => {
        const taken = bodies.filter((body) => body["measure"] === name && problemOf(body) === undefined);
        const groups = productRows(measure, taken as never);
        const counted = taken.filter((body) => !Object.hasOwn(body, "skipped"));
        if (counted.every(({ attempt }) => attempt === undefined) && !("isContext" in measure.row.shape)) {
          expect(groups.reduce((sum, { rows }) => sum + rows.length, 0)).toBeGreaterThanOrEqual(counted.length);
        }
        const named = new Set(taken.flatMap((body) => namedProducts(measure, body).map(({ product }) => product)));
        for (const { rows, product } of groups) {
          expect(product === "" || named.has(product)).toBe(true);
          const { settings } = impliedProfile(measure, rows);
          const { value, excluded, parts } = scoreOf(measure, rows, measure.settings.parse(settings));
          expect(value === null ? excluded !== undefined : Number.isFinite(value)).toBe(true);
          for (const part of Object.values(parts)) expect(part === null || Number.isFinite(part)).toBe(true);
        }
      }),
      { ...runs, numRuns: 40 },
    );
  });
});
