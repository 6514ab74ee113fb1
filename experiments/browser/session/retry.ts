const FIRST_MS = 400;
const LONGEST_MS = 5000;
/** Two tries of one browser are never nearer than this. */
const SHORTEST_MS = 100;
/** A server that names a time is asked again at that time or up to a fifth later, so that not everyone comes at once. */
const SPREAD = 0.2;

/** How long to wait before try number `attempt` (1 = the first retry): full jitter under a doubling cap, or the server's
 *  own `Retry-After`. `random` draws uniformly from [0, 1). */
export function retryDelayMs(
  attempt: number,
  given: { readonly random: () => number; readonly retryAfterMs: number | null },
): number {
  if (given.retryAfterMs !== null) {
    return Math.round(Math.max(SHORTEST_MS, given.retryAfterMs * (1 + SPREAD * given.random())));
  }
  const cap = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, attempt - 1));
  return Math.round(Math.max(SHORTEST_MS, cap * given.random()));
}

/** The device's clock may be days off: a date is waited for no longer than this. */
const LONGEST_DATE_MS = 60_000;

/** `Retry-After` in ms: seconds, or a date against the clock given; null when absent or unreadable. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.min(LONGEST_DATE_MS, Math.max(0, atMs - nowMs));
}

/** Waits, until the time is over or `wake` is called. */
export type Pause = { readonly over: Promise<void>; readonly wake: () => void };
export type Wait = (ms: number) => Pause;

/** The browser's own clock as a `Wait`. */
export function clockWait(ms: number): Pause {
  let wake = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { over, wake };
}
