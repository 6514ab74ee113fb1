import { hkdfSync, randomBytes, randomUUID } from "node:crypto";
import { Problem } from "../../../experiments/contract/problem.ts";
import type { Study } from "../../../experiments/contract/study.ts";
import { stakesOf } from "../../../experiments/measures/behavioural/stakesOf.ts";
import { type PaidInstance, paidInstances } from "../../../experiments/studyFile/paidInstances.ts";
import type { StoreContext } from "../../database/context.ts";
import type { Query } from "../../database/database.ts";
import { momentIn } from "../../database/moment.ts";
import type { DrawRow, SessionRow } from "../../database/tables.ts";
import { openUnder, sealUnder } from "../../database/vault.ts";
import { commitmentOf } from "../../draws/chance.ts";
import { settleDraw } from "../../draws/settleDraw.ts";
import { withdrawn } from "../../refusals.ts";
import { newClaimCode } from "../../secrets.ts";
import { assignmentOf } from "../sessions/drawCell.ts";
import { consentRefusal } from "../sessions/finishSession.ts";
import { lockedSession } from "../sessions/lockedSession.ts";
import type { SqlStudyStore, VersionReader } from "../studies/studies.ts";
import { storedResult } from "../trials/storedResult.ts";
import { trialsOf } from "../trials/storedTrials.ts";
import type { DrawStore } from "./drawStore.ts";

/** Draws from the sealed secret to the answer that never changes. */
export function drawStore(context: StoreContext, studies: SqlStudyStore): DrawStore {
  const { query } = context.database;
  return {
    async commitments(sessionId) {
      const select = query.selectFrom("draws").select(["instance", "commitment"]).orderBy("instance");
      const rows = await select.where("session_id", "=", sessionId).execute();
      return Object.fromEntries(rows.map(({ instance, commitment }) => [instance, commitment]));
    },
    async close({ sessionId, studyId }, instance) {
      const key = await drawKey(context, studyId);
      return await query.transaction().execute(async (transaction) => {
        const session = await lockedSession(context, transaction, sessionId);
        const drawn = await closeDraw(context, transaction, { session, instance, key, version: studies.versionIn });
        return { ...drawn, claimCode: await claimCodeOf(transaction, session, instance) };
      });
    },
  };
}

/** What secrets of a study's draws are sealed under: it follows from the study's key, which lies in the vault. */
export async function drawKey({ vault }: StoreContext, studyId: string): Promise<Uint8Array> {
  return new Uint8Array(hkdfSync("sha256", await vault.studyKey(studyId), new Uint8Array(), "saydo draws", 32));
}

/** Makes the secrets of a session's draws, one an instance, and seals them. */
export async function makeDraws(
  query: Query,
  { study, sessionId, key }: { readonly study: Study; readonly sessionId: string; readonly key: Uint8Array },
): Promise<void> {
  const rows = paidInstances(study).map(({ instance }): DrawRow => {
    const secret = randomBytes(32).toString("hex");
    const commitment = commitmentOf({ sessionId, instance, secret });
    const sealed = sealUnder(key, secret);
    return { session_id: sessionId, instance, commitment, sealed, closed_at: null, result: null };
  });
  if (rows.length > 0) await query.insertInto("draws").values(rows).execute();
}

type Closing = {
  readonly session: SessionRow;
  readonly instance: string;
  readonly key: Uint8Array;
  readonly version: VersionReader;
};
type Result = ReturnType<typeof storedResult>;

