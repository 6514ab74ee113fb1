import { entriesOf, type Rule } from "./rule.ts";

/** A check is a question with a right answer that is said in its words; of our measures only a screener has answers that are
 *  right or not, and in a screening part it would end the study instead. */
const attentionChecksAreScreeners: Rule = (study) => {
  const { attentionChecks = [] } = study.recruitment;
  const named = entriesOf(study)
    .filter(({ entry, part }) => entry.measure === "screener" && part !== "screening")
    .map(({ entry }) => entry.instance ?? entry.measure);
  return attentionChecks.flatMap((instance, index) => {
    if (named.includes(instance)) return [];
    return [
      {
        at: ["recruitment", "attentionChecks", index],
        detail: "An attention check is the instance of a screener outside the screening part.",
        expected: named.length > 0 ? `one of ${named.join(", ")}` : "a screener in a stated part",
        found: instance,
        todo: "Put a screener into a stated part, in which the question says which answer to give, and name its instance here.",
      },
    ];
  });
};

export const panelRules: readonly Rule[] = [attentionChecksAreScreeners];
