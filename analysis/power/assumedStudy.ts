import type { SimulatedPerson } from "../../experiments/contract/simulatedPerson.ts";
import type { Truth } from "../../experiments/contract/truth.ts";
import { simulatedRating } from "../../experiments/measures/stated/simulatedAnswers.ts";
import { buyingProbability, interceptOf, latentPerson, measuredOnce } from "../../experiments/random/latentPerson.ts";
import type { Random } from "../../experiments/random/randomStream.ts";
import type { ComparedMeasure } from "../plan/measure.ts";
import type { Columns } from "../statistics/models/logistic/design.ts";

/** A study as it might turn out: a column a measure, and 1 for whom a purchase is seen. */
export type AssumedStudy = { readonly columns: Columns; readonly bought: Float64Array };

/** Draws a study of `n` people. */
export type DrawStudy = (n: number, random: Random) => AssumedStudy;

/** Standard deviation of an implicit score, as of the simulated participants' D; only rules on it depend on this. */
const IMPLICIT_SD = 0.4;
const SCALES: Readonly<Record<string, readonly [number, number]>> = {
  likelihoodToRecommend: [0, 10],
  purchaseProbability: [0, 10],
};
const OTHER_SCALE = [1, 7] as const;

/** How studies of these measures turn out when the truth holds. Stated answers are rounded to the measure's scale as the
 *  simulated participants' are; careless people and bots answer without regard to either attitude; a purchase that the
 *  source does not see counts as none. */
export function studiesOf(measures: readonly ComparedMeasure[], truth: Truth): DrawStudy {
  const intercept = interceptOf(truth);
  return (n, random) => {
    const columns = Object.fromEntries(measures.map(({ column }) => [column, new Float64Array(n)]));
    const bought = new Float64Array(n);
    for (let i = 0; i < n; i += 1) {
      const latent = latentPerson(truth, random);
      const buys = random.uniform() < buyingProbability(truth, latent, intercept);
      bought[i] = buys && random.uniform() < truth.seen ? 1 : 0;
      const person = personOf(truth, { latent, random });
      for (const measure of measures) columns[measure.column]![i] = scoreOf(measure, person);
    }
    return { columns, bought };
  };
}

type Latent = { readonly latent: ReturnType<typeof latentPerson>; readonly random: Random };

function personOf({ careless, bots, reliability }: Truth, { latent, random }: Latent): SimulatedPerson {
  const draw = random.uniform();
  const manner = draw < bots ? "bot" : draw < bots + careless ? "careless" : "careful";
  return {
    random: random.uniform,
    normal: random.normal,
    statedZ: () => measuredOnce(latent.stated, reliability.stated, random),
    implicitZ: manner === "careful" ? measuredOnce(latent.implicit, reliability.implicit, random) : random.normal(),
    // Paid choices are not assumed: a plan is about what is said and felt.
    doZ: random.normal,
    hypotheticalBias: 1,
    medianLatencyMs: 0,
    manner,
  };
}

function scoreOf({ role, scale, kind }: ComparedMeasure, person: SimulatedPerson): number {
  if (role === "implicit") return IMPLICIT_SD * person.implicitZ;
  const [lowest, highest] = scale ?? SCALES[kind ?? ""] ?? OTHER_SCALE;
  return simulatedRating(person, { lowest, highest });
}
