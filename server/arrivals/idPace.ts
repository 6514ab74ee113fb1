import { Problem } from "../../experiments/contract/problem.ts";

// A laboratory, or a classroom, that comes all at once is served at once.
const FREE_STARTS = 300;
const WINDOW_MS = 15 * 60 * 1000;
const PACE_MS = 50;
const LONGEST_WAIT_MS = 10_000;
const DEVICES = 50_000;

type Tries = { readonly starts: readonly number[]; readonly nextAt: number };

export type IdPace = {
  /** Waits for the turn of one who starts with an id. "first" is the start with which a device came to be slowed down. Throws
   *  too-many-tries when the turn is far away. */
  turn(device: string): Promise<"free" | "first" | "slowed">;
  /** One of the starts was of somebody who agreed to take part: no guess. */
  agreed(device: string): void;
};

/** Slows down a device that starts with one id after another and takes part under none of them, as whoever guesses ids does.
 *  Nobody is locked out: honest people behind the same address wait a moment. */
export function idPace(now: () => number = Date.now): IdPace {
  const known = new Map<string, Tries>();
  const keep = (device: string, tries: Tries): void => {
    known.delete(device);
    known.set(device, tries);
    const [oldest] = known.keys();
    if (known.size > DEVICES && oldest !== undefined) known.delete(oldest);
  };
  return {
    async turn(device) {
      const at = now();
      const { starts = [], nextAt = 0 } = known.get(device) ?? {};
      const recent = starts.filter((start) => start > at - WINDOW_MS);
      if (recent.length < FREE_STARTS) {
        keep(device, { starts: [...recent, at], nextAt: 0 });
        return "free";
      }
      const turnAt = Math.max(at, nextAt);
      if (turnAt - at > LONGEST_WAIT_MS) throw tooMany();
      // The oldest try makes room for this one, so that the list stays as long as it is.
      keep(device, { starts: [...recent.slice(1), at], nextAt: turnAt + PACE_MS });
      await new Promise((resolve) => setTimeout(resolve, turnAt - at));
      return nextAt === 0 ? "first" : "slowed";
    },
    agreed(device) {
      const tries = known.get(device);
      if (tries) keep(device, { ...tries, starts: tries.starts.slice(0, -1) });
    },
  };
}

function tooMany(): Problem {
  return new Problem({
    code: "too-many-tries",
    detail: "Many people come from this address at once.",
    todo: "Try again in a minute.",
  });
}
