import { type Drawn, type Lottery, Nonce, type Stakes } from "../../experiments/contract/draw.ts";
import { instanceSeed } from "../../experiments/random/seedFor.ts";
import type { PaidInstance } from "../../experiments/studyFile/paidInstances.ts";
import { belowOf, commitmentOf } from "./chance.ts";

export type DrawRequest = {
  readonly sessionId: string;
  readonly secret: string;
  readonly paid: PaidInstance;
  readonly stakes: Stakes;
  /** The session's. */
  readonly seed: number;
  readonly products: readonly string[];
  /** The stored bodies of the instance, in the order of their numbers. */
  readonly bodies: readonly Readonly<Record<string, unknown>>[];
};

/** What a draw decides, but for the claim code; "incomplete" while a choice or the browser's nonce is not stored. Winners
 *  of hypothetical stakes keep the whole endowment. */
export function settleDraw(request: DrawRequest): Omit<Drawn, "claimCode"> | "incomplete" {
  const { sessionId, secret, paid, stakes, bodies, products } = request;
  const { instance, parameters, lottery } = paid;
  const nonce = bodies.map((body) => Nonce.safeParse(body["nonce"])).find(({ success }) => success)?.data;
  if (nonce === undefined) return "incomplete";
  const below = belowOf({ sessionId, instance, secret, nonce });
  const wins = below(lottery.oneIn, "wins") === 0;
  const seed = instanceSeed(request.seed, paid);
  const settled = paid.rules.settle({
    ...{ bodies, parameters, products, seed, below },
    productOfInstance: paid.product,
  });
  if (settled === "incomplete") return "incomplete";
  const bought = wins && stakes === "real" && settled.takes.length > 0;
  return {
    instance,
    commitment: commitmentOf({ sessionId, instance, secret }),
    secret,
    nonce,
    stakes,
    oneIn: lottery.oneIn,
    endowment: lottery.endowment,
    wins,
    counted: settled.counted,
    priceDrawn: settled.priceDrawn === null ? null : settled.priceDrawn / 100,
    prices: settled.prices && {
      from: settled.prices.from / 100,
      to: settled.prices.to / 100,
      step: settled.prices.step / 100,
    },
    bought,
    gets: bought ? [...settled.takes] : [],
    ...paid100(lottery, { wins, price: bought ? settled.price : 0 }),
  };
}

/** Nobody pays beyond the endowment: what would cost more is refused by `check`, and capped here all the same. */
function paid100({ endowment }: Lottery, { wins, price }: { readonly wins: boolean; readonly price: number }) {
  const whole = Math.round(endowment.amount * 100);
  const pays = Math.min(price, whole);
  return { pays: pays / 100, bonus: wins ? (whole - pays) / 100 : 0 };
}
