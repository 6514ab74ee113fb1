import type { RecordedOutcome } from "../../experiments/contract/outcomesOf.ts";
import type { OutcomeGap } from "../../experiments/contract/purchase.ts";
import { windowOf } from "../purchases/window.ts";

export type OutcomePerson = {
  readonly sessionEnd: Date;
  readonly mayLink: boolean;
  /** Whether the person's key was found in the company's records. */
  readonly isMatched: boolean;
  readonly coverage: readonly Span[];
  /** Whether the person won or bought a product in the study itself. */
  readonly hasWon?: boolean;
};

export type Span = { readonly from: Date; readonly until: Date };
export type Bought = { readonly purchasedAt: Date; readonly product: string; readonly kind: string };

export type Outcome = {
  readonly bought: 0 | 1 | null;
  readonly reason: OutcomeGap | null;
  /** Events that counted, returns taken off where the study says net; null when the outcome is not known. */
  readonly events: number | null;
  readonly window: Span;
  readonly watched: Watched | null;
};

/** How long a person was seen for sure, in days since the session's end: from `entry` until the event or, where none was
 *  seen, until `days`, when the coverage, the window or the export ended. */
export type Watched = { readonly entry: number; readonly days: number; readonly event: 0 | 1 };

type Seen = { readonly person: OutcomePerson; readonly events: readonly Bought[]; readonly now: Date };

/** Whether one person's outcome for one product happened within the window that the study fixed. Silence is 0 only where
 *  the person agreed, was matched and the sources cover the whole window; an event seen counts wherever it was seen,
 *  unless the window is still open and not covered to its end. */
export function outcomeOf(outcome: RecordedOutcome, { person, events, now }: Seen): Outcome {
  const window = windowOf(outcome, person.sessionEnd);
  const watched =
    person.mayLink && person.isMatched && person.hasWon !== true
      ? watchedFor(outcome, { person, events, now }, window)
      : null;
  const unknown = (reason: OutcomeGap): Outcome => ({ bought: null, reason, events: null, window, watched });
  if (!person.mayLink) return unknown("no-consent");
  if (!person.isMatched) return unknown("not-matched");
  if (person.hasWon === true) return unknown("contaminated");
  const counted = countIn(outcome, events, window);
  const happened = counted >= outcome.minimum;
  if (!covers(person.coverage, window)) {
    if (now < window.until) return unknown("window-open");
    if (!happened) return unknown("not-observable");
  }
  return { bought: happened ? 1 : 0, reason: null, events: counted, window, watched };
}

const DAY_MS = 86_400_000;

/** Follows one person through the part of the window that is seen without a gap. An event outside it does not count here, and
 *  who had it before the watching began is not watched at all: keeping only the early buyers among the unseen would raise
 *  the share (behaviour.md, §8). Null where nothing of the window was seen. */
function watchedFor(outcome: RecordedOutcome, { person, events, now }: Seen, window: Span): Watched | null {
  const span = seenSpan(person.coverage, window);
  if (span === null) return null;
  const from = Math.max(window.from.getTime(), span.from.getTime());
  const end = Math.min(...[window.until, span.until, now].map((moment) => moment.getTime()));
  const at = eventTime(outcome, events, window);
  if (end <= from || (at !== null && at < from)) return null;
  const days = (moment: number) => (moment - person.sessionEnd.getTime()) / DAY_MS;
  return at !== null && at <= end
    ? { entry: days(from), days: days(at), event: 1 }
    : { entry: days(from), days: days(end), event: 0 };
}

/** When the event that made it happen took place; null where it did not. */
function eventTime(outcome: RecordedOutcome, events: readonly Bought[], window: Span): number | null {
  if (countIn(outcome, events, window) < outcome.minimum) return null;
  const times = events
    .filter(
      ({ kind, purchasedAt }) => kind === outcome.kind && purchasedAt > window.from && purchasedAt <= window.until,
    )
    .map(({ purchasedAt }) => purchasedAt.getTime())
    .sort((left, right) => left - right);
  return times[outcome.minimum - 1] ?? null;
}

function countIn(outcome: RecordedOutcome, events: readonly Bought[], window: Span): number {
  const within = events.filter(({ purchasedAt }) => purchasedAt > window.from && purchasedAt <= window.until);
  const wanted = within.filter(({ kind }) => kind === outcome.kind).length;
  const returned = outcome.returns === "net" ? within.filter(({ kind }) => kind === "return").length : 0;
  return outcome.kind === "purchase" ? Math.max(0, wanted - returned) : wanted;
}

/** Whether the spans together leave no moment of the window unseen. */
export function covers(spans: readonly Span[], window: Span): boolean {
  const seen = seenSpan(spans, window);
  return seen !== null && seen.from.getTime() <= window.from.getTime() + 1 && seen.until >= window.until;
}

/** The first stretch of a window that the spans see without a gap; it may begin before the window and end after it. */
function seenSpan(spans: readonly Span[], window: Span): Span | null {
  const sorted = spans
    .filter(({ from, until }) => until > window.from && from < window.until)
    .toSorted((left, right) => left.from.getTime() - right.from.getTime());
  const [first, ...others] = sorted;
  if (first === undefined) return null;
  let until = first.until.getTime();
  for (const next of others) {
    // A day's coverage ends a millisecond before the next day's begins.
    if (next.from.getTime() > until + 1) break;
    until = Math.max(until, next.until.getTime());
  }
  return { from: first.from, until: new Date(until) };
}
