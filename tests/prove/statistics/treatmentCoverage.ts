import { contrastOf } from "../../../analysis/statistics/experiment/contrast.ts";
import { passThrough } from "../../../analysis/statistics/experiment/passThrough.ts";
import { holm } from "../../../analysis/statistics/shares/multiplicity.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import type { Proof } from "../proof.ts";
import { covers, isWithin, rateOf, shareOf } from "./chance.ts";

const PEOPLE = 600;
const designs = [
  { name: "weak", say: 0.1, does: 0.4 },
  { name: "strong", say: 0.5, does: 0.5 },
] as const;
const NO_EFFECT = { say: 0, does: 0 };
const BAND = [0.93, 0.97] as const;
const FALSE_ALARMS = [0, 0.05] as const;
/** People who stand for the population when its truth is computed. */
const POPULATION = 400_000;

/** The interval of an effect, and of doing per saying. */
export const treatmentCoverage: Proof = {
  id: "S12",
  promise:
    "The interval of a treatment's effect on doing, and of doing per saying, holds the true one in 93–97 % of studies; no effect is called one in at most 5 %.",
  run({ seed, scale }) {
    const studies = scale === "short" ? 200 : 4000;
    const found = designs.map((design, at) => {
      const truth = truthOf(design, seed);
      const draw = (run: number) => drawArms(design, { n: PEOPLE, seed, stream: 1 + at * studies + run });
      const effect = rateOf(studies, (run) => covers(effectOf(draw(run))?.ci95 ?? [null, null], truth.does));
      const ratio = rateOf(studies, (run) => holds(draw(run), truth.does / truth.say));
      return { name: design.name, effect, ratio };
    });
    const alarms = rateOf(studies, (run) => {
      const arms = drawArms(NO_EFFECT, { n: PEOPLE, seed, stream: 1 + designs.length * studies + run });
      const p = [effectOf(arms, "say"), effectOf(arms, "does")].map((found) => found?.p ?? 1);
      return holm(p).some((adjusted) => adjusted < 0.05);
    });
    const isMet =
      found.every(({ effect, ratio }) => isWithin(effect, BAND, scale) && isWithin(ratio, BAND, scale)) &&
      isWithin(alarms, FALSE_ALARMS, scale);
    return Promise.resolve({
      isMet,
      figures: {
        studies,
        people: PEOPLE,
        ...Object.fromEntries(found.map(({ name, effect }) => [`coverageOfEffect_${name}`, shareOf(effect)])),
        ...Object.fromEntries(found.map(({ name, ratio }) => [`coverageOfRatio_${name}`, shareOf(ratio)])),
        falseEffects: shareOf(alarms),
      },
    });
  },
};

type Effect = { readonly say: number; readonly does: number };
type Arms = ReturnType<typeof drawArms>;

/** Two arms of people whose answer and buying share an attitude. */
function drawArms({ say, does }: Effect, draw: { readonly n: number; readonly seed: number; readonly stream: number }) {
  const { normal, uniform } = randomStream(draw.seed, draw.stream);
  const arm = (treated: number) =>
    Array.from({ length: draw.n / 2 }, () => {
      const z = normal();
      const answer = Math.round(3 + 0.9 * z + say * treated + 0.6 * normal());
      const buys = uniform() < 1 / (1 + Math.exp(1 - 0.8 * z - does * treated));
      return { say: Math.min(5, Math.max(1, answer)), does: buys ? 1 : 0 };
    });
  return { treated: arm(1), control: arm(0) };
}

function truthOf(design: Effect, seed: number) {
  const { treated, control } = drawArms(design, { n: POPULATION, seed, stream: 0 });
  const mean = (people: Arms["treated"], of: keyof Effect) =>
    people.reduce((sum, one) => sum + one[of], 0) / people.length;
  return { say: mean(treated, "say") - mean(control, "say"), does: mean(treated, "does") - mean(control, "does") };
}

function effectOf({ treated, control }: Arms, of: keyof Effect = "does") {
  return contrastOf([
    { values: treated.map((one) => one[of]), weight: 1 },
    { values: control.map((one) => one[of]), weight: -1 },
  ]);
}

/** Whether a ratio is in the set that the data do not contradict. */
function holds({ treated, control }: Arms, ratio: number): boolean {
  const found = passThrough(treated, control);
  if (found === null || found.limits === null) return found?.kind === "everything";
  const [low, high] = found.limits;
  return found.kind === "interval" ? low <= ratio && ratio <= high : ratio <= low || ratio >= high;
}
