import type { ExclusionReason, Measure, Score } from "../contract/measure.ts";
import type { OwnScore } from "../contract/ownScore.ts";
import type { TrialBody } from "../contract/trial.ts";
import { impliedProfile } from "./impliedProfile.ts";
import { productRows } from "./productRows.ts";
import { scoreOf } from "./scoreOf.ts";

/** Measures whose score says, of one product, whether it leans towards good or away from it, so that it can be told in
 *  a sentence. `limits`: absolute values from which a result is called slight, moderate and strong, where such limits
 *  are published (IAT: .15, .35, .65, the feedback of Project Implicit). */
const tellable: ReadonlyMap<string, { readonly limits: readonly [number, number, number] | null }> = new Map([
  ["iat", { limits: [0.15, 0.35, 0.65] }],
  ["briefIat", { limits: null }],
  ["singleCategoryIat", { limits: null }],
  ["goNoGoAssociation", { limits: null }],
  ["affectMisattribution", { limits: null }],
  ["evaluativePriming", { limits: null }],
  ["approachAvoidance", { limits: null }],
]);

/** The measures whose result can be told to its participant. */
export const tellableMeasures: readonly string[] = [...tellable.keys()];

/** One occurrence of a task in a study: `comparison` is null where there is no second product. */
export type Occurrence = Pick<OwnScore, "instance" | "product" | "comparison">;

/** What a participant may be told of one task, from their own trials, scored as `saydo score` does where nothing else
 *  is said. Data that cannot be scored, and scores that do not count, come back with the reason. Throws RangeError
 *  for a measure whose result cannot be told. */
export function ownScore(measure: Measure, occurrence: Occurrence, trials: readonly TrialBody[]): OwnScore {
  const told = tellable.get(measure.name);
  if (told === undefined) throw new RangeError(`a result of ${measure.name} is not told`);
  const { instance, product } = occurrence;
  const nothing = { ...occurrence, measure: measure.name, value: null, leaning: null, strength: null };
  const mine = trials.filter((trial) => trial.instance === instance && trial.product === product);
  if (mine.length > 0 && mine.every((trial) => "skipped" in trial)) return { ...nothing, noResult: "leftOut" };
  const [group] = productRows(measure, mine);
  if (group === undefined) return { ...nothing, noResult: "tooFew" };
  const { settings } = impliedProfile(measure, group.rows);
  const { value, excluded }: Score = scoreOf(measure, group.rows, measure.settings.parse(settings));
  if (value === null || excluded !== undefined) return { ...nothing, noResult: reasons[excluded ?? "no-trials"] };
  const strength = told.limits === null ? null : strengthOf(Math.abs(value), told.limits);
  return { ...nothing, value, strength, leaning: leaningOf(value, strength), noResult: null };
}

const reasons: Readonly<Record<ExclusionReason, NonNullable<OwnScore["noResult"]>>> = {
  "too-fast": "tooFast",
  "too-many-errors": "tooManyErrors",
  "missing-block": "tooFew",
  "zero-variance": "sameThroughout",
  "constant-response": "sameThroughout",
  "no-discrimination": "tooManyErrors",
  "no-trials": "tooFew",
  "too-few-trials": "tooFew",
  "no-correct-trials": "tooManyErrors",
  "off-scale": "tooFew",
  inconsistent: "tooFew",
  "not-answered": "tooFew",
};

function strengthOf(size: number, limits: readonly [number, number, number]): NonNullable<OwnScore["strength"]> {
  if (size < limits[0]) return "little";
  if (size < limits[1]) return "slight";
  return size < limits[2] ? "moderate" : "strong";
}

function leaningOf(value: number, strength: OwnScore["strength"]): NonNullable<OwnScore["leaning"]> {
  if (strength === "little" || value === 0) return "neither";
  return value > 0 ? "towards" : "away";
}
