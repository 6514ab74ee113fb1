import type { Study } from "../contract/study.ts";
import { textIn } from "../contract/text.ts";
import { factorsOf, instancesOf } from "./flow.ts";

/** What `saydo check` says of a correct study: one page of plain text. */
export function studySummary(study: Study, hash: string): string {
  const language = study.languages[0] ?? "en";
  const instances = instancesOf(study);
  const efforts = instances.map(({ measure, parameters }) => measure.effort(parameters));
  const minutes = efforts.reduce((sum, effort) => sum + effort.minutes, 0);
  const factors = Object.entries(factorsOf(study));
  const cells = factors.reduce((product, [, levels]) => product * levels.length, 1);
  const { outcome } = study;
  const measureLines = instances.map(({ instance, part, measure, product }, index) => {
    const effort = efforts[index] ?? { trials: 0, minutes: 0 };
    const about = product === undefined ? "" : ` about ${product}`;
    const name = instance === measure.name ? instance : `${instance} (${measure.name})`;
    return `  ${part.padEnd(11)} ${name}${about}: ${effort.trials} ${effort.trials === 1 ? "trial" : "trials"}, ${effort.minutes.toFixed(1)} min`;
  });
  return [
    `${textIn(study.title, language)} (${study.id})`,
    `Languages: ${study.languages.join(", ")} · about ${Math.ceil(minutes + 1)} minutes with consent and instructions`,
    "",
    "Measures",
    ...measureLines,
    "",
    `Counterbalancing: ${cells} cells`,
    ...factors.map(([factor, levels]) => `  ${factor}: ${levels.join(" | ")}`),
    "",
    `Outcome: ${outcome.kind}${outcome.product ? ` of ${outcome.product}` : ""}, at least ${outcome.minimum}, ` +
      `day ${outcome.fromDays} to day ${outcome.toDays} after the session (${outcome.class}, ${outcome.returns} of returns)`,
    sampleSizeLine(study, cells),
    ...(study.consent.employees?.worksCouncil
      ? [`Participants are employees; agreed by ${study.consent.employees.worksCouncil}`]
      : []),
    `Content hash: ${hash}`,
  ].join("\n");
}

function sampleSizeLine(study: Study, cells: number): string {
  if (!study.quota) return `Sample size: no quota set; plan at least one participant a cell (${cells}).`;
  const perCell = study.quota.completes / cells;
  return `Sample size: ${study.quota.completes} completes, ${perCell.toFixed(1)} a cell.`;
}
