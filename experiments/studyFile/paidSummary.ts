import type { Study } from "../contract/study.ts";
import { moneyText } from "../measures/stated/money.ts";
import { type PaidInstance, paidInstances } from "./paidInstances.ts";

/** What `saydo check` says of a study that pays people for what they choose: what it will cost, and what to look up.
 *  Empty for other studies. */
export function paidSummary(study: Study): readonly string[] {
  const paid = paidInstances(study);
  if (paid.length === 0) return [];
  const people = study.quota?.completes ?? 100;
  const prolific = study.recruitment.source === "prolific";
  return [
    "",
    `Draws${study.quota ? "" : " (no quota is set; costs are for each 100 participants)"}`,
    ...paid.map((one) => costLine(one, people)),
    "  Gains grow with the chance of being paid (Schramm 2025): a choice that binds one in many tells less of real buying.",
    "  Entry must be free. Show odds, total value, end date and where to complain. In the Netherlands a promotional draw",
    "  is small under €4,500, and at most €100,000 and 20 draws a year; research is no promotion: ask. Prize tax and VAT",
    "  are the researcher's. This is no legal advice.",
    ...(prolific ? ["  Warning: Prolific forbids asking for addresses: give money or a code."] : []),
  ];
}

function costLine({ instance, lottery }: PaidInstance, people: number): string {
  const { oneIn, endowment } = lottery;
  const money = (amount: number) => moneyText(amount, { currency: endowment.currency, language: "en" });
  const expected = (people / oneIn) * endowment.amount;
  const highest = highWinners(people, 1 / oneIn) * endowment.amount;
  return (
    `  ${instance}: one person in ${oneIn} gets ${money(endowment.amount)} in all; of ${people} people ` +
    `${money(expected)} is expected, and ${money(highest)} is not exceeded in 95 % of studies.`
  );
}

/** The 95th percentile of a binomial count: the smallest number of winners not exceeded with probability .95. */
export function highWinners(people: number, chance: number): number {
  if (chance >= 1) return people;
  // By logarithms: (1 − p)ⁿ alone would be 0 for many people.
  let logTerm = people * Math.log1p(-chance);
  let sum = Math.exp(logTerm);
  for (let winners = 0; winners < people; winners += 1) {
    if (sum >= 0.95) return winners;
    logTerm += Math.log((people - winners) / (winners + 1)) + Math.log(chance / (1 - chance));
    sum += Math.exp(logTerm);
  }
  return people;
}
