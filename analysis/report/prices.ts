import { z } from "zod";
import { asRecord } from "./cells.ts";
import { productName } from "./names.ts";
import type { ReportData } from "./readReport.ts";

const Price = z.looseObject({ price: z.number() }).nullable();
const Meter = z.looseObject({
  n: z.number(),
  invalid: z.number(),
  curves: z.array(
    z.looseObject({
      price: z.number(),
      too_cheap: z.number(),
      cheap: z.number(),
      expensive: z.number(),
      too_expensive: z.number(),
    }),
  ),
  pmc: Price,
  pme: Price,
  idp: Price,
  opp: Price,
});
const Trial = z.looseObject({
  n: z.number(),
  price_optimal_trial: z.number().nullable(),
  price_optimal_revenue: z.number().nullable(),
});
const Demand = z.looseObject({
  n: z.number(),
  curve: z.array(
    z.looseObject({
      price: z.number(),
      buyers: z.number(),
      demand: z.number(),
      wilson95: z.tuple([z.number(), z.number()]),
      revenue: z.number(),
    }),
  ),
  optimal_price: z.number().nullable(),
  violations: z.number(),
});
export type Meter = z.infer<typeof Meter>;
export type Demand = z.infer<typeof Demand>;

/** What people said of the prices of one product. */
export type ProductPrices = {
  readonly id: string;
  readonly name: string;
  readonly meter: Meter | null;
  readonly trial: z.infer<typeof Trial> | null;
  readonly demand: Demand | null;
};

const EVERYBODY = "all";

/** The price questions of a study by product; empty where none were asked. */
export function pricesOf(data: ReportData): readonly ProductPrices[] {
  return Object.entries(asRecord(data.found.prices)).flatMap(([id, given]) => {
    const { van_westendorp, newton_miller_smith, gabor_granger } = asRecord(given);
    const meter = Meter.safeParse(van_westendorp).data ?? null;
    const trial = Trial.safeParse(newton_miller_smith).data ?? null;
    const demand = Demand.safeParse(gabor_granger).data ?? null;
    if (meter === null && trial === null && demand === null) return [];
    return [{ id, name: id === EVERYBODY ? "" : productName(data, id), meter, trial, demand }];
  });
}
