import { referral } from "../../experiments/measures/behavioural/referral/measure.ts";
import type { ReferralDay, SessionRecord, StoredTrial, StudyView } from "../store/store.ts";
import type { NewTables } from "./newTables.ts";

/** referrals.csv: one row a link × day on which it was opened, one for a link that nobody opened; where links were given. */
export async function exportReferrals(
  view: StudyView,
  sessions: readonly SessionRecord[],
  out: NewTables,
): Promise<void> {
  const people = new Map(sessions.map(({ sessionId, participantId }) => [sessionId, participantId]));
  // Sessions of a pilot are in no file.
  const days = (await view.referrals()).filter(({ sessionId }) => people.has(sessionId));
  if (days.length === 0) return;
  const file = out.open("referrals.csv", [
    ...["session_id", "participant_id", "instance", "day", "opened", "self", "visits"],
  ]);
  for (const { sessionId, instance, day, opened, selfVisits, visits } of days) {
    const counts = [opened, selfVisits, visits].map(String);
    await file.write([sessionId, people.get(sessionId) ?? "", instance, day === null ? "" : String(day), ...counts]);
  }
  await file.close();
}

/** Puts into the trials of links what came of them, which no browser knows and nobody can claim. Simulated people keep what they
 *  brought. */
export function withVisits(days: readonly ReferralDay[]) {
  const byLink = new Map<string, ReferralDay[]>();
  for (const day of days) {
    const link = JSON.stringify([day.sessionId, day.instance]);
    byLink.set(link, [...(byLink.get(link) ?? []), day]);
  }
  return ({ sessionId, isSimulated }: SessionRecord, stored: readonly StoredTrial[]): readonly StoredTrial[] =>
    isSimulated ? stored : stored.map((trial) => visited(trial, byLink, sessionId));
}

function visited(
  trial: StoredTrial,
  byLink: ReadonlyMap<string, readonly ReferralDay[]>,
  sessionId: string,
): StoredTrial {
  const { body } = trial;
  if (body["measure"] !== referral.name) return trial;
  const own = byLink.get(JSON.stringify([sessionId, body["instance"]]));
  if (own === undefined) return { ...trial, body: { ...body, visits: null, selfVisits: null, firstVisitDay: null } };
  const sum = (of: (day: ReferralDay) => number) => own.reduce((total, day) => total + of(day), 0);
  const counts = { visits: sum(({ visits }) => visits), selfVisits: sum(({ selfVisits }) => selfVisits) };
  const first = own.find(({ visits }) => visits > 0)?.day ?? null;
  return { ...trial, body: { ...body, ...counts, firstVisitDay: first } };
}
