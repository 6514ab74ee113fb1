import { outcomesOf, sourceOf } from "../contract/outcomesOf.ts";
import type { Study } from "../contract/study.ts";
import type { StudyOutcome } from "../contract/studyOutcome.ts";
import { textIn } from "../contract/text.ts";
import { studyOfWave } from "../contract/wave.ts";
import { factorsOf, instancesOf } from "./flow.ts";
import { paidSummary } from "./paidSummary.ts";

/** What `saydo check` says of a correct study: one page of plain text. */
export function studySummary(study: Study, hash: string): string {
  const language = study.languages[0] ?? "en";
  const instances = instancesOf(study);
  const efforts = instances.map(({ measure, parameters }) => measure.effort(parameters));
  const minutes = efforts.reduce((sum, effort) => sum + effort.minutes, 0);
  const factors = Object.entries(factorsOf(study));
  const cells = factors.reduce((product, [, levels]) => product * levels.length, 1);
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
    ...treatmentLines(study),
    ...waveLines(study),
    "",
    ...outcomesOf(study).map((outcome) => `Outcome${study.outcomes ? ` ${outcome.id}` : ""}: ${outcomeLine(outcome)}`),
    sampleSizeLine(study, cells),
    ...paidSummary(study),
    ...(study.consent.employees?.worksCouncil
      ? [`Participants are employees; agreed by ${study.consent.employees.worksCouncil}`]
      : []),
    `Content hash: ${hash}`,
  ].join("\n");
}

function treatmentLines(study: Study): readonly string[] {
  const treatments = Object.entries(study.treatments ?? {});
  if (treatments.length === 0) return [];
  const combinations = treatments.reduce((product, [, levels]) => product * Object.keys(levels).length, 1);
  return [
    "",
    `Treatments: ${combinations} combinations, even in starts`,
    ...treatments.map(([name, levels]) => `  ${name}: ${Object.keys(levels).join(" | ")}`),
  ];
}

function waveLines(study: Study): readonly string[] {
  const { waves = [] } = study;
  if (waves.length === 0) {
    // Offered to nobody, so that nobody agrees to what never comes.
    const isUseless = study.consent.ask.includes("recontact");
    return isUseless ? ["", "Waves: none, so the permission recontact is not asked for"] : [];
  }
  return [
    "",
    "Waves, in days after the first session",
    ...waves.map(({ id, opens, closes }) => {
      const instances = instancesOf(studyOfWave(study, id));
      const minutes = instances.reduce((sum, one) => sum + one.measure.effort(one.parameters).minutes, 0);
      const names = instances.map(({ instance }) => instance).join(", ");
      return `  ${id}: day ${opens} to day ${closes}, ${minutes.toFixed(1)} min: ${names}`;
    }),
  ];
}

function outcomeLine(outcome: StudyOutcome): string {
  const { kind, product, minimum, days, rule, returns, class: known } = outcome;
  const about = product === undefined ? "" : ` of ${product}`;
  if (days !== undefined) {
    const [first, last] = days;
    return `${kind}${about}, at least ${minimum}, day ${first} to day ${last} after the session (${known}, ${returns} of returns)`;
  }
  return `the answer to ${sourceOf(outcome)}${about}${rule === undefined ? "" : `, ${rule}`} (${known})`;
}

function sampleSizeLine(study: Study, cells: number): string {
  if (!study.quota) return `Sample size: no quota set; plan at least one participant a cell (${cells}).`;
  const perCell = study.quota.completes / cells;
  return `Sample size: ${study.quota.completes} completes, ${perCell.toFixed(1)} a cell.`;
}
