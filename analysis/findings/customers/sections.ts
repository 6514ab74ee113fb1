import type { Optional, Told } from "../shown.ts";
import type { CustomerReport } from "./customerSections.ts";

type Worth = NonNullable<CustomerReport["expected_value"]>;
type Net = NonNullable<Worth["net"]>;

/** What may be shown of customers: how many are worth less than they cost may be withheld. */
export type CustomerFinding = Optional<{
  readonly customer_value: Omit<CustomerReport, "expected_value"> & {
    readonly expected_value: (Omit<Worth, "net"> & { readonly net: Told<Net, "worth_less_than_cost"> | null }) | null;
  };
}>;
