import type { Step } from "../play/studySteps.ts";
import type { Place } from "./sessionRecord.ts";

/** Follows a participant through the steps, so that a closed page can be taken up at the right block.
 *  An untimed item is over with its answer. A timed block is over when a screen that records nothing follows its trials;
 *  until then an interruption makes it begin again, under a higher `attempt`. */
export function afterTrial(place: Place, at: { readonly part: Step["part"]; readonly blockIndex: number }): Place {
  if (at.part !== "implicit")
    return { ...place, blockIndex: at.blockIndex + 1, attempt: 0, hasTrials: false, isTimed: false };
  const isSameBlock = place.blockIndex === at.blockIndex;
  return { ...place, blockIndex: at.blockIndex, attempt: isSameBlock ? place.attempt : 0, hasTrials: true };
}

/** A screen that records nothing came up. */
export function afterScreen(place: Place): Place {
  if (!place.hasTrials || place.blockIndex === undefined) return place;
  return { ...place, blockIndex: place.blockIndex + 1, attempt: 0, hasTrials: false };
}

/** The next step, from its beginning. */
export function afterStep(place: Place): Place {
  const { blockIndex: _blockIndex, kept: _kept, ...rest } = place;
  return { ...rest, step: place.step + 1, attempt: 0, hasTrials: false };
}

/** Where to go on after the page was closed: the interrupted block begins again. */
export function resumed(place: Place): Place {
  return place.hasTrials ? { ...place, attempt: place.attempt + 1, hasTrials: false } : place;
}
