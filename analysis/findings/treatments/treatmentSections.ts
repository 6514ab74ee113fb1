import { type Contrast, contrastOf } from "../../statistics/experiment/contrast.ts";
import { type SampleRatio, sampleRatio } from "../../statistics/experiment/sampleRatio.ts";
import { holm } from "../../statistics/shares/multiplicity.ts";
import { type Context, pairsOf } from "../context.ts";
import { type PassedThrough, passedThrough } from "./passedThrough.ts";
import { type Response, type TreatedPeople, type Treatment, treatedPeople } from "./treatedPeople.ts";

/** People by level at three points: as assigned, as shown the treatment, as analysed. */
type Ratio = SampleRatio & {
  readonly point: "assigned" | "exposed" | "analysed";
  readonly is_even: boolean;
  readonly sentence: string;
};

/** A difference between levels, in the response's own unit, among everyone who was randomised and whose response is known. */
export type Effect = {
  readonly role: Response["role"];
  readonly response: string;
  /** `film − plain`, or for a pair of treatments the difference of such differences. */
  readonly name: string;
  readonly treatments: readonly string[];
  readonly n: readonly number[];
  readonly p_holm: number;
} & Contrast;

export type TreatmentSections = {
  readonly treatments?: {
    readonly sample_ratio: Readonly<Record<string, readonly Ratio[]>>;
    readonly effects: readonly Effect[];
    readonly pass_through: readonly PassedThrough[];
    /** False where rows are weighted: nothing in this section is. */
    readonly weighted: false;
  };
};

// Below this a split is taken for lost people, not for chance (Fabijan et al. 2019; behaviour.md, §6).
const ALARM = 0.001;

/** `treatments`, where the plan names some: whether their levels are even at three points, what each changed of what people
 *  say, feel and do, and how much of a change in saying came with a change in doing. */
export function treatmentSections(context: Context): TreatmentSections {
  if (context.plan.treatments === undefined) return {};
  if (context.plan.weight !== undefined) context.warn("treatments: the differences between treatments are unweighted.");
  const people = treatedPeople(context);
  return {
    treatments: {
      sample_ratio: Object.fromEntries(people.treatments.map((one) => [one.column, ratiosOf(people, one, context)])),
      effects: withHolm(people.responses.flatMap((response) => effectsOn(people, response))),
      pass_through: passedThrough(people, context),
      weighted: false,
    },
  };
}

function ratiosOf(people: TreatedPeople, treatment: Treatment, { warn }: Context): readonly Ratio[] {
  const points = [
    ["assigned", () => true],
    ...(treatment.seen === null
      ? []
      : [["exposed", (at: number) => people.seen[treatment.column]?.[at] === true] as const]),
    ["analysed", (at: number) => people.isAnalysed[at] === true],
  ] as const;
  return points.flatMap(([point, isCounted]) => {
    const levels = people.levels[treatment.column] ?? [];
    const counts = treatment.levels.map(
      (level) => [level, levels.filter((one, at) => one === level && isCounted(at)).length] as const,
    );
    const found = sampleRatio(new Map(counts));
    if (found === null) return [];
    const is_even = found.p >= ALARM;
    const sentence = ratioSentence(treatment.column, point, is_even);
    if (!is_even) warn(sentence);
    return [{ point, is_even, sentence, ...found }];
  });
}

/** A treatment as a reader knows it: the study's own name for it, without what makes a column of it. */
export function treatmentName(column: string): string {
  return `Treatment ${column.replace(/^treatment_/, "").replaceAll("_", " ")}`;
}

function ratioSentence(column: string, point: Ratio["point"], isEven: boolean): string {
  const treatment = treatmentName(column);
  if (isEven) return `${treatment}: the levels are as even among the people ${point} as chance makes them.`;
  if (point === "assigned")
    return `${treatment}: people were not assigned evenly; find the fault before you read an effect.`;
  return `${treatment}: the levels lost different shares of people before they were ${point}, so the groups may differ by more than the treatment.`;
}

type Unadjusted = Omit<Effect, "p_holm">;

function effectsOn(people: TreatedPeople, response: Response): readonly Unadjusted[] {
  const mains = people.treatments.flatMap((one) =>
    pairsOf(one.levels).flatMap(([reference, level]) =>
      effectOf(response, {
        name: `${level} − ${reference}`,
        treatments: [one.column],
        groups: [
          { values: valuesOf(people, response, { [one.column]: level }), weight: 1 },
          { values: valuesOf(people, response, { [one.column]: reference }), weight: -1 },
        ],
      }),
    ),
  );
  const together = pairsOf(people.treatments).flatMap(([one, other]) => interactions(people, response, [one, other]));
  return [...mains, ...together];
}

/** How much a level's difference from the first is another at another treatment's level than at its first. */
function interactions(
  people: TreatedPeople,
  response: Response,
  [one, other]: readonly [Treatment, Treatment],
): readonly Unadjusted[] {
  const [[first = "", ...levels], [base = "", ...others]] = [one.levels, other.levels];
  return levels.flatMap((level) =>
    others.flatMap((at) => {
      const cell = (a: string, b: string, weight: number) => ({
        values: valuesOf(people, response, { [one.column]: a, [other.column]: b }),
        weight,
      });
      return effectOf(response, {
        name: `(${level} − ${first}) × (${at} − ${base})`,
        treatments: [one.column, other.column],
        groups: [cell(level, at, 1), cell(first, at, -1), cell(level, base, -1), cell(first, base, 1)],
      });
    }),
  );
}

function effectOf(
  { role, column }: Response,
  effect: Pick<Effect, "name" | "treatments"> & { readonly groups: Parameters<typeof contrastOf>[0] },
): readonly Unadjusted[] {
  const { name, treatments, groups } = effect;
  const found = contrastOf(groups);
  if (found === null) return [];
  return [{ role, response: column, name, treatments, n: groups.map(({ values }) => values.length), ...found }];
}

/** The known responses of the people at some levels. */
function valuesOf(
  people: TreatedPeople,
  { values }: Response,
  levels: Readonly<Record<string, string>>,
): readonly number[] {
  const wanted = Object.entries(levels);
  return values.flatMap((value, at) =>
    value !== null && wanted.every(([column, level]) => people.levels[column]?.[at] === level) ? [value] : [],
  );
}

/** All tests are one family: whoever looks at every effect finds one by chance no oftener than said. */
function withHolm(effects: readonly Unadjusted[]): readonly Effect[] {
  const adjusted = holm(effects.map(({ p }) => p));
  return effects.map((effect, at) => ({ ...effect, p_holm: adjusted[at]! }));
}
