import type { StudyState } from "../store/store.ts";

/** A change of a study's state: what it is called, and what it does. */
export type Change = { readonly to: StudyState; readonly name: string; readonly does: string; readonly isTyped?: true };

const open = "People who come from then on take part.";
const closed = "Nobody new can take part any more; people who have begun can finish.";
const close: Change = { to: "closed", name: "Close the study", does: closed, isTyped: true };

/** What can follow each state: draft, pilot, live, paused, closed. A pilot is never gone back to, because its people are kept
 *  apart from those of the study. */
export const changes: Readonly<Record<StudyState, readonly Change[]>> = {
  pilot: [
    { to: "open", name: "Launch the study", does: `${open} Those of the pilot stay apart.`, isTyped: true },
    close,
  ],
  open: [{ to: "paused", name: "Pause the study", does: "Nobody new can begin until it is live again." }, close],
  paused: [{ to: "open", name: "Go on", does: open }, close],
  closed: [{ to: "open", name: "Open the study again", does: open, isTyped: true }],
};

/** A state as people read it. */
export const stateNames: Readonly<Record<StudyState, string>> = {
  pilot: "pilot",
  open: "live",
  paused: "paused",
  closed: "closed",
};
