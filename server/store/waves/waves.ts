import { Problem } from "../../../experiments/contract/problem.ts";
import { ConsentGiven } from "../../../experiments/contract/session.ts";
import type { Study } from "../../../experiments/contract/study.ts";
import { spanOfWave } from "../../../experiments/contract/wave.ts";
import type { StoreContext } from "../../database/context.ts";
import { locked, type Query, runsOf } from "../../database/database.ts";
import { momentIn } from "../../database/moment.ts";
import { peopleKinds, type SessionRow } from "../../database/tables.ts";
import { noSuchStudy } from "../../refusals.ts";
import type { SqlStudyStore } from "../studies/studies.ts";
import { personOfWaveCode, waveCode } from "./waveCode.ts";
import type { InvitedPerson, LeftOut, OpenedWave, WaveChoice, WaveList, WaveStore } from "./waveStore.ts";

/** Later sessions of the same people: who is asked, and what becomes of it. */
export function waveStore(context: StoreContext, studies: SqlStudyStore): WaveStore {
  const { query } = context.database;
  return {
    invite: (choice) => invite(context, studies, choice),
    open: (studyId, code) => query.transaction().execute((within) => open(context, within, { studies, studyId, code })),
    async refuse(studyId, code, extent) {
      return await query.transaction().execute(async (within) => {
        const person = await personOfWaveCode(context, within, code);
        if (person?.studyId !== studyId) return undefined;
        await note(within, person, { refused_at: context.now().toISOString() });
        if (extent === "never") await endRecontact(context, within, person.participantId);
        return true;
      });
    },
    endRecontact: (participantId) =>
      query.transaction().execute((within) => endRecontact(context, within, participantId)),
    async invited(studyId) {
      const rows = await query
        .selectFrom("wave_people")
        .select((is) => ["wave", is.fn.count<number>("invited_at").as("people")])
        .where("study_id", "=", studyId)
        .groupBy("wave")
        .execute();
      return new Map(rows.map(({ wave, people }) => [wave, Number(people)]));
    },
  };
}

type Opening = { readonly studies: SqlStudyStore; readonly studyId: string; readonly code: string };

async function open(
  context: StoreContext,
  query: Query,
  { studies, studyId, code }: Opening,
): Promise<OpenedWave | undefined> {
  const person = await personOfWaveCode(context, query, code);
  if (person?.studyId !== studyId) return undefined;
  const { first, wave } = person;
  const study = await studies.versionIn(query, first.study_hash);
  const place = (study.waves ?? []).findIndex(({ id }) => id === wave);
  const planned = study.waves?.[place];
  if (planned === undefined || first.finished_at === null) return undefined;
  const span = spanOfWave(planned, new Date(first.finished_at));
  const sessions = await sessionsOf(query, person.participantId);
  const state = stateOf({ first, sessions, wave, span, now: context.now() });
  const at = momentIn(context, first);
  await note(query, person, { opened_at: at, ...(state === "late" ? { late_at: at } : {}) });
  return {
    studyHash: first.study_hash,
    wave,
    part: place + 2,
    parts: (study.waves ?? []).length + 1,
    language: sessions.find((one) => one.wave === wave)?.language ?? first.language ?? "en",
    firstOn: first.finished_at.slice(0, 10),
    opens: span.opens.toISOString(),
    closes: span.closes.toISOString(),
    state,
  };
}

type Looked = {
  readonly first: SessionRow;
  readonly sessions: readonly SessionRow[];
  readonly wave: string;
  readonly span: { readonly opens: Date; readonly closes: Date };
  readonly now: Date;
};

/** What can be done with a link to a wave at a moment. Who began in time may finish. */
export function stateOf({ first, sessions, wave, span, now }: Looked): OpenedWave["state"] {
  const own = sessions.find((one) => one.wave === wave);
  if (own && (own.finished_at !== null || own.withdrawn_at !== null || own.screened_out_at !== null)) return "done";
  if (sessions.some(({ withdrawn_at }) => withdrawn_at !== null)) return "ended";
  if (own) return "open";
  if (!mayAskAgain(first)) return "ended";
  if (now < span.opens) return "early";
  return now < span.closes ? "open" : "late";
}

