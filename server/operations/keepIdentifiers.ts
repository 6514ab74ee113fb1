import type { Store } from "../store/store.ts";

const DAY_MS = 86_400_000;
const EVERY_MS = 60 * 60 * 1000;

type Retention = {
  /** Undefined keeps identifiers until someone erases them. */
  readonly days: number | undefined;
  readonly now: () => Date;
  readonly onFailure: (error: unknown) => void;
  /** How often it looks; hourly when nothing is said. */
  readonly everyMs?: number;
};

/** Erases the panel's ids of people who started more than `days` ago, now and every hour; their trials stay, under
 *  numbers. */
export async function keepIdentifiers(
  store: Store,
  { days, now, onFailure, everyMs = EVERY_MS }: Retention,
): Promise<{ stop(): void }> {
  if (days === undefined) return { stop: () => {} };
  const eraseOld = async () => {
    const before = new Date(now().getTime() - days * DAY_MS);
    for (const { id } of await store.studies.list()) {
      const erased = await store.people.eraseIdentifiers(id, before);
      if (erased === 0) continue;
      await store.audit.add({
        actor: "retention",
        action: "identifiers erased",
        studyId: id,
        details: { erased, days },
      });
    }
  };
  await eraseOld();
  const timer = setInterval(() => void eraseOld().catch(onFailure), everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
