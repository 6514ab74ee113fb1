import type { ReportContext } from "../context.ts";
import { FEWEST_PEOPLE, isFew } from "../disclosure.ts";
import type { ReportData } from "../reportData.ts";
import { cutsOfMeasures } from "./measureCuts.ts";
import { protectContext, protectFlow } from "./protectContext.ts";
import { protectOutcome } from "./protectOutcome.ts";
import { protectUnnamed } from "./protectUnnamed.ts";

/** The fewest people a cell of this report may be about: as its plan says, else five; one where everybody is simulated,
 *  who have nothing to hide. */
export function fewestOf({ isSimulated, simulatedPeople, smallestCell }: ReportContext): number {
  const isAllSimulated = isSimulated && (simulatedPeople === undefined || simulatedPeople.n === simulatedPeople.of);
  return smallestCell ?? (isAllSimulated ? 1 : FEWEST_PEOPLE);
}

/** A report's data without counts of few people and without what would give these away: everything a page, table or
 *  figure draws on is taken from here, so that they agree with each other. Levels of a measure, yes-rules, curves and
 *  equal selections are cuts through the same people and are protected together. Statistics of everybody stay. */
export function protectReport(data: ReportData): ReportData {
  const { fewest } = data;
  if (fewest <= 1) return data;
  const cuts = cutsOfMeasures(data, fewest);
  const flow = protectFlow(data.flow, fewest);
  const context = protectContext(data.context, fewest);
  return {
    ...protectUnnamed(protectOutcome(data, cuts)),
    flow,
    context,
    warnings: data.warnings.map(withoutFew(fewest)),
  };
}

/** A sentence with its counts of few people taken out. */
export function withoutFew(fewest: number): (sentence: string) => string {
  return (sentence) =>
    sentence.replace(/\b(\d+)(?= (?:people|persons|participants|rows|customers|answers)\b)/g, (digits) =>
      isFew(Number(digits), fewest) ? `fewer than ${fewest}` : digits,
    );
}
