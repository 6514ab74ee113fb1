import type { ProblemCode } from "../../../experiments/contract/problem.ts";
import type { Study } from "../../../experiments/contract/study.ts";
import { studyOfWave } from "../../../experiments/contract/wave.ts";
import type { StoreContext } from "../../database/context.ts";
import { type Database, type Query, runsOf } from "../../database/database.ts";
import { keptQuery } from "../../database/keptQuery.ts";
import type { SessionRow, Tables } from "../../database/tables.ts";
import { type Instances, instancesOf, ofStudy } from "../../ingest/knownInstance.ts";
import { closedDraws } from "../draws/draws.ts";
import { consentRefusal } from "../sessions/finishSession.ts";
import { roomOf } from "../sessions/sessionRoom.ts";
import { type BatchOutcome, type ReceivedTrial, type TrialBatch, type TrialResult, UNNUMBERED } from "../store.ts";
import type { VersionReader } from "../studies/studies.ts";
import type { StudyBytes } from "../studies/studyBytes.ts";
import { advance, type Progress } from "./progress.ts";
import { digestOf, judgeLate, judgeOver, judgeStored, quarantine, type Valid } from "./storedTrial.ts";

type Received = { readonly batch: TrialBatch; readonly session: SessionRow };

/** Stores the batches of one event-loop turn in one transaction. Each trial is judged alone: what is new is created,
 *  what is there already is same or conflict, what does not fit goes to quarantine and still counts as stored. */
export async function appendTrials(
  context: StoreContext,
  batches: readonly TrialBatch[],
  { version, studyBytes }: { readonly version: VersionReader; readonly studyBytes: StudyBytes },
): Promise<readonly BatchOutcome[]> {
  return await context.database.query.transaction().execute(async (transaction) => {
    const sessions = await sessionsOf(context.database, transaction, batches);
    const instances = await instancesByVersion(sessions.values(), (hash) => version(transaction, hash));
    const room = roomOf(await studyBytes(transaction, sessions.values()));
    const accepted = batches.map((batch): Received | ProblemCode => {
      const session = sessions.get(batch.tokenHash);
      const refused = session ? refusalOf(batch, session) : "token-invalid";
      if (refused !== undefined || !session) return refused ?? "token-invalid";
      const known: Instances = instances.get(definitionOf(session)) ?? nothingKnown;
      const trials = room.within(
        session,
        batch.trials.map((trial) => ofStudy(trial, known)),
      );
      return { session, batch: { ...batch, trials } };
    });
    const received = accepted.filter((one) => typeof one !== "string");
    const at = context.now().toISOString();
    const over = await drawsOver(transaction, received, instances);
    const created = await insertNew({ database: context.database, query: transaction }, received, { at, over });
    const results: TrialResult[][] = [];
    for (const one of received) results.push(await judge(transaction, one, { created, at, over }));
    const moved = received.map((one, place) => progressOf(one, results[place] ?? []));
    const progress = await advance({ database: context.database, query: transaction }, moved, at);
    for (const { session, bytes } of moved) studyBytes.add(session.study_id, bytes);
    let next = 0;
    return accepted.map((one): BatchOutcome => {
      if (typeof one === "string") return { refused: one };
      const place = next;
      next += 1;
      return { results: results[place] ?? [], ackedThrough: progress.get(one.session.id) ?? one.session.acked_through };
    });
  });
}

const nothingKnown: Instances = { measures: new Map(), products: new Set(), paid: new Set() };
const known = new WeakMap<Study, Instances>();

async function instancesByVersion(
  sessions: Iterable<SessionRow>,
  version: (hash: string) => Promise<Study>,
): Promise<ReadonlyMap<string, Instances>> {
  const found = new Map<string, Instances>();
  for (const session of sessions) {
    if (found.has(definitionOf(session))) continue;
    const study = studyOfWave(await version(session.study_hash), session.wave);
    const instances = known.get(study) ?? instancesOf(study);
    known.set(study, instances);
    found.set(definitionOf(session), instances);
  }
  return found;
}

/** Names what a session is made of: its study's version, and in that the wave. */
function definitionOf({ study_hash, wave }: SessionRow): string {
  return `${study_hash}/${wave}`;
}

async function sessionsOf(database: Database, query: Query, batches: readonly TrialBatch[]) {
  const hashes = [...new Set(batches.map((batch) => batch.tokenHash))];
  const rows: SessionRow[] = [];
  for (const run of runsOf(hashes)) {
    rows.push(...(await (database.dialect === "postgres" ? lockSessions : readSessions)(database, query, run)));
  }
  return new Map(rows.map((row) => [row.token_hash, row]));
}

// In the order of their ids, so that two servers never wait for each other's rows in a circle.
const byToken = (query: Query, hashes: readonly string[]) =>
  query.selectFrom("sessions").selectAll().where("token_hash", "in", hashes).orderBy("id");
