import { treatmentsNamed } from "../contract/treatment.ts";
import { allParts } from "../contract/wave.ts";
import { measureNamed } from "../measures/registry.ts";
import { treatmentFactorsOf } from "./flow.ts";
import { nearest } from "./nearest.ts";
import { entriesOf, type Mistake, type Rule } from "./rule.ts";

const levelsAreSeveral: Rule = ({ treatments = {} }) =>
  Object.entries(treatments).flatMap(([name, levels]) => {
    const count = Object.keys(levels).length;
    if (count >= 2) return [];
    const todo = "Add a level, such as one that shows nothing new.";
    const detail = `Treatment "${name}" has nothing to compare with.`;
    return [{ at: ["treatments", name], detail, expected: "at least two levels", found: String(count), todo }];
  });

const levelsSayTheSameThings: Rule = (study) => {
  const named = new Set(treatmentsNamed(allParts(study)));
  return Object.entries(study.treatments ?? {}).flatMap(([name, levels]) =>
    Object.entries(levels).flatMap(([level, { value, film, captions, image, alt }]): readonly Mistake[] => {
      const at = ["treatments", name, level];
      const told = (detail: string, expected: string, todo: string) => [{ at, detail, expected, found: "none", todo }];
      if (named.has(name) && value === undefined)
        return told(
          `"${level}" has no "value", and a text names {treatment.${name}}.`,
          "a value",
          "Give each level its value.",
        );
      if (film !== undefined && captions === undefined)
        return told(
          `The film of "${level}" has no captions, so people who do not hear it are left out.`,
          "captions: a .vtt file",
          "Add the captions.",
        );
      if (image !== undefined && alt === undefined)
        return told(
          `The picture of "${level}" has no "alt", so people who do not see it are left out.`,
          "alt: what it shows",
          "Say in a few words what it shows.",
        );
      return [];
    }),
  );
};

const namedTreatmentsExist: Rule = (study) => {
  const names = Object.keys(study.treatments ?? {});
  const unknown = (name: string, at: Mistake["at"]): readonly Mistake[] => {
    if (names.includes(name)) return [];
    const guess = nearest(name, names);
    const todo = guess ? `Did you mean "${guess}"?` : 'Add it under "treatments".';
    const expected = names.length === 0 ? "a treatment of the study" : `one of ${names.join(", ")}`;
    return [{ at, detail: "There is no such treatment.", expected, found: name, todo }];
  };
  return [
    ...entriesOf(study).flatMap(({ entry, at }) => [
      ...treatmentsNamed(entry).flatMap((name) => unknown(name, at)),
      ...(typeof entry["treatment"] === "string" ? unknown(entry["treatment"], [...at, "treatment"]) : []),
    ]),
    ...toldTooEarly(study),
  ];
};

/** Everything outside the flow is the same for everybody, or read before anything is drawn. */
const toldTooEarly: Rule = ({ title, consent, debrief, products, explicitConsent }) =>
  Object.entries({ title, consent, debrief, products, explicitConsent }).flatMap(([part, value]) =>
    treatmentsNamed(value).map((name) => ({
      at: [part],
      detail: `A text outside the flow names {treatment.${name}}, and is the same for everybody.`,
      expected: "a text without a treatment",
      found: `{treatment.${name}}`,
      todo: "Move it to a text or parameter of the flow.",
    })),
  );

const exposuresShowSomething: Rule = (study) =>
  entriesOf(study).flatMap(({ entry, at }) => {
    if (measureNamed(entry.measure)?.part !== "exposure") return [];
    const { treatment, content } = entry;
    const isShown = typeof treatment === "string" || (typeof content === "object" && content !== null);
    if (isShown || entry.product !== undefined) return [];
    const detail = `"${entry.instance ?? entry.measure}" shows nothing.`;
    const todo = 'Add "treatment" with the treatment to show, "content" with what all are shown, or "product".';
    return [{ at, detail, expected: "a treatment, content or a product", found: "neither", todo }];
  });

/** A cell without people compares nothing. */
const quotaFillsCells: Rule = (study) => {
  const treatments = treatmentFactorsOf(study);
  if (study.quota === undefined || Object.keys(treatments).length === 0) return [];
  const cells = Object.values(treatments).reduce((product, levels) => product * levels.length, 1);
  const found = study.quota.completes / cells;
  if (found >= FEWEST_PER_CELL) return [];
  return [
    {
      at: ["quota", "completes"],
      detail: `${cells} combinations of treatments share ${study.quota.completes} people.`,
      expected: `at least ${FEWEST_PER_CELL} people for each combination, ${cells * FEWEST_PER_CELL} in all`,
      found: String(study.quota.completes),
      todo: "Raise the quota, or take a treatment or level out.",
    },
  ];
};

const FEWEST_PER_CELL = 10;

const nothingElseIsCalledTreatment: Rule = (study) =>
  study.treatments === undefined
    ? []
    : entriesOf(study).flatMap(({ entry, at }) =>
        (entry.instance ?? entry.measure) === "treatment"
          ? [
              {
                at: [...at, "instance"],
                detail: 'No measure can be named "treatment" where the study has treatments: their columns would meet.',
                expected: "another name",
                found: "treatment",
                todo: "Rename it.",
              },
            ]
          : [],
      );

/** What treatments must keep to beyond their schema. */
export const treatmentRules: readonly Rule[] = [
  levelsAreSeveral,
  levelsSayTheSameThings,
  namedTreatmentsExist,
  exposuresShowSomething,
  quotaFillsCells,
  nothingElseIsCalledTreatment,
];
