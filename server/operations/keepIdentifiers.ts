import type { Store } from "../store/store.ts";

const DAY_MS = 86_400_000;
const EVERY_MS = 60 * 60 * 1000;
// A day of hourly looks.
const LOOKS = 24;

type Retention = {
  /** Undefined keeps identifiers until someone erases them. */
  readonly days: number | undefined;
  readonly now: () => Date;
  readonly onFailure: (error: unknown) => void;
  /** How often it looks; hourly when nothing is said. */
  readonly everyMs?: number;
};

/** Erases the panel's ids of people who started more than `days` ago, now and every hour; their trials stay, under
 *  numbers. A clock that has leapt erases none before it has said so for a day: the audit says that it has. */
export async function keepIdentifiers(
  store: Store,
  { days, now, onFailure, everyMs = EVERY_MS }: Retention,
): Promise<{ stop(): void }> {
  let looks = 0;
  const look = async () => {
    const { believed, hasLeapt } = await store.clock(now(), { isConfirmed: looks >= LOOKS });
    const isNew = hasLeapt && looks === 0;
    looks = hasLeapt ? looks + 1 : 0;
    if (days === undefined) return;
    if (isNew) await noteLeap(store, { from: believed, to: now() });
    await eraseOld(store, { days, before: new Date(believed.getTime() - days * DAY_MS) });
  };
  await look();
  const timer = setInterval(() => void look().catch(onFailure), everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

async function eraseOld(
  store: Store,
  { days, before }: { readonly days: number; readonly before: Date },
): Promise<void> {
  for (const { id } of await store.studies.list()) {
    const erased = await store.people.eraseIdentifiers(id, before);
    if (erased === 0) continue;
    const details = { erased, days };
    await store.audit.add({ actor: "retention", action: "identifiers erased", studyId: id, details });
  }
}

async function noteLeap(store: Store, { from, to }: { readonly from: Date; readonly to: Date }): Promise<void> {
  const details = { days: Math.round((to.getTime() - from.getTime()) / DAY_MS) };
  await store.audit.add({ actor: "retention", action: "clock leapt; nothing expires until it is confirmed", details });
}
