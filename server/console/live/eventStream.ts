import { setTimeout as wait } from "node:timers/promises";

/** Views of studies, each made at most once a second however many look on, and more seldom the longer it takes. */
export type LiveHub = {
  /** What there is to say, as server-sent events, until nobody listens. */
  follow(key: string, view: () => Promise<string>, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** How many listen for somebody. */
  listeners(who: string): number;
  enter(who: string): () => void;
};

const LEAST_MS = 1000;
/** A view may take this share of the time and no more: participants come first. */
const SHARE = 0.25;
const BEAT_MS = 15_000;

export function liveHub(): LiveHub {
  const shared = new Map<string, { readonly until: number; readonly text: Promise<string> }>();
  const open = new Map<string, number>();
  const fresh = (key: string, view: () => Promise<string>): Promise<string> => {
    const known = shared.get(key);
    const began = performance.now();
    if (known && known.until > began) return known.text;
    const text = view();
    shared.set(key, { until: Number.POSITIVE_INFINITY, text });
    const settle = () => {
      const took = performance.now() - began;
      shared.set(key, { until: began + Math.max(LEAST_MS * 0.9, took / SHARE), text });
    };
    text.then(settle, () => shared.delete(key));
    return text;
  };
  return {
    listeners: (who) => open.get(who) ?? 0,
    enter(who) {
      open.set(who, (open.get(who) ?? 0) + 1);
      return () => {
        const left = (open.get(who) ?? 1) - 1;
        if (left > 0) open.set(who, left);
        else open.delete(who);
      };
    },
    async *follow(key, view, signal) {
      let [last, quiet] = ["", 0];
      // A browser that loses the connection comes back by itself after so long.
      yield Buffer.from("retry: 3000\n\n");
      while (!signal.aborted) {
        const text = await fresh(key, view);
        quiet = text === last ? quiet + LEAST_MS : 0;
        if (text !== last) yield Buffer.from(`event: view\ndata: ${text}\n\n`);
        else if (quiet % BEAT_MS === 0) yield Buffer.from("event: beat\ndata: \n\n");
        last = text;
        await wait(LEAST_MS, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}
