import type { JsPsych } from "jspsych";
import type { Measure } from "../../contract/measure.ts";
import type { TimelineOptions } from "../../contract/timeline.ts";
import type { MeasureName } from "../../measures/registry.ts";

/** Trials and minutes. */
export type Effort = ReturnType<Measure["effort"]>;

/** A measure's browser file. `parameters` must have been parsed by the measure's own schema. Methods, so that a list of
 *  different measures still has one common type. */
type TimelineModule = {
  readonly outline: Pick<Measure, "name" | "preset" | "effort">;
  createTimeline(jsPsych: JsPsych, options: TimelineOptions<unknown>): { readonly timeline: readonly object[] };
};
export type LoadTimeline = () => Promise<TimelineModule>;

/** How to load each measure's timeline: one chunk a measure, so that a participant downloads only what the study uses. */
export const timelines = {
  bdmAuction: () => import("../../measures/behavioural/bdmAuction/timeline.ts"),
  realChoice: () => import("../../measures/behavioural/realChoice/timeline.ts"),
  shop: () => import("../../measures/behavioural/shop/timeline.ts"),
  referral: () => import("../../measures/behavioural/referral/timeline.ts"),
  concept: () => import("../../measures/behavioural/concept/timeline.ts"),
  goNoGoAssociation: () => import("../../measures/implicit/goNoGoAssociation/timeline.ts"),
  affectMisattribution: () => import("../../measures/implicit/affectMisattribution/timeline.ts"),
  evaluativePriming: () => import("../../measures/implicit/evaluativePriming/timeline.ts"),
  approachAvoidance: () => import("../../measures/implicit/approachAvoidance/timeline.ts"),
  speededFit: () => import("../../measures/implicit/speededFit/timeline.ts"),
  metaphorElicitation: () => import("../../measures/implicit/metaphorElicitation/timeline.ts"),
  iat: () => import("../../measures/implicit/iat/timeline.ts"),
  singleCategoryIat: () => import("../../measures/implicit/singleCategoryIat/timeline.ts"),
  briefIat: () => import("../../measures/implicit/briefIat/timeline.ts"),
  likelihoodToRecommend: () => import("../../measures/stated/likelihoodToRecommend/timeline.ts"),
  purchaseIntent: () => import("../../measures/stated/purchaseIntent/timeline.ts"),
  purchaseProbability: () => import("../../measures/stated/purchaseProbability/timeline.ts"),
  brandValues: () => import("../../measures/stated/brandValues/timeline.ts"),
  effort: () => import("../../measures/stated/effort/timeline.ts"),
  employeeEngagement: () => import("../../measures/stated/employeeEngagement/timeline.ts"),
  extraSpend: () => import("../../measures/stated/extraSpend/timeline.ts"),
  familiarity: () => import("../../measures/stated/familiarity/timeline.ts"),
  openText: () => import("../../measures/stated/openText/timeline.ts"),
  pastPurchase: () => import("../../measures/stated/pastPurchase/timeline.ts"),
  purchaseReport: () => import("../../measures/stated/purchaseReport/timeline.ts"),
  priceLadder: () => import("../../measures/stated/priceLadder/timeline.ts"),
  priceSensitivity: () => import("../../measures/stated/priceSensitivity/timeline.ts"),
  satisfaction: () => import("../../measures/stated/satisfaction/timeline.ts"),
  screener: () => import("../../measures/stated/screener/timeline.ts"),
  serviceEmployees: () => import("../../measures/stated/serviceEmployees/timeline.ts"),
  socialResponsibility: () => import("../../measures/stated/socialResponsibility/timeline.ts"),
  touchpoints: () => import("../../measures/stated/touchpoints/timeline.ts"),
} satisfies Record<MeasureName, LoadTimeline>;
