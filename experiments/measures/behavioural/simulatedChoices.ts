import type { Stakes } from "../../contract/draw.ts";
import type { SimulatedPerson } from "../../contract/simulatedPerson.ts";

/** Log odds a unit of the disposition, and a unit of log price. */
const SLOPE = 1.2;
const PRICE_SLOPE = 4;

type Offered = {
  readonly offers: readonly { readonly product: string; readonly price: number }[];
  /** The product that a positive disposition speaks for. */
  readonly focal: string | undefined;
  /** A price at which a person without inclination takes or leaves a product alike. */
  readonly typical: number;
  readonly none: boolean;
  readonly stakes: Stakes;
  readonly pressure: "fast" | "none";
};

/** What a simulated person takes of what is offered: by logit of disposition and log price; where nothing is at stake,
 *  prices count as if they were lower by the person's hypothetical bias. Null = none. */
export function simulatedTake(person: SimulatedPerson, offered: Offered): string | null {
  const { offers, focal, none, typical } = offered;
  const options = none ? [...offers.map(({ product }) => product), null] : offers.map(({ product }) => product);
  if (person.manner === "bot") return options[0] ?? null;
  if (person.manner === "careless") return options[Math.floor(person.random() * options.length)] ?? null;
  const z = person.doZ(offered.pressure);
  const bias = offered.stakes === "hypothetical" ? person.hypotheticalBias : 1;
  const weights = offers.map(({ product, price }) =>
    Math.exp((product === focal ? SLOPE * z : 0) - PRICE_SLOPE * Math.log(price / (bias * typical))),
  );
  const all = none ? [...weights, 1] : weights;
  let left = person.random() * all.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of all.entries()) {
    left -= weight;
    if (left < 0) return options[index] ?? null;
  }
  return options.at(-1) ?? null;
}

const READING_MS = { careful: 3000, careless: 800, bot: 120 };
const SPREAD = 0.4;

/** How long a simulated person looks at a screen of choices, ms; at most what there is under time pressure. */
export function simulatedLookMs(person: SimulatedPerson, windowMs: number | null): number {
  const ms = person.manner === "bot" ? READING_MS.bot : READING_MS[person.manner] * Math.exp(SPREAD * person.normal());
  return windowMs === null ? ms : Math.min(ms, windowMs * 0.95);
}

type Priced = { readonly prices: { readonly from: number; readonly to: number }; readonly stakes: Stakes };
const BID_SPREAD = 0.35;

/** The most a simulated person says they would pay: log-normal about the middle of the prices, more where nothing is at
 *  stake. In hundredths. */
export function simulatedBid(person: SimulatedPerson, { prices, stakes }: Priced): number {
  const middle = (prices.from + prices.to) / 2;
  if (person.manner === "bot") return Math.round(middle * 100) / 100;
  if (person.manner === "careless") return Math.round(2 * middle * person.random() * 100) / 100;
  const bias = stakes === "hypothetical" ? person.hypotheticalBias : 1;
  return Math.round(100 * bias * middle * Math.exp(BID_SPREAD * person.doZ("none"))) / 100;
}
