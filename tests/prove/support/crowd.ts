import type { Ledger } from "./ledger.ts";
import { type SenderOptions, sendTrials } from "./senders.ts";

/** Participants who all send at once, until told to stop. Who has sent the most that one sends makes room for the next. */
export type Crowd = { stop(): Promise<void> };

export function crowd(
  people: number,
  options: Omit<SenderOptions, "isOver" | "study"> & { readonly ledger: Ledger },
): Crowd {
  let over = false;
  const everyone = Array.from({ length: people }, async () => {
    while (!over) await sendTrials({ ...options, study: "coffee-brands", isOver: () => over });
  });
  const failed = Promise.all(everyone);
  failed.catch(() => undefined);
  return {
    async stop() {
      over = true;
      await failed;
    },
  };
}
