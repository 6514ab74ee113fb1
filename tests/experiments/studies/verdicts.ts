import { chainPaths, mediation } from "../../../analysis/statistics/chains/mediation.ts";
import { contrastOf } from "../../../analysis/statistics/experiment/contrast.ts";
import { fitLinear, linearEntry } from "../../../analysis/statistics/models/linear/linearRegression.ts";
import { designOf } from "../../../analysis/statistics/models/logistic/design.ts";
import { fitLogistic } from "../../../analysis/statistics/models/logistic/fitLogistic.ts";
import { likelihoodRatioTest } from "../../../analysis/statistics/models/logistic/nestedTests.ts";
import { hypotheticalRatio } from "../../../analysis/statistics/prices/hypotheticalRatio.ts";
import { proportion } from "../../../analysis/statistics/shares/proportion.ts";
import { Truth } from "../../../experiments/contract/truth.ts";
import { simulatedBid, simulatedTake } from "../../../experiments/measures/behavioural/simulatedChoices.ts";
import { simulatedPosition, simulatedRating } from "../../../experiments/measures/stated/simulatedAnswers.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { type DrawnPerson, drawPeople } from "../../../experiments/simulation/drawPeople.ts";

/** A study of an expectation, simulated once. */
export type Tried = {
  readonly truth: unknown;
  readonly people: number;
  readonly branches?: number;
  readonly seed: number;
};

const peopleOf = ({ truth, people, seed }: Tried): readonly DrawnPerson[] =>
  drawPeople(Truth.parse(truth), people, seed);
const ELEVEN = { lowest: 0, highest: 10 };
const FIVE = { lowest: 1, highest: 5 };
const ones = (flags: readonly boolean[]): readonly number[] => flags.map((flag) => (flag ? 1 : 0));

type Columns = Readonly<Record<string, readonly number[]>>;

/** Whether the later columns add to the first ones by likelihood ratio, each with a positive slope. */
function adds(columns: Columns, added: readonly string[], outcome: readonly number[]): boolean {
  const names = Object.keys(columns);
  const base = names.filter((name) => !added.includes(name));
  const [small, large] = [base, names].map((some) => fitLogistic(designOf(columns, some, outcome.length), outcome));
  if (small?.kind !== "fitted" || large?.kind !== "fitted") return false;
  const slopes = added.map((name) => large.beta[large.design.names.indexOf(name)]!);
  return likelihoodRatioTest(small, large).p < 0.05 && slopes.every((slope) => slope > 0);
}

function coffee(tried: Tried): boolean {
  const all = peopleOf(tried);
  const columns = {
    recommend: all.map(({ person }) => simulatedRating(person, ELEVEN)),
    intent: all.map(({ person }) => simulatedRating(person, FIVE)),
    probability: all.map(({ person }) => simulatedRating(person, ELEVEN)),
    iat: all.map(({ person }) => person.implicitZ),
  };
  return adds(columns, ["iat"], ones(all.map(({ buys }) => buys)));
}

function streaming(tried: Tried): boolean {
  const all = peopleOf(tried);
  const columns = {
    recommend: all.map(({ person }) => simulatedRating(person, ELEVEN)),
    probability: all.map(({ person }) => simulatedRating(person, ELEVEN)),
    iat: all.map(({ person }) => person.implicitZ),
  };
  return adds(columns, ["probability", "iat"], ones(all.map(({ buys }) => buys)));
}

/** The claim is contradicted: the whole interval of the share who come back lies below it. */
function journey(tried: Tried): boolean {
  const yes = peopleOf(tried).filter(({ person }) => simulatedPosition(person, 6) >= 2);
  const back = yes.filter(({ buys }) => buys).length;
  const found = proportion(back, yes.length);
  return "wilson95" in found && found.wilson95[1] < 0.73;
}

function asking({ truth, people, seed }: Tried): boolean {
  const drawn = drawPeople(Truth.parse(truth), people, seed);
  const bought = (asked: 0 | 1) =>
    drawn.flatMap(({ index, buys, buysUnasked }) =>
      index % 2 === asked ? [(asked ? buys : buysUnasked) ? 1 : 0] : [],
    );
  const effect = contrastOf([
    { values: bought(1), weight: 1 },
    { values: bought(0), weight: -1 },
  ]);
  return effect !== null && effect.p < 0.05 && effect.estimate > 0;
}

