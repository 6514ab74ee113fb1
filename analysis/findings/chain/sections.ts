import type { Optional, Told } from "../shown.ts";
import type { ChainReport } from "./chainSections.ts";

/** What may be shown of a chain: how few a unit has, and how few gave no answer, may be withheld. */
export type ChainFinding = Optional<{
  readonly chain: Told<ChainReport, "fewest" | "employees_without_answer" | "customers_without_answer">;
}>;
