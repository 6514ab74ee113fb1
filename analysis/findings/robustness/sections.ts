import type { ConstructReport } from "../../statistics/models/errorsInVariables/constructVerdict.ts";
import type { Optional, Told } from "../shown.ts";
import type { BayesReadings } from "./bayesSection.ts";
import type { Specification, SpecificationCurve } from "./specifications.ts";
import type { UnmeasuredCause } from "./unmeasuredCause.ts";

/** One way to compare; on how many people it rests may be withheld. */
export type ShownSpecification = Told<Specification, "n" | "buyers">;
export type Grid = NonNullable<SpecificationCurve["multiverse"]>;
export type ShownGrid = Omit<Grid, "results"> & {
  readonly results: readonly Told<Grid["results"][number], "n" | "positives">[];
};

export type RobustnessSections = Optional<{
  readonly specifications: readonly ShownSpecification[];
  readonly multiverse: ShownGrid;
  readonly construct: ConstructReport;
  readonly unmeasured_cause: UnmeasuredCause;
  readonly bayes: BayesReadings;
}>;
