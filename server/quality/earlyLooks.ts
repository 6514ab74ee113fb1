import { z } from "zod";
import type { AuditStore } from "../store/store.ts";

/** What the audit calls a look at the comparison before the planned number of people was reached. */
export const EARLY_LOOK = "looked at the results early";

/** A look at the comparison before its time: when, at how many of how many people, and why. */
export const EarlyLook = z.object({
  at: z.string(),
  finished: z.number(),
  planned: z.number(),
  reason: z.string(),
});
export type EarlyLook = z.infer<typeof EarlyLook>;

/** Every early look at a study, oldest first, as its report says it. */
export async function earlyLooks(audit: AuditStore, studyId: string): Promise<readonly EarlyLook[]> {
  const rows = await audit.of(studyId, EARLY_LOOK);
  return rows.flatMap(({ at, details }) => {
    const read = EarlyLook.safeParse({ at, ...JSON.parse(details) });
    return read.success ? [read.data] : [];
  });
}
