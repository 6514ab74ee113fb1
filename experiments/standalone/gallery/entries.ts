import type { MeasureName } from "../../measures/registry.ts";

/** What the gallery says of a measure, and what it changes to let it be tried in a minute. */
export type Entry = { readonly says: string; readonly short?: object };

const quick = { interTrialMs: 200 };

/** Every measure, in the order shown. */
export const entries: Readonly<Record<MeasureName, Entry>> = {
  likelihoodToRecommend: { says: "How likely one is to recommend the product, 0 to 10: the question of the NPS." },
  purchaseIntent: { says: "Whether one would buy it, in five steps or yes and no." },
  purchaseProbability: { says: "The chance in ten that one buys it within a period (Juster)." },
  satisfaction: { says: "How satisfied one is overall, in 5, 7 or 10 steps." },
  effort: { says: "Whether the company made it easy (CES 2.0)." },
  extraSpend: { says: "How much more one spends after an excellent experience, and a higher price accepted." },
  priceSensitivity: {
    says: "Four prices from too cheap to too expensive (Van Westendorp), asked again where they do not rise.",
  },
  priceLadder: { says: "Whether one would buy at one price after another (Gabor–Granger)." },
  touchpoints: { says: "Each point of contact rated and compared with what was expected, then the moments of truth." },
  brandValues: { says: "What the brand stands for, and the bond with it." },
  socialResponsibility: { says: "How much responsibility matters, and how much extra it is worth." },
  serviceEmployees: { says: "Knowledge and authority, pride, discretion and passion of the people who serve." },
  employeeEngagement: { says: "Energy, dedication and absorption in one's own work." },
  familiarity: { says: "How well one knows the product." },
  pastPurchase: { says: "How often it was bought before." },
  purchaseReport: { says: "Whether it was bought since a day, how often, when last, and whether one looked it up." },
  openText: { says: "An answer in one's own words." },
  bdmAuction: { says: "The most one would pay; in a study, who said enough can buy at a price that was drawn." },
  realChoice: {
    says: "Choices between products at prices; in a study one of them can be carried out.",
    short: { sets: { count: 4, repeats: 1 } },
  },
  referral: { says: "A personal link to the product, and whether others come by it; it takes Saydo's server." },
  shop: { says: "A shop with shelves, a basket and a checkout, stocked from a table of your own." },
  screener: { says: "Questions that decide who is eligible." },
  iat: {
    says: "Seven blocks of sorting left and right: two products, good and bad.",
    short: {
      ...quick,
      trials: { targets: 4, attributes: 4, combinedPractice: 6, combinedTest: 8, reversedTargets: 4 },
    },
  },
  briefIat: {
    says: "Two groups to look for at a time, everything else on the other key.",
    short: { ...quick, warmUpTrials: 4, blocks: 2, prefatoryTrials: 2, trials: 8 },
  },
  singleCategoryIat: {
    says: "One product alone with good, then with bad things.",
    short: { ...quick, trials: { practice: 6, test: 12 } },
  },
  goNoGoAssociation: {
    says: "Respond to two groups, let everything else pass.",
    short: { pairings: "focal", trials: { practice: 4, test: 12 } },
  },
  affectMisattribution: {
    says: "Judge a sign nobody knows, shown after a glimpse of the product.",
    short: { ...quick, trials: { practice: 2, perProduct: 6, neutral: 4 } },
  },
  evaluativePriming: {
    says: "Sort good and bad words that follow a glimpse of the product.",
    short: { ...quick, trials: { practice: 4, perCell: 4 } },
  },
  approachAvoidance: {
    says: "Pull cards near or push them away by their shape, whatever they show.",
    short: { ...quick, trials: { practice: 4, perCell: 4 } },
  },
  speededFit: {
    says: "Does the word fit the brand? Fast answers against one's own baseline.",
    short: { ...quick, baselineTrials: 4 },
  },
  concept: { says: "A text, picture or film to look at, the same for all or one of several." },
  metaphorElicitation: { says: "Choose pictures that express the brand, and say why." },
};
