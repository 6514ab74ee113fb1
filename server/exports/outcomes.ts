import type { OutcomeGap } from "../../experiments/contract/purchase.ts";
import type { Study } from "../../experiments/contract/study.ts";
import { windowOf } from "../purchases/window.ts";

export type OutcomePerson = {
  readonly sessionEnd: Date;
  readonly mayLink: boolean;
  /** Whether the person's key was found in the company's records. */
  readonly isMatched: boolean;
  readonly coverage: readonly Span[];
};

export type Span = { readonly from: Date; readonly until: Date };
export type Bought = { readonly purchasedAt: Date; readonly product: string; readonly kind: string };

export type Outcome = {
  readonly bought: 0 | 1 | null;
  readonly reason: OutcomeGap | null;
  /** Events that counted, returns taken off where the study says net; null when the outcome is not known. */
  readonly events: number | null;
  readonly window: Span;
};

/** Whether one person's outcome for one product happened within the window that the study fixed. Silence is 0 only where
 *  the person agreed, was matched and the sources cover the whole window; an event seen counts wherever it was seen,
 *  unless the window is still open and not covered to its end. */
export function outcomeOf(
  study: Pick<Study, "outcome">,
  { person, events, now }: { readonly person: OutcomePerson; readonly events: readonly Bought[]; readonly now: Date },
): Outcome {
  const window = windowOf(study, person.sessionEnd);
  const unknown = (reason: OutcomeGap): Outcome => ({ bought: null, reason, events: null, window });
  if (!person.mayLink) return unknown("no-consent");
  if (!person.isMatched) return unknown("not-matched");
  const counted = countIn(study, events, window);
  const happened = counted >= study.outcome.minimum;
  if (!covers(person.coverage, window)) {
    if (now < window.until) return unknown("window-open");
    if (!happened) return unknown("not-observable");
  }
  return { bought: happened ? 1 : 0, reason: null, events: counted, window };
}

function countIn({ outcome }: Pick<Study, "outcome">, events: readonly Bought[], window: Span): number {
  const within = events.filter(({ purchasedAt }) => purchasedAt > window.from && purchasedAt <= window.until);
  const wanted = within.filter(({ kind }) => kind === outcome.kind).length;
  const returned = outcome.returns === "net" ? within.filter(({ kind }) => kind === "return").length : 0;
  return outcome.kind === "purchase" ? Math.max(0, wanted - returned) : wanted;
}

/** Whether the spans together leave no moment of the window unseen. */
export function covers(spans: readonly Span[], window: Span): boolean {
  const sorted = spans.toSorted((left, right) => left.from.getTime() - right.from.getTime());
  let seenUntil = window.from.getTime();
  let hasBegun = false;
  for (const { from, until } of sorted) {
    // A day's coverage ends a millisecond before the next day's begins.
    if (from.getTime() > seenUntil + 1) break;
    hasBegun = true;
    seenUntil = Math.max(seenUntil, until.getTime());
  }
  return hasBegun && seenUntil >= window.until.getTime();
}
