/** One comparison with a number. */
export type Rule = { readonly operator: ">=" | "<=" | ">" | "<" | "="; readonly value: number };

const PARTS = /^\s*(>=|<=|>|<|=)\s*(-?\d+(?:\.\d+)?)\s*$/;

/** Reads `>=4`. Throws RangeError for anything but a comparison with a number: the plan's schema refuses it first. */
export function parseRule(text: string): Rule {
  const [, operator, value] = PARTS.exec(text) ?? [];
  switch (operator) {
    case ">=":
    case "<=":
    case ">":
    case "<":
    case "=":
      return { operator, value: Number(value) };
    default:
      throw new RangeError(`a rule is a comparison with a number, got ${text}`);
  }
}

/** Whether a number satisfies a rule. */
export function satisfies({ operator, value }: Rule, score: number): boolean {
  switch (operator) {
    case ">=":
      return score >= value;
    case "<=":
      return score <= value;
    case ">":
      return score > value;
    case "<":
      return score < value;
    case "=":
      return score === value;
  }
}

/** The rule as a person writes it. */
export function ruleText({ operator, value }: Rule): string {
  return `${operator}${value}`;
}

const WORDS = { ">=": "ge", "<=": "le", ">": "gt_", "<": "lt_", "=": "eq" } as const;

/** `ge7` or `gt_0_35`, as it ends the name of a rule on a column. */
export function ruleSuffix({ operator, value }: Rule): string {
  return `${WORDS[operator]}${numberName(value)}`;
}

/** `0_35`; a negative number starts with `minus`. */
export function numberName(value: number): string {
  return String(value).replace("-", "minus").replace(".", "_");
}
