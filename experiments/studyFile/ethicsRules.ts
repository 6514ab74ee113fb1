import type { Study } from "../contract/study.ts";
import { tellableMeasures } from "../measures/ownScore.ts";
import { measureNamed } from "../measures/registry.ts";
import { nearest } from "./nearest.ts";
import { entriesOf, type Mistake, type Rule } from "./rule.ts";

const implicitTasksAreDebriefed: Rule = (study) => {
  const timed = entriesOf(study).find(({ entry }) => measureNamed(entry.measure)?.kind === "implicit");
  if (!timed || study.debrief) return [];
  const detail = "A study with a timed association task tells its participants afterwards what the task measured.";
  const todo = "Add a debrief: what was measured, that it is no diagnosis, what will be linked until when.";
  return [{ at: ["debrief"], detail, expected: "a debrief text", found: "nothing", todo }];
};

const sensitiveNeedsExplicitConsent: Rule = (study) =>
  study.sensitive && !study.explicitConsent
    ? [
        {
          at: ["sensitive"],
          detail: "A study on health, politics, religion or sexuality needs an explicit consent of its own.",
          expected: "an explicitConsent text",
          found: "nothing",
          todo: 'Add "explicitConsent" with the sentence participants agree to.',
        },
      ]
    : [];

const FULL_AGE = 18;

const minorsNeedTheirParents: Rule = ({ consent }) => {
  if (consent.minimumAge >= FULL_AGE || consent.parentalConsent) return [];
  return [
    {
      at: ["consent", "minimumAge"],
      detail: "People under 18 take part only with the agreement of a parent or guardian.",
      expected: "18 or more, or a parentalConsent text",
      found: String(consent.minimumAge),
      todo: 'Raise minimumAge, or add "parentalConsent" with the sentence a parent or guardian agrees to.',
    },
  ];
};

/** Employees cannot freely refuse whom they work for, so nothing is measured that they cannot steer, and those who speak
 *  for them have agreed before. */
const employeesAreProtected: Rule = (study) => {
  if (!study.consent.employees) return undeclaredEmployees(study);
  const timed = entriesOf(study).filter(({ entry }) => measureNamed(entry.measure)?.kind === "implicit");
  const tasks = timed.map(({ entry, at }) => ({
    at: [...at, "measure"],
    detail: "Employees are not given timed association tasks.",
    expected: "stated measures only",
    found: entry.measure,
    todo: 'Take this task out, or "employees", where participants do not work for the organisation.',
  }));
  if (study.consent.employees.worksCouncil) return tasks;
  const agreement: Mistake = {
    at: ["consent", "employees"],
    detail: "A study of employees is agreed with their works council, or whoever speaks for them, before it opens.",
    expected: "worksCouncil: who agreed, and when",
    found: "nothing",
    todo: 'Add "worksCouncil" below "employees".',
  };
  return [agreement, ...tasks];
};

function undeclaredEmployees(study: Study): readonly Mistake[] {
  return entriesOf(study)
    .filter(({ entry }) => entry.measure === "employeeEngagement")
    .map(({ entry, at }) => ({
      at: [...at, "measure"],
      detail: "This measure is answered by employees, and the study does not say that its participants are.",
      expected: "employees among what the consent says",
      found: entry.measure,
      todo: 'Add "employees" with the works council\'s agreement.',
    }));
}

/** Only results that can be put into a sober sentence are told to participants. */
const toldScoresCanBeTold: Rule = (study) => {
  const instances = entriesOf(study).map(({ entry }) => ({
    name: entry.instance ?? entry.measure,
    canBeTold: tellableMeasures.includes(entry.measure),
  }));
  const names = instances.flatMap(({ name, canBeTold }) => (canBeTold ? [name] : []));
  const expected = names.length > 0 ? `one of ${names.join(", ")}` : `a task: ${tellableMeasures.join(", ")}`;
  return (study.ownScores ?? []).flatMap((found, index) => {
    if (names.includes(found)) return [];
    const isThere = instances.some(({ name }) => name === found);
    const guess = isThere ? undefined : nearest(found, names);
    const detail = isThere
      ? "A participant cannot be told a result of this measure: it has no two sides to lean to."
      : "There is no such task in the flow.";
    const todo = guess ? `Did you mean "${guess}"?` : "Name a timed task of the flow, or leave ownScores out.";
    return [{ at: ["ownScores", index], detail, expected, found, todo }];
  });
};

/** The ethics a study must keep (reliability.md F11 to F14). */
export const ethicsRules: readonly Rule[] = [
  implicitTasksAreDebriefed,
  sensitiveNeedsExplicitConsent,
  minorsNeedTheirParents,
  employeesAreProtected,
  toldScoresCanBeTold,
];
