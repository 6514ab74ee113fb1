import type { Stakes } from "../../contract/draw.ts";
import type { SimulatedPerson } from "../../contract/simulatedPerson.ts";
import type { ShopItem } from "../../measures/behavioural/shop/items.ts";
import { payPriceOf } from "../../measures/behavioural/shop/prices.ts";
import { simulatedLookMs, simulatedTake } from "../../measures/behavioural/simulatedChoices.ts";
import { simulatedObservation } from "../clock/simulatedTiming.ts";
import { type ShopDid, type ShopObserved, ShopVisit } from "./shopVisit.ts";

type Simulating = {
  readonly items: readonly ShopItem[];
  readonly limit: number | null;
  readonly perPage: number;
  readonly stakes: Stakes;
  readonly focal: string | undefined;
};

/** Shelves a simulated shopper goes to, and products they compare on one. */
const SHELVES = 6;
const COMPARED = 8;

/** The visit of a simulated person: shelf after shelf one product is taken, or none, by logit of disposition and price; of
 *  what is liked sometimes two; then the checkout. */
export function simulatedVisit(person: SimulatedPerson, simulating: Simulating): readonly ShopObserved[] {
  const events: ShopObserved[] = [];
  let atMs = 0;
  const note = (did: ShopDid) => {
    const latencyMs = simulatedLookMs(person, null);
    atMs += latencyMs;
    events.push({ ...did, atMs, observed: simulatedObservation(person, { latencyMs, trialMs: latencyMs }) });
  };
  const visit = new ShopVisit(simulating, null, note);
  visit.tell("open");
  for (const category of shelvesMet(simulating)) {
    visit.choose(category);
    const chosen = takenFrom(person, { ...simulating, category });
    if (chosen === undefined) continue;
    visit.tell("look", { item: chosen });
    visit.tell("close", { item: chosen, dwellMs: simulatedLookMs(person, null) });
    if (visit.add(chosen) && person.random() < 0.3) visit.set(chosen, 2);
  }
  visit.tell("basket");
  visit.tell("confirm");
  return events;
}

function shelvesMet({ items, focal }: Simulating): readonly string[] {
  const shelves = [...new Set(items.map(({ category }) => category))];
  const first = items.find(({ id }) => id === focal)?.category;
  return [...(first === undefined ? [] : [first]), ...shelves.filter((shelf) => shelf !== first)].slice(0, SHELVES);
}

function takenFrom(
  person: SimulatedPerson,
  { items, focal, stakes, category }: Simulating & { readonly category: string },
): ShopItem | undefined {
  const shelf = items.filter((item) => item.category === category);
  const compared = [
    ...shelf.filter(({ id }) => id === focal),
    ...shelf.filter(({ id }) => id !== focal).slice(0, COMPARED - 1),
  ];
  const offers = compared.map((item) => ({ product: item.id, price: payPriceOf(item) / 100 }));
  const mean = offers.reduce((sum, { price }) => sum + price, 0) / Math.max(1, offers.length);
  const taken = simulatedTake(person, {
    ...{ offers, focal, stakes, none: true, pressure: "none" },
    typical: 1.1 * mean,
  });
  return shelf.find(({ id }) => id === taken);
}
