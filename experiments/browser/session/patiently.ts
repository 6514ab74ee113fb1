import type { Reply } from "./participantApi.ts";
import { retryDelayMs, type Wait } from "./retry.ts";

export type Settled<T> = Exclude<Reply<T>, { readonly kind: "away" }>;
type Patience = {
  readonly wait: Wait;
  readonly random: () => number;
  /** Told after every try that nobody answered. */
  readonly onAway?: () => void;
};

/** Makes a request until the study answers it, one way or the other. */
export async function untilAnswered<T>(request: () => Promise<Reply<T>>, patience: Patience): Promise<Settled<T>> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await request();
    if (reply.kind !== "away") return reply;
    patience.onAway?.();
    const { random, wait } = patience;
    await wait(retryDelayMs(attempt, { random, retryAfterMs: reply.retryAfterMs })).over;
  }
}
