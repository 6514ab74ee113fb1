import type { Ledger } from "./ledger.ts";
import { type SenderOptions, sendTrials } from "./senders.ts";

/** Participants who all send at once, until told to stop. */
export type Crowd = { stop(): Promise<void> };

export function crowd(
  people: number,
  options: Omit<SenderOptions, "isOver" | "study"> & { readonly ledger: Ledger },
): Crowd {
  let over = false;
  const everyone = Array.from({ length: people }, () =>
    sendTrials({ ...options, study: "coffee-brands", isOver: () => over }),
  );
  const failed = Promise.all(everyone);
  failed.catch(() => undefined);
  return {
    async stop() {
      over = true;
      await failed;
    },
  };
}
