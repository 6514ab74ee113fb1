import type { StoreContext } from "../../database/context.ts";
import { runsOf } from "../../database/database.ts";

/** Whether what was erased has been overwritten, or will be once nobody reads the store as it was before. */
export type ErasedBytes = "overwritten" | "follow";

/** Ends what erasures began: destroys the keys, then overwrites the deleted bytes. Waits for no reader; what cannot be done
 *  now is still written down as to be done. */
export async function finishErasing({ database, vault }: StoreContext): Promise<ErasedBytes> {
  const rows = await database.query.selectFrom("erasing").select("participant_id").execute();
  const ids = rows.map((row) => row.participant_id);
  await vault.destroy(ids);
  const isDone = (await database.scrub()) && (await vault.scrub());
  if (!isDone) return "follow";
  for (const run of runsOf(ids)) {
    await database.query.deleteFrom("erasing").where("participant_id", "in", run).execute();
  }
  return "overwritten";
}

const SOON_MS = 1000;
const TRY_MS = 50;

/** The same, and again for a second: most readers are pages that end at once. */
export async function finishErasingSoon(context: StoreContext): Promise<ErasedBytes> {
  const until = performance.now() + SOON_MS;
  for (;;) {
    const late = new Promise<"follow">((resolve) => setTimeout(() => resolve("follow"), SOON_MS).unref());
    const done = await Promise.race([finishErasing(context), late]);
    if (done === "overwritten" || performance.now() >= until) return done;
    await new Promise((resolve) => setTimeout(resolve, TRY_MS));
  }
}

const EVERY_MS = 2000;

/** Ends erasures that another process began, or that a reader or the end of a server held up: at once, then again and
 *  again while there are any. */
export async function keepErasing(
  context: StoreContext,
  onFailure: (error: unknown) => void,
): Promise<{ stop(): Promise<void> }> {
  let running: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  const look = async () => {
    const base = context.database.query.selectFrom("erasing").select("participant_id").limit(1);
    if (await base.executeTakeFirst()) await finishErasing(context);
  };
  await look();
  const timer = setInterval(() => {
    running = running.then(() => (isStopped ? undefined : look())).catch(onFailure);
  }, EVERY_MS);
  timer.unref();
  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
