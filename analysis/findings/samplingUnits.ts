import type { Cohort } from "../data/cohort.ts";
import { clustersOf } from "../statistics/models/clustered/clusters.ts";
import { rowUnits, type SamplingUnits } from "../statistics/models/logistic/surveyVariance.ts";

/** Over what a robust variance sums: persons with several rows, or rows that are weighted. Null where rows are independent
 *  people of one weight, and the ordinary errors are right. */
export function samplingUnits({
  persons,
  weights,
  n,
}: Pick<Cohort, "persons" | "weights" | "n">): SamplingUnits | null {
  if (persons !== null) return clustersOf(persons);
  return weights === null ? null : rowUnits(n);
}
