import { isFew } from "../disclosure.ts";
import { type Finding, kept } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { claimsBlocks } from "./blocks.ts";
import { ppvClaims } from "./judgedClaims.ts";
import type { ClaimSections, ShownClaim } from "./sections.ts";

/** The claims of the plan, each as it is read, against the data. */
export const claims: Finding<"claims", ClaimSections> = {
  name: "claims",
  blocks: claimsBlocks,
  compute: {
    ofYesNo: ({ claims: judged, context }) => ({ claims: judged(), ppv_claims: ppvClaims(context) }),
  },
  protect({ claims: judged, ppv_claims }, hiding) {
    return {
      claims: judged?.map((claim) => (isTold(claim, hiding) ? claim : { ...claim, ...WITHHELD })),
      ppv_claims: ppv_claims && kept(ppv_claims, (_, name) => hiding.isRuleShown(name.replace(/_vs_[\d_]+$/, ""))),
    };
  },
};

const WITHHELD = {
  estimate: null,
  interval: null,
  n: null,
  x: null,
  p: null,
  n_to_decide: null,
  participants_to_decide: null,
  sentence: null,
} as const;

function isTold({ rule, measure, reading, n, x }: ShownClaim, hiding: Hiding): boolean {
  if (reading === "auc") return true;
  const isCutShown =
    reading === "sensitivity"
      ? !hiding.withheldRules.some((name) => hiding.columnOf(name) === measure)
      : rule === null || hiding.isRuleShown(rule);
  if (!isCutShown) return false;
  return x === null || n === null || !(isFew(x, hiding.fewest) || isFew(n - x, hiding.fewest));
}
