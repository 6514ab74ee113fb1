import type { Query } from "../../database/database.ts";
import type { ReferralDay } from "./referralStore.ts";

/** Every link of these sessions with its days, in the order of sessions and days. */
export async function referralDays(query: Query, sessionIds: readonly string[]): Promise<readonly ReferralDay[]> {
  if (sessionIds.length === 0) return [];
  return await daysOf(query, (base) => base.where("referrals.session_id", "in", sessionIds));
}

/** Every link of a study; of nobody who was erased. */
export async function referralDaysOfStudy(query: Query, studyId: string): Promise<readonly ReferralDay[]> {
  return await daysOf(query, (base) => base.where("sessions.study_id", "=", studyId));
}

function allDays(query: Query) {
  return query
    .selectFrom("referrals")
    .innerJoin("sessions", "sessions.id", "referrals.session_id")
    .leftJoin("referral_days", "referral_days.code", "referrals.code")
    .select(["referrals.session_id as sessionId", "referrals.instance", "referral_days.day"])
    .select(["referral_days.opened", "referral_days.self_visits as selfVisits", "referral_days.visits"])
    .orderBy("referrals.session_id")
    .orderBy("referrals.instance")
    .orderBy("referral_days.day");
}

async function daysOf(
  query: Query,
  narrow: (base: ReturnType<typeof allDays>) => ReturnType<typeof allDays>,
): Promise<readonly ReferralDay[]> {
  const rows = await narrow(allDays(query)).execute();
  return rows.map(({ sessionId, instance, day, opened, selfVisits, visits }) => ({
    ...{ sessionId, instance, day: day === null ? null : Number(day) },
    ...{ opened: Number(opened ?? 0), selfVisits: Number(selfVisits ?? 0), visits: Number(visits ?? 0) },
  }));
}

/** Takes a session's links and counters. */
export async function eraseReferrals(query: Query, sessionId: string): Promise<void> {
  const codes = query.selectFrom("referrals").select("code").where("session_id", "=", sessionId);
  await query.deleteFrom("referral_days").where("code", "in", codes).execute();
  await query.deleteFrom("referrals").where("session_id", "=", sessionId).execute();
}
