import type { Proof } from "../proof.ts";
import { flaggedShare, type MannerName, manners, sessionOf, shareWith } from "../support/respondents.ts";

/** Simulated careless people, and honest ones. Random ratings beside well-sorted stimuli are told, not promised: in a
 *  dozen ratings they look like opinions. */
export const carelessIsFlagged: Proof = {
  id: "H3",
  promise: "Careless answering of six kinds is flagged with its reason, hardly anyone honest is; nothing is dropped.",
  async run({ seed, scale }) {
    const each = scale === "short" ? 100 : 1000;
    const sessions = (name: MannerName) =>
      Array.from({ length: each }, (_, one) => sessionOf(manners[name], seed + one));
    const found = {
      straightLine: shareWith("straight-lining", sessions("straightLine")),
      zigzag: shareWith("patterned-ratings", sessions("zigzag")),
      random: shareWith("random-answers", sessions("random")),
      tooFast: shareWith("too-fast", sessions("tooFast")),
      speedRun: shareWith("rushed-ratings", sessions("speedRun")),
    };
    const honest = flaggedShare(sessions("honest"));
    // A flag is raised or not, so that the area under the curve is the mean of what it finds and what it spares.
    const auc = Object.entries(found).map(([name, share]) => [`auc ${name}`, (share + 1 - honest) / 2] as const);
    return {
      isMet: honest <= 0.01 && auc.every(([, area]) => area >= 0.95),
      figures: {
        ...{ sessionsEach: each, honest, ...found },
        ...Object.fromEntries(auc.map(([name, area]) => [name, area.toFixed(3)])),
        randomRatingsAloneMissed: 1 - flaggedShare(sessions("randomRatings")),
      },
    };
  },
};
