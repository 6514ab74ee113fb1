import type { IntentCalibration } from "../../statistics/intent/intentCalibration.ts";
import type { RateAtLevel } from "../../statistics/intent/intentRates.ts";
import { named, startingWith } from "../../statistics/named.ts";
import { withholdGroups } from "../disclosure.ts";
import { kept } from "../finding.ts";
import type { Hiding } from "../hiding.ts";

type Rates = readonly RateAtLevel[];

/** Stated chances and intents, answer by answer, without the answers of few; beside a withheld one no smoothed line, no
 *  share of the top answers and no curve through them. */
export function protectIntent(found: IntentCalibration, hiding: Hiding): IntentCalibration {
  const rates = startingWith<"purchase_rate_by_", Rates>(found, "purchase_rate_by_");
  const shown = rates.map(([column, rows]) => {
    const isWithheld = withheldRates(column, rows, hiding);
    return { column, rows: rows.filter((_, at) => !isWithheld[at]), isWhole: !isWithheld.some(Boolean) };
  });
  if (shown.every(({ isWhole }) => isWhole)) return found;
  return {
    ...Object.assign({}, ...shown.map(({ column, rows }) => named("purchase_rate_by_", column, rows))),
    calibration: kept(found.calibration, (_, name) => !name.startsWith("top")),
    morrison_linear_link: found.morrison_linear_link,
  };
}

function withheldRates(column: string, rows: Rates, hiding: Hiding): readonly boolean[] {
  const levels = hiding.levelsOf(column);
  if (levels.length > 0) {
    return rows.map(({ level }) => levels.some((shown) => shown.level === level && !shown.isShown));
  }
  return withholdGroups(
    rows.map(({ x, n }) => [x, n - x]),
    hiding.fewest,
  );
}
