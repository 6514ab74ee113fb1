import { Problem, type ProblemCode } from "../../experiments/contract/problem.ts";
import type { Study } from "../../experiments/contract/study.ts";
import { secretHash } from "../secrets.ts";
import type { StoreContext } from "./context.ts";
import type { Query } from "./database.ts";
import type { StartRequest } from "./store.ts";

/** Throws link-spent where the study is joined by links and this one is unknown or used. */
export async function refuseWithoutLink(query: Query, study: Study, request: StartRequest): Promise<void> {
  const { source } = study.recruitment;
  if (request.isSimulated || (source !== "singleUse" && source !== "personal")) return;
  const link = await query
    .selectFrom("links")
    .select("spent_at")
    .where("study_id", "=", study.id)
    .where("link_hash", "=", secretHash(request.link ?? ""))
    .executeTakeFirst();
  if (!link) throw refusal("link-spent", "This study is joined by a personal link, and this one is not known.");
  if (link.spent_at !== null) throw refusal("link-spent", "This link has been used before.");
}

// Whoever is at work keeps a place this long after the last sign of life.
const PLACE_HELD_MS = 60 * 60 * 1000;

/** Throws quota-full when finished sessions and people at work fill the study's places. */
export async function refuseOverQuota(
  { now }: StoreContext,
  query: Query,
  { study, isSimulated }: { readonly study: Study; readonly isSimulated: boolean },
): Promise<void> {
  if (!study.quota) return;
  const since = heldSince(now());
  const { places } = await query
    .selectFrom("sessions")
    .select((is) => is.fn.countAll<number>().as("places"))
    .where("study_id", "=", study.id)
    .where("is_simulated", "=", isSimulated ? 1 : 0)
    .where("withdrawn_at", "is", null)
    .where((is) => is.or([is("finished_at", "is not", null), is("seen_at", ">", since)]))
    .executeTakeFirstOrThrow();
  if (Number(places) < study.quota.completes) return;
  throw refusal("quota-full", "Enough people have taken part in this study. Thank you for coming.");
}

/** Whoever gave a sign of life after this moment holds a place. */
export function heldSince(now: Date): string {
  return new Date(now.getTime() - PLACE_HELD_MS).toISOString();
}

export function refusal(code: ProblemCode, detail: string): Problem {
  return new Problem({ code, detail });
}
