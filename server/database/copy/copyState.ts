import { Problem } from "../../../experiments/contract/problem.ts";

export type Acknowledge = "at once" | "after copy";

export type CopyState = {
  /** A commit has been seen. Returns its number. */
  captured(): void;
  /** The number of the newest commit. */
  readonly newest: number;
  /** Everything up to this commit is in the copy, on its disk. */
  copied(upTo: number, how: "too" | "anew"): void;
  /** The next commit cannot get there, or the copy cannot be made anew. */
  failed(what: "append" | "renew", error: unknown): void;
  /** Resolves when a reply may tell of everything committed so far. */
  settled(): Promise<void>;
  /** Why nothing can be acknowledged; null when it can. */
  refusal(): string | null;
  secondsBehind(): number;
};

export type StateChange = { readonly state: "current" | "behind"; readonly error?: unknown };

// A reply that has waited so long is refused, and sent again.
const PATIENCE_MS = 5000;

/** How far a copy is, and who waits for it. `onChange` is told when the copy falls behind and when it is current again. */
export function copyState(acknowledge: Acknowledge, onChange: (change: StateChange) => void): CopyState {
  let [newest, done] = [0, 0];
  let behindSince: number | null = null;
  let told: StateChange["state"] | null = null;
  const failing = new Set<"append" | "renew">();
  const waiting = new Set<{ readonly upTo: number; readonly go: () => void; readonly refuse: () => void }>();
  const tell = (change: StateChange) => {
    if (told === change.state) return;
    told = change.state;
    onChange(change);
  };
  const refusal = () => {
    const isLate = behindSince !== null && performance.now() - behindSince > PATIENCE_MS;
    return acknowledge === "after copy" && (failing.has("append") || isLate) ? "the copy cannot be written" : null;
  };
  return {
    captured() {
      newest += 1;
      behindSince ??= performance.now();
    },
    get newest() {
      return newest;
    },
    copied(upTo, how) {
      done = Math.max(done, upTo);
      behindSince = done === newest ? null : performance.now();
      failing.delete("append");
      if (how === "anew") failing.delete("renew");
      if (failing.size === 0) tell({ state: "current" });
      for (const one of waiting) if (one.upTo <= done) one.go();
    },
    failed(what, error) {
      failing.add(what);
      tell({ state: "behind", error });
      if (what === "append") for (const one of waiting) one.refuse();
    },
    async settled() {
      const upTo = newest;
      if (acknowledge === "at once" || done >= upTo) return;
      await new Promise<void>((resolve, reject) => {
        const one = { upTo, go: () => leave(resolve), refuse: () => leave(() => reject(refused())) };
        const timer = setTimeout(one.refuse, PATIENCE_MS);
        const leave = (by: () => void) => {
          clearTimeout(timer);
          waiting.delete(one);
          by();
        };
        waiting.add(one);
      });
    },
    refusal,
    secondsBehind: () => (behindSince === null ? 0 : (performance.now() - behindSince) / 1000),
  };
}

export function refused(): Problem {
  return new Problem({
    code: "store-busy",
    detail: "The copy of the store cannot be written now, and nothing is acknowledged without it.",
    todo: "Keep the data and send it again after Retry-After seconds.",
  });
}
