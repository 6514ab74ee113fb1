export { iat } from "./implicit/iat/measure.ts";
export { likelihoodToRecommend } from "./stated/likelihoodToRecommend/measure.ts";
export { purchaseIntent } from "./stated/purchaseIntent/measure.ts";
export { purchaseProbability } from "./stated/purchaseProbability/measure.ts";
