import type { StoredTrial } from "../store/store.ts";
import { cloneScreen } from "./clones.ts";
import { type Flagged, flagsOf } from "./flags.ts";

export type LookedAt = Parameters<typeof flagsOf>[1] & { readonly sessionId: string };

/** Flags the sessions of a study, one by one: what each raises by itself, and once all have been seen what they raise
 *  among each other. Keeps of each session its flags and a fingerprint of 256 bytes, not its trials. */
export function studyFlags(): {
  add(session: LookedAt, trials: readonly StoredTrial[]): void;
  of(sessionId: string): readonly Flagged[];
} {
  const alone = new Map<string, readonly Flagged[]>();
  const screen = cloneScreen();
  return {
    add(session, trials) {
      const flags = flagsOf(trials, session);
      if (flags.length > 0) alone.set(session.sessionId, flags);
      screen.add(session.sessionId, trials);
    },
    of(sessionId) {
      const likeness = screen.found().get(sessionId);
      const shared = likeness === undefined ? [] : [{ flag: "same-timing", value: likeness } as const];
      return [...(alone.get(sessionId) ?? []), ...shared];
    },
  };
}