/** The paid half and the other half name their prices; the ratio's interval lies above 1. */
function paid(tried: Tried): boolean {
  const prices = { from: 0.5, to: 6.4 };
  const all = peopleOf(tried);
  const bids = (stakes: "real" | "hypothetical", half: number) =>
    all.flatMap(({ index, person }) => (index % 2 === half ? [simulatedBid(person, { prices, stakes })] : []));
  const found = hypotheticalRatio({ real: bids("real", 0), hypothetical: bids("hypothetical", 1) });
  return found !== null && found.ci95[0] > 1;
}

/** Both errors are means over the same people, so their sizes are compared person by person. */
function juster(tried: Tried): boolean {
  const errors = peopleOf(tried).map(({ person, buys }) => {
    const step = simulatedRating(person, ELEVEN);
    const chance = step === 0 ? 0.01 : step === 10 ? 0.99 : step / 10;
    const did = buys ? 1 : 0;
    return { chance: chance - did, intent: (simulatedRating(person, FIVE) >= 4 ? 1 : 0) - did };
  });
  const signOf = (name: "chance" | "intent") => Math.sign(errors.reduce((sum, one) => sum + one[name], 0));
  const [chance, intent] = [signOf("chance"), signOf("intent")];
  const found = contrastOf([{ values: errors.map((one) => chance * one.chance - intent * one.intent), weight: 1 }]);
  return found !== null && found.ci95[1] < 0;
}

const OFFERS = [2.49, 2.99, 3.49];

/** The share of choices of the focal product, on the association, the pressure and their product. */
function fast(tried: Tried): boolean {
  const all = peopleOf(tried);
  const hurried = all.map(({ index }) => index % 2);
  const shares = all.map(({ person }, at) => {
    const taken = Array.from({ length: 12 }, () => {
      const price = () => OFFERS[Math.floor(person.random() * OFFERS.length)]!;
      const offers = [
        { product: "velmora", price: price() },
        { product: "quenby", price: price() },
      ];
      const pressure = hurried[at] === 1 ? "fast" : "none";
      return simulatedTake(person, { offers, focal: "velmora", typical: 2.99, none: true, stakes: "real", pressure });
    });
    return taken.filter((product) => product === "velmora").length / taken.length;
  });
  const iat = all.map(({ person }) => person.implicitZ);
  const columns = { iat, hurried, both: iat.map((z, at) => z * hurried[at]!) };
  const fit = fitLinear(designOf(columns, Object.keys(columns), all.length), shares);
  if (fit.kind === "notFitted") return false;
  const both = linearEntry(fit).coefficients["both"]!;
  return both.estimate - 1.96 * (both.se_hc3 ?? Number.POSITIVE_INFINITY) > 0;
}

/** Means of a branch's ten employees and of its customers; both links must hold. */
function branches({ truth, people, branches: count = 0, seed }: Tried): boolean {
  const { engagementToExperience: a, experienceToRevenue: b } = Object(truth);
  const random = randomStream(seed, 1);
  const [employees, customers] = [10, people / count - 10];
  const mean = (of: number, n: number) => of + random.normal() / Math.sqrt(n);
  const units = Array.from({ length: count }, () => {
    const engagement = random.normal();
    const experience = a * engagement + Math.sqrt(1 - a * a) * random.normal();
    const value = b * experience + Math.sqrt(1 - b * b) * random.normal();
    return { eng: mean(engagement, employees), cx: mean(experience, customers), val: mean(value, customers) };
  });
  const column = (name: "eng" | "cx" | "val") => units.map((unit) => unit[name]);
  const means = { eng: column("eng"), cx: column("cx"), val: column("val") };
  const paths = chainPaths(means);
  if ("reason" in paths) return false;
  const found = mediation(means, paths, []);
  return found.indirect > 0 && (found.joint_significance_p ?? 1) < 0.05;
}

/** Whether a simulated study of each ready study says what its expectation says. */
export const verdicts: Readonly<Record<string, (tried: Tried) => boolean>> = {
  "asking-changes-buying": asking,
  branches,
  "coffee-brands": coffee,
  "fast-choice": fast,
  "juster-or-intent": juster,
  "price-paid-or-not": paid,
  "service-journey": journey,
  "streaming-service": streaming,
};
