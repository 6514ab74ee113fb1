import { sampleStandardDeviation } from "simple-statistics";
import { satisfies } from "../../plan/rule.ts";
import { type PassThrough, passThrough, type SaidAndDone } from "../../statistics/experiment/passThrough.ts";
import { type Context, pairsOf } from "../context.ts";
import type { TreatedPeople } from "./treatedPeople.ts";

/** Δdo/Δsay between two levels. `points`: share who did it per share who said yes; `sd`: both in standard deviations. */
export type PassedThrough = PassThrough & {
  readonly treatment: string;
  readonly level: string;
  readonly reference: string;
  readonly say: string;
  readonly does: string;
  readonly unit: "points" | "sd";
  /** People at the level and at the reference. */
  readonly n: readonly [number, number];
  readonly sentence: string;
};

/** For the first stated measure with a yes-rule, and for each two levels of each treatment: of people with both say and do
 *  known, what a difference in saying came with. It is no path "through" saying: the treatment may have changed both. */
export function passedThrough(people: TreatedPeople, { primary, outcome }: Context): readonly PassedThrough[] {
  const said = primary.stated;
  const say = people.responses.find(({ column, role }) => role === "say" && column === said?.column)?.values;
  const does = people.responses.find(({ role }) => role === "do")?.values;
  if (!said || say === undefined || does === undefined) return [];
  const rule = said.rules[0]?.rule;
  const both = say.flatMap((value, at) => (value === null || does[at] === null ? [] : [at]));
  const sds = [say, does].map((values) => spreadOf(both.map((at) => values[at]!)));
  const units = [
    ...(rule === undefined || outcome.kind !== "binary"
      ? []
      : [
          {
            unit: "points",
            of: (at: number) => ({ say: satisfies(rule, say[at]!) ? 1 : 0, does: does[at]! }),
          } as const,
        ]),
    ...(sds.some((sd) => !(sd > 0))
      ? []
      : [{ unit: "sd", of: (at: number) => ({ say: say[at]! / sds[0]!, does: does[at]! / sds[1]! }) } as const]),
  ];
  return people.treatments.flatMap(({ column, levels }) =>
    pairsOf(levels).flatMap(([reference, level]) =>
      units.flatMap(({ unit, of }): readonly PassedThrough[] => {
        const at = (wanted: string): readonly SaidAndDone[] =>
          both.filter((person) => people.levels[column]?.[person] === wanted).map(of);
        const [treated, control] = [at(level), at(reference)];
        const found = passThrough(treated, control);
        if (found === null) return [];
        const names = { treatment: column, level, reference, say: said.column, does: outcome.column, unit };
        return [{ ...names, n: [treated.length, control.length], ...found, sentence: sentenceOf(found, unit) }];
      }),
    ),
  );
}

function spreadOf(values: readonly number[]): number {
  return values.length < 2 ? 0 : sampleStandardDeviation([...values]);
}

function sentenceOf({ ratio, limits, kind }: PassThrough, unit: PassedThrough["unit"]): string {
  if (ratio === null || limits === null || kind !== "interval")
    return "The treatment did not move what people say enough to divide by.";
  const [low, high] = limits.map((limit) => limit.toFixed(2));
  return unit === "points"
    ? `For each 100 more people who say yes, ${(100 * ratio).toFixed(0)} more do it (95 % interval ${(100 * limits[0]).toFixed(0)} to ${(100 * limits[1]).toFixed(0)}).`
    : `Doing moved ${ratio.toFixed(2)} standard deviations for each one of saying (95 % interval ${low} to ${high}).`;
}
