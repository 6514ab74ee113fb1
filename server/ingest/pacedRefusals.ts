export type PacedRefusals = {
  /** Tells one refusal when its turn has come. */
  tell(refuse: () => void): void;
};

type Pace = { readonly perTick?: number; readonly tickMs?: number; readonly most?: number };

/** Tells at most a thousand refusals a second, the oldest first: whoever comes back at once, whatever Retry-After says,
 *  would otherwise take up the time of those who are served. No more than `most` are held back. */
export function pacedRefusals({ perTick = 50, tickMs = 50, most = 5000 }: Pace = {}): PacedRefusals {
  const held: (() => void)[] = [];
  let isTicking = false;
  const tick = (): void => {
    for (const refuse of held.splice(0, perTick)) refuse();
    isTicking = held.length > 0;
    if (isTicking) setTimeout(tick, tickMs);
  };
  return {
    tell(refuse) {
      held.push(refuse);
      if (held.length > most) held.shift()?.();
      if (isTicking) return;
      isTicking = true;
      setTimeout(tick, tickMs);
    },
  };
}
