import type { GnatParameters } from "./parameters.ts";

/** The time to respond, as it stands now; a signal of the pilot moves it. */
export type Deadline = {
  readonly nowMs: () => number;
  readonly afterSignal: (isGo: boolean) => void;
};

/** How much further a miss moves the deadline than a hit: three to one meets at hits in three of four signals
 *  (Kaernbach, 1991, weighted up-down). */
const MISS_STEPS = 3;

/** Starts at `deadlineMs`, its slowest, and comes down to a person's speed as far as the pilot allows; without a pilot it
 *  never moves. */
export function deadlineOf({ deadlineMs, pilot }: Pick<GnatParameters, "deadlineMs" | "pilot">): Deadline {
  let nowMs = deadlineMs;
  return {
    nowMs: () => nowMs,
    afterSignal: (isGo) => {
      if (!pilot) return;
      const fastestMs = Math.min(pilot.fastestMs, deadlineMs);
      const moved = nowMs + (isGo ? -pilot.stepMs : MISS_STEPS * pilot.stepMs);
      nowMs = Math.min(deadlineMs, Math.max(fastestMs, moved));
    },
  };
}
