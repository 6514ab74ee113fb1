import type { Optional } from "../shown.ts";
import type { Prices } from "./priceSections.ts";

export type PriceFinding = Optional<{ readonly prices: Readonly<Record<string, Prices>> }>;
