import { type ProportionReport, proportion } from "./proportion.ts";
import { ratio } from "./ratio.ts";

/** What a yes-rule gets right and wrong. */
export type RuleReport = {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
  readonly base_rate: number;
  readonly selection_rate: number;
  readonly ppv: ProportionReport;
  readonly npv: ProportionReport;
  readonly sensitivity: ProportionReport;
  readonly specificity: ProportionReport;
  readonly accuracy: ProportionReport;
  readonly balanced_accuracy: number | null;
  readonly youden_j: number | null;
  readonly f1: number | null;
  readonly mcc: number | null;
  readonly cohen_kappa: number | null;
  readonly lr_positive: number | null;
  readonly lr_negative: number | null;
  readonly lift: number | null;
  readonly odds_ratio: number | null;
  readonly no_information_rate: number;
};

/** A yes-rule against what was bought: predictive values, hit rates with intervals, agreement, lift.
 *  `selected[i]` belongs to `outcomes[i]` (1 = bought). Undefined numbers are null (nobody selected: PPV null,
 *  sensitivity 0). Matthews 1975 (mcc), Cohen 1960 (kappa). Throws RangeError when there is nobody. */
export function confusion(selected: readonly boolean[], outcomes: readonly number[]): RuleReport {
  return confusionOfCounts(countCells(selected, outcomes));
}

/** The four counts of a yes-rule. */
export type Cells = { readonly tp: number; readonly fp: number; readonly fn: number; readonly tn: number };

/** Buyers and non-buyers, selected and not. Throws RangeError when the lengths differ. */
export function countCells(selected: readonly boolean[], outcomes: readonly number[]): Cells {
  if (selected.length !== outcomes.length) throw new RangeError("selected and outcomes must be equally long");
  const cells = { tp: 0, fp: 0, fn: 0, tn: 0 };
  selected.forEach((isSelected, row) => {
    if (outcomes[row] === 1) cells[isSelected ? "tp" : "fn"]++;
    else cells[isSelected ? "fp" : "tn"]++;
  });
  return cells;
}

/** `confusion` from the four counts. Throws RangeError when all are 0. */
export function confusionOfCounts({ tp, fp, fn, tn }: Cells): RuleReport {
  const n = tp + fp + fn + tn;
  if (n === 0) throw new RangeError("a rule needs at least one person");
  const sensitivity = proportion(tp, tp + fn);
  const specificity = proportion(tn, tn + fp);
  const ppv = proportion(tp, tp + fp);
  const [se, sp] = [sensitivity.estimate, specificity.estimate];
  const baseRate = (tp + fn) / n;
  return {
    tp,
    fp,
    fn,
    tn,
    base_rate: baseRate,
    selection_rate: (tp + fp) / n,
    ppv,
    npv: proportion(tn, tn + fn),
    sensitivity,
    specificity,
    accuracy: proportion(tp + tn, n),
    balanced_accuracy: se === null || sp === null ? null : (se + sp) / 2,
    youden_j: se === null || sp === null ? null : se + sp - 1,
    f1: ratio(2 * tp, 2 * tp + fp + fn),
    mcc: matthews({ tp, fp, fn, tn }),
    cohen_kappa: kappa({ tp, fp, fn, tn }),
    lr_positive: ratio(se, sp === null ? null : 1 - sp),
    lr_negative: ratio(se === null ? null : 1 - se, sp),
    lift: ratio(ppv.estimate, baseRate),
    odds_ratio: ratio(tp * tn, fp * fn),
    no_information_rate: Math.max(tp + fn, fp + tn) / n,
  };
}

function matthews({ tp, fp, fn, tn }: Cells): number | null {
  const denominator = Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
  return denominator > 0 ? (tp * tn - fp * fn) / denominator : null;
}

function kappa({ tp, fp, fn, tn }: Cells): number | null {
  const n = tp + fp + fn + tn;
  const observed = (tp + tn) / n;
  const byChance = ((tp + fp) * (tp + fn) + (fn + tn) * (fp + tn)) / (n * n);
  return byChance === 1 ? null : (observed - byChance) / (1 - byChance);
}