export function mayAskAgain({ purposes, takes_part }: SessionRow): boolean {
  if (purposes === null || takes_part !== 1) return false;
  return ConsentGiven.shape.purposes.parse(JSON.parse(purposes)).recontact;
}

/** All sessions of a person, in the order of their starts. */
export async function sessionsOf(query: Query, participantId: string): Promise<readonly SessionRow[]> {
  const select = query.selectFrom("sessions").selectAll().where("participant_id", "=", participantId);
  return await select.orderBy("started_at").orderBy("id").execute();
}

type Times = Partial<Record<"invited_at" | "opened_at" | "late_at" | "refused_at", string>>;

/** Notes when something happened first. */
export async function note(
  query: Query,
  { participantId, studyId, wave }: { readonly participantId: string; readonly studyId: string; readonly wave: string },
  times: Times,
): Promise<void> {
  const nothing = { invited_at: null, opened_at: null, late_at: null, refused_at: null };
  const row = { participant_id: participantId, study_id: studyId, wave, ...nothing, ...times };
  const inserted = query.insertInto("wave_people").values(row);
  await inserted
    .onConflict((on) =>
      on.columns(["participant_id", "wave"]).doUpdateSet((is) => ({
        invited_at: is.fn.coalesce("wave_people.invited_at", "excluded.invited_at"),
        opened_at: is.fn.coalesce("wave_people.opened_at", "excluded.opened_at"),
        late_at: is.fn.coalesce("wave_people.late_at", "excluded.late_at"),
        refused_at: is.fn.coalesce("wave_people.refused_at", "excluded.refused_at"),
      })),
    )
    .execute();
}

/** Writes the choice anew without the permission, as any other change of a consent; the earlier choices stay. */
async function endRecontact(context: StoreContext, query: Query, participantId: string): Promise<void> {
  for (const session of await sessionsOf(query, participantId)) {
    if (session.wave !== "" || session.purposes === null || session.erased_at !== null) continue;
    const given = ConsentGiven.shape.purposes.parse(JSON.parse(session.purposes));
    if (!given.recontact) continue;
    const purposes = JSON.stringify({ ...given, recontact: false });
    const { number } = await query
      .selectFrom("consents")
      .select((is) => is.fn.countAll<number>().as("number"))
      .where("session_id", "=", session.id)
      .executeTakeFirstOrThrow();
    await query
      .insertInto("consents")
      .values({
        session_id: session.id,
        number: Number(number),
        consent_hash: session.consent_hash ?? "",
        language: session.language ?? "und",
        purposes,
        given_at: momentIn(context, session),
      })
      .execute();
    await query.updateTable("sessions").set({ purposes }).where("id", "=", session.id).execute();
  }
}

async function invite(context: StoreContext, studies: SqlStudyStore, choice: WaveChoice): Promise<WaveList> {
  const { studyId, wave } = choice;
  const { database, vault } = context;
  const chosen = await database.query.transaction().execute(async (query) => {
    // Nobody withdraws, finishes or is erased between being looked at and being noted.
    const study = locked(database, query.selectFrom("studies").selectAll().where("id", "=", studyId));
    const row = await study.executeTakeFirst();
    if (!row) throw noSuchStudy(studyId);
    refuseUnknownWave(await studies.versionIn(query, row.hash), wave);
    return await choose(context, query, { studies, choice });
  });
  const key = await vault.studyKey(studyId);
  const people: InvitedPerson[] = [];
  for (const { participantId, sealed, opens, closes } of chosen.people) {
    const panelId = await vault.open(participantId, sealed);
    // Erased since: their key is gone.
    if (panelId === null) continue;
    people.push({ participantId, panelId, code: waveCode(key, { participantId, wave }), opens, closes });
  }
  const now = context.now().toISOString();
  return { people, openNow: people.filter(({ opens }) => opens <= now).length, left: chosen.left };
}

function refuseUnknownWave(study: Study, wave: string): void {
  const ids = (study.waves ?? []).map(({ id }) => id);
  if (ids.includes(wave)) return;
  throw new Problem({
    code: "setting-invalid",
    detail: "The study has no such wave.",
    path: "wave",
    expected: ids.length === 0 ? "a study with waves" : `one of ${ids.join(", ")}`,
    found: wave.slice(0, 80),
  });
}

type Chosen = Pick<InvitedPerson, "participantId" | "opens" | "closes"> & { readonly sealed: Uint8Array };

