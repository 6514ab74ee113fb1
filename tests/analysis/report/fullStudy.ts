import type { Cell, DataTable } from "../../../analysis/data/dataTable.ts";
import type { AnalysisPlanInput } from "../../../experiments/contract/plan.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { tableOf } from "../findings/tables.ts";

/** A study to compare: its table and the plan about it. */
export type Study = { readonly table: DataTable; readonly plan: AnalysisPlanInput };

type Person = Readonly<Record<string, Cell>>;
type Draw = ReturnType<typeof randomStream>;

const ANSWERS = 5;
const CHANCES = 10;

/** Simulated people of whom everything is known that any section of a comparison is about: three stated questions, an
 *  implicit score with its halves, prices, a weight, an order, missing answers and unseen outcomes. */
export function fullStudy(seed: number, n = 420): Study {
  const draw = randomStream(seed);
  const people = Array.from({ length: n }, (_, id) => personOf(draw, id));
  return { table: tableOfPeople(people), plan: FULL_PLAN };
}

/** The same people without anything missing, each asked about three products. */
export function fullProductStudy(seed: number, people = 170): Study {
  const draw = randomStream(seed);
  const rows = Array.from({ length: people }, (_, id) => {
    const person = draw.normal();
    return ["alfa", "beta", "gamma"].map((brand, at) => ({
      ...answersOf(draw, 0.6 * person + 0.3 * at - 0.4),
      id,
      brand,
    }));
  });
  return {
    table: tableOfPeople(rows.flat()),
    plan: {
      title: "Three products",
      outcome: "bought",
      outcome_class: "observed-purchase",
      participant: "id",
      product: "brand",
      stated: [{ column: "pi5", kind: "purchaseIntent" }],
      implicit: [{ column: "dscore", yes: ">0.2", halves: ["half_a", "half_b"] }],
      claims: [{ statement: "30 % of yes-sayers buy", measure: "pi5", reading: "ppv", value: 0.3 }],
      covariates: ["past"],
    },
  };
}

const FULL_PLAN: AnalysisPlanInput = {
  title: "Everything at once",
  participant: "id",
  outcomes: [
    { column: "bought", class: "observed-purchase", since: "session", time: "watched" },
    { column: "returned", class: "observed-purchase", since: "session" },
    { column: "visits", kind: "count" },
    { column: "spend", kind: "amount" },
  ],
  stated: [
    { column: "nps", kind: "likelihoodToRecommend", scale: [0, 10], minutes: 0.2 },
    { column: "pi5", kind: "purchaseIntent", scale: [1, 5], minutes: 0.2 },
    { column: "juster", kind: "purchaseProbability", scale: [0, 10] },
  ],
  implicit: [{ column: "dscore", yes: ">0.2", halves: ["half_a", "half_b"], minutes: 6 }],
  other: ["eeg"],
  primary: { stated: "pi5", implicit: "dscore" },
  covariates: ["past"],
  eligible: "aware",
  weight: "w",
  order: ["pairing"],
  stated_first: "asked_first",
  time_pressure: "hurried",
  scales: { liking: ["like_a", "like_b"] },
  describe: ["age"],
  bayes: {},
  imputations: 3,
  assumed_coverage: [1, 0.8],
  prices: {
    van_westendorp: { too_cheap: "vw1", cheap: "vw2", expensive: "vw3", too_expensive: "vw4", intents: ["vi1", "vi2"] },
    gabor_granger: [2, 3, 4].map((price) => ({ price, column: `gg${price}` })),
  },
  multiverse: { exclusions: { age: { column: "age", keep: ["all", ">=20"] } }, models: ["without-covariates"] },
  claims: [
    { statement: "30 % of yes-sayers buy", measure: "pi5", reading: "ppv", value: 0.3 },
    { statement: "The test finds 70 % of buyers", measure: "dscore", reading: "sensitivity", value: 0.7 },
    { statement: "The test is right for 70 %", measure: "dscore", reading: "accuracy", value: 0.7 },
    { statement: "The test ranks well", measure: "dscore", reading: "auc", value: 0.7 },
    { statement: "10 % of promoters buy", measure: "nps", reading: "ppv", value: 0.1 },
  ],
};

function personOf(draw: Draw, id: number): Person {
  const attitude = draw.normal();
  const person = answersOf(draw, attitude);
  const isSilent = draw.uniform() < 0.06;
  const isUnseen = draw.uniform() < 0.05;
  return {
    ...person,
    id,
    juster: isSilent ? null : (person.juster ?? null),
    bought: isUnseen ? null : (person.bought ?? null),
    ...pricesOf(draw),
  };
}

function answersOf(draw: Draw, attitude: number): Person {
  const association = 0.5 * attitude + 0.8 * draw.normal();
  const chance = 1 / (1 + Math.exp(-(-1.1 + attitude + 0.6 * association)));
  const bought = draw.uniform() < chance ? 1 : 0;
  const visits = bought === 0 ? draw.below(2) : draw.below(6);
  const noise = () => 0.35 * draw.normal();
  return {
    nps: scaled(attitude + draw.normal(), [0, CHANCES], 5.5),
    pi5: scaled((attitude + draw.normal()) / 2, [1, ANSWERS], 3),
    juster: scaled(attitude + draw.normal(), [0, CHANCES], 4),
    dscore: association,
    half_a: association + noise(),
    half_b: association + noise(),
    like_a: scaled(attitude + noise(), [1, 7], 4),
    like_b: scaled(attitude + noise(), [1, 7], 4),
    eeg: 0.3 * attitude + draw.normal(),
    past: draw.uniform() < 0.4 ? 1 : 0,
    age: 16 + draw.below(60),
    aware: draw.uniform() < 0.75 ? 1 : 0,
    w: 0.5 + draw.uniform(),
    pairing: draw.below(2),
    asked_first: draw.below(2),
    hurried: draw.below(2),
    bought,
    watched: bought === 1 ? 5 + 7 * visits : 60,
    returned: draw.uniform() < 0.3 * chance ? 1 : 0,
    visits,
    spend: visits === 0 ? 0 : visits * (2 + 3 * draw.uniform()),
  };
}

function pricesOf(draw: Draw): Person {
  const [a, b] = [1 + draw.below(3), 1 + draw.below(2)];
  const limit = 1.5 + 3 * draw.uniform();
  return {
    vw1: a,
    vw2: a + b,
    vw3: a + b + 1 + draw.below(2),
    vw4: a + b + 3 + draw.below(2),
    vi1: 1 + draw.below(5),
    vi2: 1 + draw.below(5),
    gg2: limit >= 2 ? 1 : 0,
    gg3: limit >= 3 ? 1 : 0,
    gg4: limit >= 4 ? 1 : 0,
  };
}

function scaled(value: number, [low, high]: readonly [number, number], middle: number): number {
  return Math.min(high, Math.max(low, Math.round(middle + value * ((high - low) / 4))));
}

function tableOfPeople(people: readonly Person[]): DataTable {
  const names = Object.keys(people[0] ?? {});
  return tableOf(Object.fromEntries(names.map((name) => [name, people.map((person) => person[name] ?? null)])));
}
