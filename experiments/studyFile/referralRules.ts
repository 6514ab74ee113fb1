import { outcomesOf } from "../contract/outcomesOf.ts";
import { referral } from "../measures/behavioural/referral/measure.ts";
import { ownParameters } from "./flow.ts";
import { entriesOf, type Mistake, type Rule } from "./rule.ts";

/** A link is about a product and leads somewhere; and because a link keeps customers, a later purchase is only predicted where
 *  chance gives the links. */
const linksLeadSomewhere: Rule = (study) =>
  entriesOf(study).flatMap(({ entry, at }): readonly Mistake[] => {
    if (entry.measure !== referral.name) return [];
    const parsed = referral.parameters.safeParse(ownParameters(entry));
    if (!parsed.success) return [];
    const { target, offered } = parsed.data;
    const isBought = outcomesOf(study).some((outcome) => outcome.class === "observed-purchase");
    const nameless: Mistake = {
      at,
      detail: '"referral" gives a link to a product, and none is given.',
      expected: `one of ${study.products.map(({ id }) => id).join(", ")}`,
      found: "no product",
      todo: 'Add "product".',
    };
    const aimless: Mistake = {
      at,
      detail: "The link leads nowhere.",
      expected: "target: an address starting with https://",
      found: "no target",
      todo: 'Add "target".',
    };
    const mixed: Mistake = {
      at,
      detail:
        "A link to share changes what its owner buys later (Garnefeld et al. 2013), and later purchases are the outcome.",
      expected: "offered: randomised, or an outcome that is no later purchase",
      found: "a link for everyone",
      todo: "Set offered to randomised.",
    };
    return [
      ...(entry.product === undefined ? [nameless] : []),
      ...(target === null ? [aimless] : []),
      ...(isBought && offered === "all" ? [mixed] : []),
    ];
  });

/** Said before the parameters are read, where the word would only be unknown. */
const nobodyIsRewarded: Rule = (study) =>
  entriesOf(study).flatMap(({ entry, at }): readonly Mistake[] => {
    const word = ["reward", "bonus", "incentive"].find((one) => one in entry);
    if (entry.measure !== referral.name || word === undefined) return [];
    const detail = "A reward for referring measures the reward.";
    return [
      { at: [...at, word], detail, expected: "no reward", found: String(entry[word]), todo: `Remove "${word}".` },
    ];
  });

export const referralRules: readonly Rule[] = [linksLeadSomewhere, nobodyIsRewarded];
