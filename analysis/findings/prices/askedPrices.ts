import { productName } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { Prices } from "./priceSections.ts";
import type { PriceFinding } from "./sections.ts";

export type Meter = NonNullable<Prices["van_westendorp"]>;
export type Demand = NonNullable<Prices["gabor_granger"]>;
export type Ratio = NonNullable<Prices["stakes"]>;

/** What people said of the prices of one product. */
export type ProductPrices = {
  readonly id: string;
  readonly name: string;
  readonly meter: Meter | null;
  readonly trial: NonNullable<Prices["newton_miller_smith"]> | null;
  readonly demand: Demand | null;
  readonly ratio: Ratio | null;
};

const EVERYBODY = "all";

/** The price questions of a study by product; empty where none were asked. */
export function pricesOf(data: ReportData<PriceFinding>): readonly ProductPrices[] {
  return Object.entries(data.found.prices ?? {}).flatMap(([id, found]) => {
    const asked = {
      meter: found.van_westendorp ?? null,
      trial: found.newton_miller_smith ?? null,
      demand: found.gabor_granger ?? null,
      ratio: found.stakes ?? null,
    };
    const isAsked = Object.values(asked).some((one) => one !== null);
    return isAsked ? [{ id, name: id === EVERYBODY ? "" : productName(data, id), ...asked }] : [];
  });
}
