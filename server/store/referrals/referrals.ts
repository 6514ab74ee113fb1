import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { Problem } from "../../../experiments/contract/problem.ts";
import { studyOfWave } from "../../../experiments/contract/wave.ts";
import { referral } from "../../../experiments/measures/behavioural/referral/measure.ts";
import { instancesOf } from "../../../experiments/studyFile/flow.ts";
import type { StoreContext } from "../../database/context.ts";
import { locked, type Query } from "../../database/database.ts";
import { momentIn } from "../../database/moment.ts";
import type { ReferralRow, SessionRow } from "../../database/tables.ts";
import { withdrawn } from "../../refusals.ts";
import { consentRefusal } from "../sessions/finishSession.ts";
import { lockedSession } from "../sessions/lockedSession.ts";
import type { SqlStudyStore } from "../studies/studies.ts";
import type { LinkPress, ReferralStore } from "./referralStore.ts";

/** Personal links: made when they are shown, counted when somebody presses the button on their page. */
export function referralStore(context: StoreContext, studies: SqlStudyStore): ReferralStore {
  const { query } = context.database;
  return {
    give: ({ sessionId }, instance) =>
      query.transaction().execute(async (transaction) => {
        const session = await lockedSession(context, transaction, sessionId);
        const known = await linkOf(transaction, session, instance);
        if (known) return { code: known };
        return { code: await makeLink(context, transaction, { session, instance, studies }) };
      }),
    async open(code) {
      const row = await rowOf(query, code);
      return row && { target: row.target, token: tokenOf(await pageKey(studies), code, context.now().getTime()) };
    },
    async press(code, press) {
      const key = await pageKey(studies);
      return await query.transaction().execute((transaction) => countPress(context, transaction, { code, press, key }));
    },
  };
}

/** The same in every process, so that a page of one is known to the other. */
async function pageKey(studies: SqlStudyStore): Promise<string> {
  return `pages of links ${await studies.simulationKey()}`;
}

async function linkOf(query: Query, session: SessionRow, instance: string): Promise<string | undefined> {
  const base = query.selectFrom("referrals").select("code").where("session_id", "=", session.id);
  return (await base.where("instance", "=", instance).executeTakeFirst())?.code;
}

async function rowOf(query: Query, code: string): Promise<ReferralRow | undefined> {
  return await query.selectFrom("referrals").selectAll().where("code", "=", code).executeTakeFirst();
}

const CODE_BYTES = 9;

type Making = { readonly session: SessionRow; readonly instance: string; readonly studies: SqlStudyStore };

async function makeLink(context: StoreContext, query: Query, { session, instance, studies }: Making): Promise<string> {
  if (session.withdrawn_at !== null) throw withdrawn();
  const refused = consentRefusal(session.takes_part);
  if (refused) throw new Problem({ code: refused, detail: "No link is given before somebody agreed to take part." });
  const study = studyOfWave(await studies.versionIn(query, session.study_hash), session.wave);
  const one = instancesOf(study).find((some) => some.instance === instance && some.measure.name === referral.name);
  const asked = one === undefined ? undefined : referral.parameters.parse(one.parameters);
  if (!asked?.target) throw linkUnknown(instance);
  const code = randomBytes(CODE_BYTES).toString("base64url");
  const shown_at = momentIn(context, session);
  const row = { code, session_id: session.id, instance, target: asked.target, days: asked.days, shown_at };
  await query
    .insertInto("referrals")
    .values({ ...row, visited_at: null })
    .execute();
  return code;
}

function linkUnknown(instance: string): Problem {
  return new Problem({
    code: "link-unknown",
    detail: "The study gives no link under this name.",
    found: instance.slice(0, 80),
    expected: "an instance of referral",
  });
}

const [SECOND, MINUTE, DAY] = [1000, 60_000, 86_400_000];
const OWN_MS = 15 * MINUTE;

type Counting = { readonly code: string; readonly press: LinkPress; readonly key: string };

async function countPress(context: StoreContext, query: Query, { code, press, key }: Counting) {
  const row = await locked(
    context.database,
    query.selectFrom("referrals").selectAll().where("code", "=", code),
  ).executeTakeFirst();
  if (!row) return undefined;
  if (await hasWithdrawn(query, row)) return row.target;
  const nowMs = context.now().getTime();
  const sinceMs = nowMs - Date.parse(row.shown_at);
  const isPressed = press.isTrusted && isFresh(press.token, { key, code, nowMs });
  if (!isPressed || sinceMs < 0 || sinceMs >= Number(row.days) * DAY) return row.target;
  const isSelf = press.isOwnTab || sinceMs < OWN_MS;
  const isSoon = row.visited_at !== null && nowMs - Date.parse(row.visited_at) < MINUTE;
  const counted = { self: isSelf ? 1 : 0, visit: isSelf || isSoon ? 0 : 1 };
  await addTo(query, { code, day: Math.floor(sinceMs / DAY), ...counted });
  if (counted.visit === 1) {
    await query
      .updateTable("referrals")
      .set({ visited_at: new Date(nowMs).toISOString() })
      .where("code", "=", code)
      .execute();
  }
  return row.target;
}

/** Of whoever withdrew nothing more is stored; the link leads on all the same. */
async function hasWithdrawn(query: Query, { session_id }: ReferralRow): Promise<boolean> {
  const base = query.selectFrom("sessions").select("withdrawn_at").where("id", "=", session_id);
  return (await base.executeTakeFirst())?.withdrawn_at !== null;
}

type Adding = { readonly code: string; readonly day: number; readonly self: number; readonly visit: number };

async function addTo(query: Query, { code, day, self, visit }: Adding): Promise<void> {
  await query
    .insertInto("referral_days")
    .values({ code, day, opened: 1, self_visits: self, visits: visit })
    .onConflict((on) =>
      on.columns(["code", "day"]).doUpdateSet((is) => ({
        opened: is("referral_days.opened", "+", 1),
        self_visits: is("referral_days.self_visits", "+", self),
        visits: is("referral_days.visits", "+", visit),
      })),
    )
    .execute();
}

/** When a page was made, in ms, with a signature over it and the link's code. */
function tokenOf(key: string, code: string, atMs: number): string {
  return `${atMs}.${createHmac("sha256", key).update(`${code}\n${atMs}`).digest("base64url")}`;
}

type Freshness = { readonly key: string; readonly code: string; readonly nowMs: number };

/** Whether the page was made here, at least a second ago and at most a day. */
function isFresh(token: string, { key, code, nowMs }: Freshness): boolean {
  const atMs = Number(/^(\d{1,15})\./.exec(token)?.[1] ?? Number.NaN);
  if (!Number.isFinite(atMs)) return false;
  const [given, made] = [Buffer.from(token), Buffer.from(tokenOf(key, code, atMs))];
  if (given.length !== made.length || !timingSafeEqual(given, made)) return false;
  return nowMs - atMs >= SECOND && nowMs - atMs <= DAY;
}
