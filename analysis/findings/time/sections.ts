import type { Optional } from "../shown.ts";
import type { TimeToPurchase } from "./timeToPurchase.ts";

export type TimeFinding = Optional<{ readonly time_to_purchase: TimeToPurchase }>;
