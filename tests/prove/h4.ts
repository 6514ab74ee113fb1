import type { Proof } from "./proof.ts";
import { flaggedShare, manners, sessionOf } from "./respondents.ts";

/** Simulated scripts. Those that draw their delays as people do are told, not promised. */
export const h4: Proof = {
  id: "H4",
  promise: "Scripts with fixed or repeated delays are flagged; how many with other delays are missed is told.",
  async run({ seed, scale }) {
    const each = scale === "short" ? 300 : 1000;
    const shareOf = (name: keyof typeof manners) =>
      flaggedShare(Array.from({ length: each }, (_, script) => sessionOf(manners[name], seed + script)));
    const plain = {
      fixed: shareOf("fixed"),
      threeDelays: shareOf("threeDelays"),
      nearlyFixed: shareOf("nearlyFixed"),
      honest: shareOf("honest"),
    };
    const missed = {
      uniformMissed: 1 - shareOf("uniform"),
      logNormalMissed: 1 - shareOf("logNormal"),
      replayedMissed: 1 - shareOf("replayed"),
    };
    return {
      isMet: plain.fixed >= 0.99 && plain.threeDelays >= 0.99 && plain.nearlyFixed >= 0.99 && plain.honest <= 0.01,
      figures: { sessionsEach: each, ...plain, ...missed },
    };
  },
};
