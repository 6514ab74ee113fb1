import type { JsPsych } from "jspsych";
import { z } from "zod";
import type { Measure } from "../contract/measure.ts";
import type { SimulatedPerson } from "../contract/simulatedPerson.ts";
import type { ShownProduct, TimelineOptions } from "../contract/timeline.ts";
import { randomStream } from "../random/randomStream.ts";

/** What an experiment says to get a measure's timeline; everything may be left out that the measure can do without. */
export type StandaloneOptions<Parameters> = {
  /** What differs from the preset: the parameters of the measure's README. */
  readonly parameters?: Parameters;
  /** The product judged, in a timed task the focal one: its name, or id, name and picture. */
  readonly product?: string | ShownProduct;
  /** All products; the first other one is what a timed task compares with. */
  readonly products?: readonly (string | ShownProduct)[];
  /** A language tag; `en`, `nl` and `de` come with every measure. */
  readonly language?: string;
  /** Levels of the measure's counterbalancing factors; drawn from the seed where left out. */
  readonly assignment?: Readonly<Record<string, string>>;
  /** Seeds every order; drawn by jsPsych (so that `setSeed` rules it) where left out. */
  readonly seed?: number;
  /** Tells two occurrences of one measure apart; the measure's name where left out. */
  readonly instance?: string;
  /** The first block to play, where the ones before it were played already. */
  readonly fromBlock?: number;
  /** Who answers in `jsPsych.simulate`. */
  readonly person?: SimulatedPerson;
  /** The person's own link, which a measure of referrals shows; null for none. */
  readonly link?: () => Promise<string | null>;
};

/** The stream of a seed that draws the levels left out; the measures themselves use stream 0. */
const ASSIGNMENT_STREAM = 1;

/** Completes the options: parameters with their defaults, levels drawn from the seed. The refresh rate is null until it
 *  is measured. Throws RangeError for a parameter, a factor or a level that the measure does not have. */
export function completeOptions<M extends Measure>(
  { measure, jsPsych }: { readonly measure: M; readonly jsPsych: JsPsych },
  options: StandaloneOptions<z.input<M["parameters"]>>,
): TimelineOptions<z.output<M["parameters"]>> {
  const parameters = parsed(measure, options.parameters ?? {});
  const seed = options.seed ?? jsPsych.randomization.randomInt(0, 2 ** 32 - 1);
  const product = options.product === undefined ? undefined : shown(options.product);
  const { instance = measure.name, language = "en", fromBlock, person, link } = options;
  return {
    parameters,
    instance,
    ...(product === undefined ? {} : { product }),
    products: allProducts(product, options.products ?? []),
    language,
    assignment: assigned(measure, { parameters, seed, given: options.assignment ?? {} }),
    seed,
    position: { index: 0, of: 1 },
    refreshRateHz: null,
    ...(fromBlock === undefined ? {} : { fromBlock }),
    ...(person === undefined ? {} : { person }),
    ...(link === undefined ? {} : { link }),
  };
}

function parsed<M extends Measure>(measure: M, parameters: unknown): z.output<M["parameters"]> {
  const result = measure.parameters.strict().safeParse(parameters);
  if (!result.success) throw new RangeError(`${measure.name}: ${z.prettifyError(result.error)}`);
  // `strict` widens the schema's type, not what it returns.
  return result.data as z.output<M["parameters"]>;
}

function shown(product: string | ShownProduct): ShownProduct {
  return typeof product === "string" ? { id: product, name: product } : product;
}

function allProducts(
  product: ShownProduct | undefined,
  others: readonly (string | ShownProduct)[],
): readonly ShownProduct[] {
  const rest = others.map(shown).filter(({ id }) => id !== product?.id);
  return product === undefined ? rest : [product, ...rest];
}

type Drawing = {
  readonly parameters: z.output<z.ZodObject>;
  readonly seed: number;
  readonly given: Readonly<Record<string, string>>;
};

function assigned(measure: Measure, { parameters, seed, given }: Drawing): Readonly<Record<string, string>> {
  const random = randomStream(seed, ASSIGNMENT_STREAM);
  const factors = measure.factors(parameters);
  for (const [factor, level] of Object.entries(given)) {
    if (!Object.hasOwn(factors, factor) || !factors[factor]?.includes(level))
      throw new RangeError(`${measure.name} has no level "${level}" of "${factor}": ${JSON.stringify(factors)}`);
  }
  return Object.fromEntries(
    Object.entries(factors).map(([factor, levels]) => {
      const drawn = levels[random.below(levels.length)] ?? levels[0];
      return [factor, given[factor] ?? drawn];
    }),
  );
}
