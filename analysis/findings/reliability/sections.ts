import type { Disattenuated } from "../../statistics/association/disattenuation.ts";
import type { IccReport } from "../../statistics/association/intraclassCorrelation.ts";
import type { AlphaReport, SplitHalfReport } from "../../statistics/association/reliability.ts";
import type { Optional, Told } from "../shown.ts";

/** A coefficient of reliability; on how many people it rests may be withheld. */
export type ShownReliability = Told<AlphaReport, "n"> | SplitHalfReport | IccReport;

export type ReliabilitySections = Optional<{
  readonly reliability: Readonly<Record<string, ShownReliability>>;
  readonly disattenuation: Readonly<Record<string, Disattenuated | number | null>>;
}>;