async function closeDraw(context: StoreContext, query: Query, closing: Closing): Promise<Result> {
  const { session, instance } = closing;
  if (session.withdrawn_at !== null) throw withdrawn();
  const refused = consentRefusal(session.takes_part);
  if (refused) throw new Problem({ code: refused, detail: "Nothing is drawn before somebody agreed to take part." });
  const row = await query
    .selectFrom("draws")
    .selectAll()
    .where("session_id", "=", session.id)
    .where("instance", "=", instance)
    .executeTakeFirst();
  if (!row) throw drawUnknown(instance);
  if (row.result !== null) return storedResult(row.result);
  const study = await closing.version(query, session.study_hash);
  const paid = paidInstances(study).find((one) => one.instance === instance);
  if (!paid) throw drawUnknown(instance);
  const result = await settle(query, { session, study, paid, secret: openUnder(closing.key, row.sealed) });
  if (result === "incomplete") throw choicesMissing(instance);
  const at = momentIn(context, session);
  await query
    .updateTable("draws")
    .set({ closed_at: at, result: JSON.stringify(result) })
    .where("session_id", "=", session.id)
    .where("instance", "=", instance)
    .execute();
  if (result.wins && session.is_simulated === 0) await owe(query, { session, result, at });
  return result;
}

type Settling = {
  readonly session: SessionRow;
  readonly study: Study;
  readonly paid: PaidInstance;
  readonly secret: string;
};

async function settle(query: Query, { session, study, paid, secret }: Settling) {
  let isWhole = true;
  const trials = await trialsOf(query, session.id, () => {
    isWhole = false;
  });
  // Behind a damaged trial another answer than the first would count.
  if (!isWhole) return "incomplete";
  const bodies = trials.map(({ body }) => body);
  return settleDraw({
    sessionId: session.id,
    secret,
    paid,
    stakes: stakesOf(paid.parameters, drawnStakes(session, paid.instance)),
    seed: session.seed ?? 0,
    products: study.products.map(({ id }) => id),
    bodies: bodies.filter((body) => body["instance"] === paid.instance),
  });
}

function drawnStakes({ cell }: SessionRow, instance: string): { readonly stakes?: string } {
  const stakes = assignmentOf(cell)[`${instance}.stakes`];
  return stakes === undefined ? {} : { stakes };
}

async function owe(
  query: Query,
  { session, result, at }: { readonly session: SessionRow; readonly result: Result; readonly at: string },
): Promise<void> {
  await query
    .insertInto("winnings")
    .values({
      id: randomUUID(),
      study_id: session.study_id,
      session_id: session.id,
      participant_id: session.participant_id,
      instance: result.instance,
      claim_code: newClaimCode(),
      gets: JSON.stringify(result.gets),
      bonus: Math.round(result.bonus * 100),
      currency: result.endowment.currency,
      won_on: at.slice(0, 10),
      state: "owed",
      batch: null,
      reason: null,
    })
    .execute();
}

async function claimCodeOf(query: Query, session: SessionRow, instance: string): Promise<string | null> {
  const row = await query
    .selectFrom("winnings")
    .innerJoin("draws", (on) =>
      on.onRef("draws.session_id", "=", "winnings.session_id").onRef("draws.instance", "=", "winnings.instance"),
    )
    .select(["winnings.claim_code as code", "draws.closed_at as closedAt"])
    .where("winnings.session_id", "=", session.id)
    .where("winnings.instance", "=", instance)
    .executeTakeFirst();
  // Nobody who came with the id or the link alone gets what was won before at another device.
  const isAnothers = session.moved_at !== null && (row?.closedAt ?? "") < session.moved_at;
  return row === undefined || isAnothers ? null : row.code;
}

/** Which of these sessions' draws are over, as `<session>/<instance>`. */
export async function closedDraws(query: Query, sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (sessionIds.length === 0) return new Set();
  const rows = await query
    .selectFrom("draws")
    .select(["session_id", "instance"])
    .where("session_id", "in", sessionIds)
    .where("closed_at", "is not", null)
    .execute();
  return new Set(rows.map((row) => `${row.session_id}/${row.instance}`));
}

function drawUnknown(instance: string): Problem {
  return new Problem({
    code: "draw-unknown",
    detail: "Nothing is drawn in this session under this name.",
    found: instance.slice(0, 80),
    expected: "an instance among the commitments that the session started with",
  });
}

function choicesMissing(instance: string): Problem {
  return new Problem({
    code: "choices-missing",
    detail: `Chance decides once every choice of ${instance} is stored, and one is missing.`,
    todo: "Send the missing trials, then ask again.",
  });
}
