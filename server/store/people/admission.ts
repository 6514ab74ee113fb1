import { Problem, type ProblemCode } from "../../../experiments/contract/problem.ts";
import type { Study } from "../../../experiments/contract/study.ts";
import { factorsOf } from "../../../experiments/studyFile/flow.ts";
import type { StoreContext } from "../../database/context.ts";
import type { Query } from "../../database/database.ts";
import type { SessionRow } from "../../database/tables.ts";
import { secretHash } from "../../secrets.ts";
import type { StartRequest } from "../store.ts";

type LinkAsking = {
  readonly study: Study;
  readonly request: StartRequest;
  /** The session this person began and nobody agreed to; it is begun anew by the same link only. */
  readonly known: SessionRow | undefined;
  readonly now: Date;
};

/** Throws link-spent where the study is joined by links and this one is unknown, used, another's, taken back or over. */
export async function refuseWithoutLink(query: Query, { study, request, known, now }: LinkAsking): Promise<void> {
  const { source } = study.recruitment;
  if (request.isSimulated || (source !== "singleUse" && source !== "personal")) return;
  const link = await query
    .selectFrom("links")
    .select(["spent_at", "session_id", "expires_at", "revoked_at"])
    .where("study_id", "=", study.id)
    .where("link_hash", "=", secretHash(request.link ?? ""))
    .executeTakeFirst();
  if (!link) throw refusal("link-spent", "This study is joined by a personal link, and this one is not known.");
  const isFree = known === undefined ? link.spent_at === null : link.session_id === known.id;
  if (!isFree) throw refusal("link-spent", "This link has been used before.");
  if (link.revoked_at !== null) throw refusal("link-spent", "This link has been taken back.");
  if (link.expires_at !== null && link.expires_at <= now.toISOString()) {
    throw refusal("link-spent", "This link is not valid any more.");
  }
}

/** Whoever has agreed keeps a place this long after the last sign of life. */
const PLACE_HELD_MS = 10 * 60 * 1000;
/** For the balance of the design it counts longer who may come back. */
const EXPECTED_BACK_MS = 60 * 60 * 1000;

type Asking = {
  readonly study: Study;
  /** Whose places are counted: each kind of people has a quota of its own. */
  readonly kind: number;
  /** The session that asks, which is not counted against itself; its cell has its share of the places and no more. */
  readonly asks?: Pick<SessionRow, "id" | "cell">;
};

/** Throws quota-full when finished sessions and people at work fill the study's places. Who has not agreed yet holds none,
 *  nor does who was let in beyond what one device may hold. */
export async function refuseOverQuota({ now }: StoreContext, query: Query, asking: Asking): Promise<void> {
  const { study, kind, asks } = asking;
  if (!study.quota) return;
  const since = atWorkSince(now());
  const rows = await query
    .selectFrom("sessions")
    .select((is) => ["cell", is.fn.countAll<number>().as("places")])
    .where("study_id", "=", study.id)
    .where("wave", "=", "")
    .where("is_simulated", "=", kind)
    .where("id", "!=", asks?.id ?? "")
    .where("withdrawn_at", "is", null)
    .where("screened_out_at", "is", null)
    .where((is) =>
      is.or([
        is("finished_at", "is not", null),
        is.and([is("takes_part", "=", 1), is("holds_place", "=", 1), is("seen_at", ">", since)]),
      ]),
    )
    .groupBy("cell")
    .execute();
  const { completes } = study.quota;
  const all = rows.reduce((sum, { places }) => sum + Number(places), 0);
  const ofCell = Number(rows.find(({ cell }) => cell === asks?.cell)?.places ?? 0);
  if (all < completes && ofCell < Math.ceil(completes / cellsOf(study))) return;
  throw refusal("quota-full", "Enough people have taken part in this study. Thank you for coming.");
}

/** How many cells the study's design has. */
export function cellsOf(study: Study): number {
  return Object.values(factorsOf(study)).reduce((product, levels) => product * levels.length, 1);
}

/** Whoever has agreed and gave a sign of life after this moment is at work. */
export function atWorkSince(now: Date): string {
  return new Date(now.getTime() - PLACE_HELD_MS).toISOString();
}

/** Whoever gave a sign of life after this moment is expected to finish. */
export function heldSince(now: Date): string {
  return new Date(now.getTime() - EXPECTED_BACK_MS).toISOString();
}

export function refusal(code: ProblemCode, detail: string): Problem {
  return new Problem({ code, detail });
}
