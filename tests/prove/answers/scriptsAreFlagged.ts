import type { Proof } from "../proof.ts";
import { clonesAmong, flaggedShare, type MannerName, manners, replayOf, sessionOf } from "../support/respondents.ts";

/** How far a replaying program's timers are off, ms. */
const JITTER_MS = 30;
const LOOSE_JITTER_MS = 100;

/** Simulated scripts, and recordings played again in the study they were made in. Programs with a person's timing are
 *  told, not promised. */
export const scriptsAreFlagged: Proof = {
  id: "H4",
  promise: "Scripted delays and replayed recordings are flagged; how many with a person's timing are missed is told.",
  async run({ seed, scale }) {
    const each = scale === "short" ? 100 : 1000;
    const sessions = (name: MannerName) =>
      Array.from({ length: each }, (_, one) => sessionOf(manners[name], seed + one));
    const shareOf = (name: MannerName) => flaggedShare(sessions(name));
    const plain = {
      ...{ fixed: shareOf("fixed"), threeDelays: shareOf("threeDelays"), nearlyFixed: shareOf("nearlyFixed") },
      uniform: shareOf("uniform"),
    };
    const logNormal = shareOf("logNormal");
    const people = sessions("honest");
    const replays = replayed(people, { jitterMs: JITTER_MS, seed });
    const honest = Math.max(flaggedShare(people), replays.strangers);
    return {
      isMet:
        Object.values(plain).every((share) => share >= 0.99) &&
        logNormal >= 0.8 &&
        replays.found >= 0.99 &&
        honest <= 0.01,
      figures: {
        ...{ sessionsEach: each, ...plain, logNormal, replayed: replays.found, honest },
        [`replayedOffBy${LOOSE_JITTER_MS}msFound`]: replayed(people, { jitterMs: LOOSE_JITTER_MS, seed }).found,
        wideLogNormalMissed: 1 - shareOf("wideLogNormal"),
        shiftedLogNormalMissed: 1 - shareOf("shiftedLogNormal"),
        humanTimingMissed: 1 - shareOf("humanTiming"),
      },
    };
  },
};

/** A study in which half the people were recorded, and each recording is played again once. */
function replayed(
  people: ReturnType<typeof sessionOf>[],
  { jitterMs, seed }: { readonly jitterMs: number; readonly seed: number },
) {
  const recorded = people.slice(0, people.length / 2);
  const replays = recorded.map((trials, one) => replayOf(trials, jitterMs, seed + one));
  const clones = clonesAmong([...people, ...replays]);
  const share = (from: number, until: number) =>
    [...clones].filter((place) => place >= from && place < until).length / (until - from);
  const all = people.length + replays.length;
  return { found: share(people.length, all), strangers: share(recorded.length, people.length) };
}
