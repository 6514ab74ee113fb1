import { claimsSection } from "../../../analysis/findings/claims/judgedClaims.ts";
import { contextsOf } from "../../../analysis/findings/compareMeasures.ts";
import { AnalysisPlan } from "../../../experiments/contract/plan.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { tableOf } from "../../analysis/findings/tables.ts";
import type { Proof, Scale } from "../proof.ts";
import { isWithin, rateOf, shareOf } from "./chance.ts";

/** Who is asked: half say yes, and as many of them buy as of everybody. */
type Design = { readonly people: number; readonly rows: number; readonly level: number; readonly weighted: boolean };

const one = { rows: 1, weighted: false } as const;
const designs: Readonly<Record<string, Design>> = {
  "n 40, 30 % buy": { ...one, people: 40, level: 0.3 },
  "n 100, 30 % buy": { ...one, people: 100, level: 0.3 },
  "n 400, 3 % buy": { ...one, people: 400, level: 0.03 },
  "n 100, 10 % buy, weights": { ...one, people: 100, level: 0.1, weighted: true },
  "n 400, 3 % buy, weights": { ...one, people: 400, level: 0.03, weighted: true },
  "n 400, 30 % buy, weights": { ...one, people: 400, level: 0.3, weighted: true },
  "30 people with 4 rows": { ...one, people: 30, level: 0.3, rows: 4 },
  "100 people with 4 rows": { ...one, people: 100, level: 0.1, rows: 4 },
};

const studiesOf: Readonly<Record<Scale, number>> = { short: 60, full: 4_000 };
/** SD of weights on the logarithmic scale: the largest of a hundred is some twelve times the smallest of the middle. */
const WEIGHT_SPREAD = 0.8;
/** Of those with several rows, one part in two follows the person. */
const ALIKE = 0.5;

/** How often a true claim about yes-sayers is called contradicted. */
export const claimAlarms: Proof = {
  id: "S13",
  promise: "A true claim about those who say yes is called contradicted in at most 6 % of studies.",
  run({ seed, scale }) {
    const studies = studiesOf[scale];
    const found = Object.entries(designs).map(([name, design]) => ({
      name,
      rate: rateOf(studies, (run) => isContradicted(design, { seed, run })),
    }));
    return Promise.resolve({
      isMet: found.every(({ rate }) => isWithin(rate, [0, 0.06], scale)),
      figures: { studies, ...Object.fromEntries(found.map(({ name, rate }) => [name, shareOf(rate)])) },
    });
  },
};

function isContradicted(design: Design, at: { readonly seed: number; readonly run: number }): boolean {
  const plan = AnalysisPlan.parse({
    simulated: true,
    outcome: "bought",
    outcome_class: "observed-purchase",
    stated: [{ column: "stated", yes: ">0" }],
    implicit: ["score"],
    claims: [{ statement: "as many as everybody", measure: "stated", reading: "ppv", value: design.level }],
    ...(design.rows > 1 ? { participant: "person" } : {}),
    ...(design.weighted ? { weight: "w" } : {}),
  });
  const [context] = contextsOf(draw(design, randomStream(at.seed, at.run)), plan, () => undefined);
  return context !== undefined && claimsSection(context)[0]?.verdict === "contradicted";
}

function draw({ people, rows, level, weighted }: Design, random: ReturnType<typeof randomStream>) {
  const all = Array.from({ length: people }, (_, person) => {
    const weight = weighted ? Math.exp(WEIGHT_SPREAD * random.normal()) : 1;
    const own = random.uniform() < level ? 1 : 0;
    return Array.from({ length: rows }, () => {
      const isOwn = rows > 1 && random.uniform() < ALIKE;
      const bought = isOwn ? own : random.uniform() < level ? 1 : 0;
      return { person, weight, bought, stated: random.normal(), score: random.normal() };
    });
  }).flat();
  return tableOf({
    person: all.map(({ person }) => person),
    w: all.map(({ weight }) => weight),
    stated: all.map(({ stated }) => stated),
    score: all.map(({ score }) => score),
    bought: all.map(({ bought }) => bought),
  });
}
