import type { Interval } from "../association/moments.ts";
import { type McnemarReport, mcnemar } from "./mcnemar.ts";
import { newcombePaired } from "./newcombe.ts";
import { type PairedPpvReport, pairedPredictiveValues } from "./pairedPredictiveValues.ts";

/** Two yes-rules on the same people: accuracy, hit rates and predictive values compared. */
export type PairedRulesReport = {
  readonly accuracy_mcnemar: McnemarReport;
  readonly accuracy_difference_newcombe95: Interval;
  readonly sensitivity_mcnemar: McnemarReport;
  readonly specificity_mcnemar: McnemarReport;
  readonly predictive_values: PairedPpvReport;
};

/** Compares two yes-rules on the same people, as rule 1 and rule 2; `first[i]`, `second[i]`, `outcomes[i]` (1 = bought)
 *  belong together. In each McNemar table `b` counts the people only rule 1 got right. Throws RangeError when the
 *  lengths differ or there is nobody. */
export function pairedRules(
  first: readonly boolean[],
  second: readonly boolean[],
  outcomes: readonly number[],
): PairedRulesReport {
  const values = pairedPredictiveValues(first, second, outcomes);
  const { n11, n10, n01, n00, m11, m10, m01, m00 } = values.cells;
  return {
    accuracy_mcnemar: mcnemar(n10 + m01, n01 + m10),
    accuracy_difference_newcombe95: newcombePaired({ a: n11 + m00, b: n10 + m01, c: n01 + m10, d: n00 + m11 }),
    sensitivity_mcnemar: mcnemar(n10, n01),
    specificity_mcnemar: mcnemar(m01, m10),
    predictive_values: values,
  };
}