async function choose(
  context: StoreContext,
  query: Query,
  { studies, choice }: { readonly studies: SqlStudyStore; readonly choice: WaveChoice },
) {
  const { studyId, wave, isDue, isNew } = choice;
  const now = context.now();
  const of = query.selectFrom("sessions").selectAll().where("study_id", "=", studyId);
  const rows = await of
    .where("is_simulated", "=", peopleKinds.real)
    .where("erased_at", "is", null)
    .orderBy("started_at")
    .orderBy("id")
    .execute();
  const byPerson = new Map<string, SessionRow[]>();
  for (const row of rows) {
    const own = byPerson.get(row.participant_id);
    if (own) own.push(row);
    else byPerson.set(row.participant_id, [row]);
  }
  const notes = await query.selectFrom("wave_people").selectAll().where("study_id", "=", studyId).execute();
  const noted = new Map(notes.filter((one) => one.wave === wave).map((one) => [one.participant_id, one]));
  const sealed = await sealedIds(query, studyId);
  const left: Record<LeftOut, number> = { ...nobodyLeft };
  const people: Chosen[] = [];
  for (const [participantId, sessions] of byPerson) {
    const first = sessions.find((one) => one.wave === "");
    if (!first) continue;
    const study = await studies.versionIn(query, first.study_hash);
    const planned = study.waves?.find(({ id }) => id === wave);
    if (!planned || first.finished_at === null) {
      left.unfinished += 1;
      continue;
    }
    const span = spanOfWave(planned, new Date(first.finished_at));
    const own = noted.get(participantId);
    const id = sealed.get(participantId);
    const state = stateOf({ first, sessions, wave, span, now });
    const why = whyNot({ sessions, state, first, isRefused: own?.refused_at != null, isReachable: id !== undefined });
    if (why !== null) left[why] += 1;
    else if (isNew && own?.invited_at != null) left.notNew += 1;
    else if (id !== undefined && (state === "open" || !isDue)) {
      people.push({
        participantId,
        sealed: id,
        opens: span.opens.toISOString(),
        closes: span.closes.toISOString(),
      });
    }
  }
  await noteInvited(query, { studyId, wave, at: now.toISOString() }, people);
  return { people, left };
}

const nobodyLeft: Readonly<Record<LeftOut, number>> = {
  unfinished: 0,
  noRecontact: 0,
  withdrawn: 0,
  done: 0,
  refused: 0,
  over: 0,
  noPanelId: 0,
  notNew: 0,
};

type Considered = {
  readonly sessions: readonly SessionRow[];
  readonly state: OpenedWave["state"];
  readonly first: SessionRow;
  readonly isRefused: boolean;
  readonly isReachable: boolean;
};

function whyNot({ sessions, state, first, isRefused, isReachable }: Considered): LeftOut | null {
  if (sessions.some(({ withdrawn_at }) => withdrawn_at !== null)) return "withdrawn";
  if (!mayAskAgain(first)) return "noRecontact";
  if (state === "done") return "done";
  if (isRefused) return "refused";
  if (state === "late") return "over";
  return isReachable ? null : "noPanelId";
}

async function sealedIds(query: Query, studyId: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = await query
    .selectFrom("identifiers")
    .innerJoin("participants", "participants.id", "identifiers.participant_id")
    .select(["identifiers.participant_id as id", "identifiers.sealed"])
    .where("participants.study_id", "=", studyId)
    .execute();
  return new Map(rows.map(({ id, sealed }) => [id, sealed]));
}

async function noteInvited(
  query: Query,
  { studyId, wave, at }: { readonly studyId: string; readonly wave: string; readonly at: string },
  people: readonly Chosen[],
): Promise<void> {
  const rows = people.map(({ participantId }) => ({
    ...{ participant_id: participantId, study_id: studyId, wave },
    ...{ invited_at: at, opened_at: null, late_at: null, refused_at: null },
  }));
  for (const run of runsOf(rows)) {
    await query
      .insertInto("wave_people")
      .values(run)
      .onConflict((on) =>
        on.columns(["participant_id", "wave"]).doUpdateSet((is) => ({
          invited_at: is.fn.coalesce("wave_people.invited_at", "excluded.invited_at"),
        })),
      )
      .execute();
  }
}