const parametersOf = (hash: string) => [hash];
const readSessions = keptQuery({
  compile: (query, hashes: readonly string[]) => byToken(query, hashes).compile(),
  parametersOf,
});
const lockSessions = keptQuery({
  compile: (query, hashes: readonly string[]) => byToken(query, hashes).forUpdate().compile(),
  parametersOf,
});

function refusalOf(batch: TrialBatch, session: SessionRow): ProblemCode | undefined {
  if (session.id !== batch.sessionId) return "session-not-found";
  if (session.withdrawn_at !== null) return "withdrawn";
  return consentRefusal(session.takes_part);
}

/** Inserts every trial that is new and returns the keys of those that were; a trial whose number or id is taken is left
 *  to `judge`, as is everything of a session that has ended or has something in quarantine. */
async function insertNew(
  { database, query }: { readonly database: Database; readonly query: Query },
  received: readonly Received[],
  { at, over }: Arrived,
): Promise<Set<string>> {
  const rows = new Map<string, Tables["trials"]>();
  for (const { batch, session } of received) {
    if (session.finished_at !== null || session.quarantined > 0) continue;
    for (const trial of batch.trials) {
      const key = keyOf(session.id, trial.seq);
      if (isOver(trial, session, over)) continue;
      if (!("problem" in trial) && !rows.has(key)) rows.set(key, trialRow(session.id, trial, at));
    }
  }
  const created = new Set<string>();
  for (const run of runsOf([...rows.values()])) {
    for (const row of await insertTrials(database, query, run)) created.add(keyOf(row.session_id, row.seq));
  }
  return created;
}

const insertTrials = keptQuery({
  compile: (query, rows: readonly Tables["trials"][]) =>
    query
      .insertInto("trials")
      .values(rows)
      .onConflict((on) => on.doNothing())
      .returning(["session_id", "seq"])
      .compile(),
  parametersOf: (row) => [row.session_id, row.seq, row.id, row.body, row.digest, row.received_at],
});

/** Which draws the batches' sessions have behind them; nothing is asked where no trial is of a paid instance. */
async function drawsOver(
  query: Query,
  received: readonly Received[],
  instances: ReadonlyMap<string, Instances>,
): Promise<ReadonlySet<string>> {
  const paid = received.filter(({ batch, session }) => {
    const known = instances.get(definitionOf(session))?.paid;
    return batch.trials.some((trial) => !("problem" in trial) && known?.has(trial.instance));
  });
  return await closedDraws(query, [...new Set(paid.map(({ session }) => session.id))]);
}

function isOver(trial: ReceivedTrial, session: SessionRow, over: ReadonlySet<string>): boolean {
  return !("problem" in trial) && over.has(`${session.id}/${trial.instance}`);
}

type Arrived = { readonly at: string; readonly over: ReadonlySet<string> };
type Judging = Arrived & { readonly created: Set<string> };

async function judge(
  query: Query,
  { batch, session }: Received,
  { created, at, over }: Judging,
): Promise<TrialResult[]> {
  const results: TrialResult[] = [];
  for (const trial of batch.trials) {
    if ("problem" in trial && trial.over) results.push(await judgeOver(query, session, trial));
    else if ("problem" in trial) results.push(await quarantine(query, { session, trial, at }));
    else if (isOver(trial, session, over)) results.push(await judgeLate(query, { session, trial, at }));
    // A number is claimed once a turn; whoever comes later under it meets what was stored.
    else if (created.delete(keyOf(session.id, trial.seq))) results.push({ seq: trial.seq, status: "created" });
    else results.push(await judgeStored(query, { session, trial, row: trialRow(session.id, trial, at) }));
  }
  return results;
}

function trialRow(sessionId: string, trial: Valid, at: string): Tables["trials"] {
  return {
    session_id: sessionId,
    seq: trial.seq,
    id: trial.id.toLowerCase(),
    body: Buffer.from(trial.body, "utf8"),
    digest: digestOf(trial.body),
    received_at: at,
  };
}

function progressOf({ session, batch }: Received, results: readonly TrialResult[]): Progress {
  const progress = { seqs: [] as number[], bytes: 0, refused: 0, over: 0 };
  for (const [place, { seq, status, problem }] of results.entries()) {
    const trial = batch.trials[place];
    const isOver = trial !== undefined && "problem" in trial && trial.over !== undefined;
    if (problem) progress.refused += 1;
    if (problem && isOver) progress.over += 1;
    if (isOver || status === "same") continue;
    progress.bytes += trial === undefined ? 0 : Buffer.byteLength(trial.item);
    if (seq !== UNNUMBERED && status !== "conflict") progress.seqs.push(seq);
  }
  return { session, ...progress };
}

const keyOf = (sessionId: string, seq: number) => `${sessionId}/${seq}`;
