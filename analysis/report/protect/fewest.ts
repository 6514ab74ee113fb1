import type { ReportContext } from "../../blocks/context.ts";
import { FEWEST_PEOPLE, isFew } from "../../findings/disclosure.ts";

/** The fewest people a cell of this report may be about: as its plan says, else five; one where everybody is simulated,
 *  who have nothing to hide. */
export function fewestOf({ isSimulated, simulatedPeople, smallestCell }: ReportContext): number {
  const isAllSimulated = isSimulated && (simulatedPeople === undefined || simulatedPeople.n === simulatedPeople.of);
  return smallestCell ?? (isAllSimulated ? 1 : FEWEST_PEOPLE);
}

/** A sentence with its counts of few people taken out. */
export function withoutFew(fewest: number): (sentence: string) => string {
  return (sentence) =>
    sentence.replace(/\b(\d+)(?= (?:people|persons|participants|rows|customers|answers)\b)/g, (digits) =>
      isFew(Number(digits), fewest) ? `fewer than ${fewest}` : digits,
    );
}
