import type { Proof } from "./proof.ts";
import { flaggedShare, manners, sessionOf } from "./respondents.ts";

/** Simulated careless people, and honest ones. Random ratings are told, not promised: no rule here finds them. */
export const h3: Proof = {
  id: "H3",
  promise: "Straight-lining and rushing are flagged, and hardly anyone honest is; nothing is dropped.",
  async run({ seed, scale }) {
    const each = scale === "short" ? 300 : 1000;
    const shareOf = (name: keyof typeof manners) =>
      flaggedShare(Array.from({ length: each }, (_, person) => sessionOf(manners[name], seed + person)));
    const shares = {
      ...{ honest: shareOf("honest"), straightLine: shareOf("straightLine"), tooFast: shareOf("tooFast") },
      ...{ random: shareOf("random"), zigzag: shareOf("zigzag") },
    };
    // A flag is raised or not, so that the area under the curve is the mean of what it finds and what it spares.
    const auc = (found: number) => ((found + 1 - shares.honest) / 2).toFixed(3);
    return {
      isMet: shares.honest <= 0.01 && shares.straightLine >= 0.99 && shares.tooFast >= 0.99,
      figures: {
        ...{ sessionsEach: each, ...shares, aucStraightLine: auc(shares.straightLine) },
        ...{ aucTooFast: auc(shares.tooFast), aucRandom: auc(shares.random), aucZigzag: auc(shares.zigzag) },
      },
    };
  },
};
