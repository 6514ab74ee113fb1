import { clustersOf } from "../models/clustered/clusters.ts";
import { rowUnits, type SamplingUnits } from "../models/logistic/surveyVariance.ts";
import type { Cohort } from "./cohort.ts";

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
