import type { Request } from "express";
import { z } from "zod";
import { Withdrawn } from "../../experiments/contract/ownData.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import {
  ConsentGiven,
  FinishSession,
  SessionFinished,
  SessionStarted,
  SessionStatus,
  StartSession,
  WithdrawSession,
} from "../../experiments/contract/session.ts";
import type { Study } from "../../experiments/contract/study.ts";
import { studyOfWave } from "../../experiments/contract/wave.ts";
import { consentHashOf } from "../../experiments/studyFile/readStudyFile.ts";
import { deviceKey } from "../arrivals/deviceKey.ts";
import type { HeldPlaces } from "../arrivals/heldPlaces.ts";
import type { IdPace } from "../arrivals/idPace.ts";
import { type Reply, type Route, route, sessionOf } from "../http/route.ts";
import { attentionOf } from "../quality/screening.ts";
import { noSuchStudy } from "../refusals.ts";
import { secretHash } from "../secrets.ts";
import type { SessionRecord, StartedSession, Store } from "../store/store.ts";
import { isOddlyCopied, panelIdMissing, panelIdOf, wayOut } from "./panelId.ts";
import { shownStudy } from "./shownStudy.ts";
import { askedSince, orThrottled } from "./waves.ts";

const path = "/api/v1/sessions/:sessionId";

export type Arrivals = { readonly places: HeldPlaces; readonly pace: IdPace };

/** A participant's session: start, consent, status, finish, withdraw. */
export function sessionRoutes(store: Store, arrivals: Arrivals): readonly Route[] {
  return [start(store, arrivals), consent(store, arrivals), status(store), finish(store), withdraw(store)];
}

function start(store: Store, { pace }: Arrivals): Route {
  return route({
    method: "post",
    path: "/api/v1/sessions",
    access: "anyone",
    summary:
      "Starts a session. The id or link of one that somebody has agreed to opens it no more, unless the study says so.",
    body: StartSession,
    replies: { 201: SessionStarted, 200: SessionStarted },
    refusals: [
      ...["study-not-found", "study-closed", "study-paused", "quota-full", "link-spent", "already-taken-part"],
      ...["panel-id-missing", "not-allowed", "too-many-tries"],
      ...["wave-unknown", "wave-early", "wave-late", "recontact-ended"],
    ],
    async handle({ body, request }) {
      const stored = await store.studies.get(body.study);
      if (!stored) throw noSuchStudy(body.study);
      if (body.wave !== undefined) return await startWave(store, { ...body, wave: body.wave });
      const isSimulated = await asksToSimulate(store, body, request);
      const given = panelIdOf(stored.study, body);
      if ("gap" in given && !(isSimulated && given.gap === "missingId")) {
        await store.arrivals.note(stored.id, given.gap);
        throw panelIdMissing(given.gap);
      }
      const panelId = "gap" in given ? undefined : given.panelId;
      if (panelId !== undefined && !isSimulated) await takeTurn(store, pace, { studyId: stored.id, request });
      const { link, language, parameters, startKey } = body;
      const asked = { studyId: stored.id, panelId, link, language, isSimulated, parameters, startKey };
      const coming = { id: stored.id, study: stored.study, panelId: async () => panelId ?? null };
      const started = await counted(store, coming, () => store.sessions.start(asked));
      if (started.isNew && panelId !== undefined && isOddlyCopied(panelId))
        await store.arrivals.note(stored.id, "oddId");
      const study = await store.studies.version(started.session.studyHash);
      const { publicKey } = await store.studies.rescueKeys(stored.id);
      const commitments = await store.draws.commitments(started.session.sessionId);
      return startedReply(started, { study, rescueKey: publicKey, commitments });
    },
  });
}

async function startWave(store: Store, body: StartSession & { readonly wave: string }): Promise<Reply> {
  const { study: studyId, wave, language, parameters, startKey } = body;
  const asked = { studyId, wave, language, isSimulated: false, parameters, startKey };
  const started = await orThrottled(store, () => store.sessions.start(asked));
  const { session, firstOn = "" } = started;
  const study = studyOfWave(await store.studies.version(session.studyHash), session.wave);
  const { publicKey } = await store.studies.rescueKeys(studyId);
  const { status, body: reply } = startedReply(started, { study, rescueKey: publicKey, commitments: {} });
  const definition = askedSince(shownStudy(study), firstOn);
  return { status, body: { ...reply, study: { id: studyId, hash: session.studyHash, definition } } };
}

/** Whether a simulated person asks, as only who runs the server may let them: they need no panel and no link, take nobody's
 *  place and are as many as one likes. */
async function asksToSimulate(store: Store, { parameters = {} }: StartSession, request: Request): Promise<boolean> {
  if (request.get("saydo-simulated") !== "1" && parameters["simulated"] !== "1") return false;
  const given = secretHash(request.get("saydo-simulation-key") ?? "");
  if (given === secretHash(await store.studies.simulationKey())) return true;
  throw new Problem({
    code: "not-allowed",
    detail: "Simulated people take part only with the key of whoever runs the server.",
    expected: "the header Saydo-Simulation-Key (saydo simulation-key prints the key)",
    todo: "Leave simulated=1 out of the link to take part yourself.",
  });
}

type Coming = { readonly studyId: string; readonly request: Request };

async function takeTurn(store: Store, pace: IdPace, { studyId, request }: Coming): Promise<void> {
  const turn = await pace.turn(deviceKey(request.ip));
  if (turn === "first") await store.arrivals.note(studyId, "manyIds");
}

type Counted = {
  readonly id: string;
  readonly study: Study;
  readonly panelId: () => Promise<string | null>;
};

/** Notes for the researcher who could not be let in, without who it was; and tells those who come too late where to go. */
async function counted<T>(store: Store, { id: studyId, study, panelId }: Counted, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Problem ? error.details.code : undefined;
    if (code === "already-taken-part") await store.arrivals.note(studyId, "takenId");
    if (code === "quota-full") await store.arrivals.note(studyId, "quotaFull");
    const redirectUrl =
      code === "quota-full" ? wayOut(study.recruitment, { end: "full", panelId: await panelId() }) : null;
    if (error instanceof Problem && redirectUrl !== null) {
      throw new Problem(error.details, { extensions: { redirectUrl } });
    }
    throw error;
  }
}

type Around = {
  readonly study: Study;
  readonly rescueKey: string;
  readonly commitments: Readonly<Record<string, string>>;
};

function startedReply({ isNew, session, token }: StartedSession, { study, rescueKey, commitments }: Around) {
  return {
    status: isNew ? 201 : 200,
    body: {
      sessionId: session.sessionId,
      token,
      study: { id: session.studyId, hash: session.studyHash, definition: shownStudy(study) },
      consentHash: consentHashOf(study),
      assignment: session.assignment,
      seed: session.seed,
      ackedThrough: session.ackedThrough,
      rescueKey,
      ...(Object.keys(commitments).length > 0 ? { commitments } : {}),
      ...(session.purposes ? { consent: session.movedAt === null ? session.purposes : { takePart: true } } : {}),
    },
  };
}

function consent(store: Store, { places, pace }: Arrivals): Route {
  return route({
    method: "post",
    path: `${path}/consent`,
    access: "participant",
    summary: "Stores what the participant agrees to, purpose by purpose.",
    body: ConsentGiven,
    replies: {
      201: z.object({
        consentedAt: z.iso.datetime(),
        purposes: ConsentGiven.shape.purposes,
        ownDataCode: z.string(),
      }),
    },
    refusals: ["consent-outdated", "withdrawn", "quota-full", "not-allowed"],
    async handle(call) {
      const session = sessionOf(call);
      refuseMoved(session, "What was agreed to stands where the study was begun.");
      const { sessionId, studyId } = session;
      const device = deviceKey(call.request.ip);
      const mayHold = (most: number) => places.take({ device, studyId, sessionId }, most);
      const study = await store.studies.version(session.studyHash);
      const coming = { id: studyId, study, panelId: () => store.people.panelIdOf(session.participantId) };
      const { consentedAt, purposes } = await counted(store, coming, () =>
        store.sessions.consent(sessionId, call.body, mayHold),
      );
      pace.agreed(device);
      const ownDataCode = await store.people.ownDataCode(session);
      return { status: 201, body: { consentedAt, purposes, ownDataCode } };
    },
  });
}

function status(store: Store): Route {
  return route({
    method: "get",
    path,
    access: "participant",
    summary: "Says which trials are stored.",
    replies: { 200: SessionStatus },
    async handle(call) {
      const session = sessionOf(call);
      const isWhole = session.highestSeq === session.ackedThrough;
      return {
        status: 200,
        body: {
          ackedThrough: session.ackedThrough,
          missing: isWhole ? [] : await store.sessions.missing(session),
          finished: session.finishedAt !== null,
          withdrawn: session.withdrawnAt !== null,
        },
      };
    },
  });
}

function finish(store: Store): Route {
  return route({
    method: "post",
    path: `${path}/finish`,
    access: "participant",
    summary:
      "Ends the session once the study's own flow is stored to its end, and gives the completion code; without one for " +
      "who was screened out.",
    body: FinishSession,
    replies: { 200: SessionFinished },
    refusals: ["trials-missing", "study-unfinished", "consent-required", "consent-declined", "withdrawn"],
    async handle(call) {
      const session = sessionOf(call);
      const end = await store.sessions.finish(session.sessionId, call.body.trialCount);
      const mine = session.movedAt === null ? { ownDataCode: await store.people.ownDataCode(session) } : {};
      const study = await store.studies.version(session.studyHash);
      const panelId = await store.people.panelIdOf(session.participantId);
      if (end.outcome === "screenedOut") {
        const redirectUrl = wayOut(study.recruitment, { end: "screenedOut", panelId });
        return { status: 200, body: { ...end, redirectUrl, ...mine } };
      }
      const { completionCode } = end;
      const reached = (await hasFailedChecks(store, session, study)) ? "quality" : "complete";
      const redirectUrl = wayOut(study.recruitment, { end: reached, completionCode, panelId });
      return { status: 200, body: { ...end, redirectUrl, ...mine } };
    },
  });
}

/** Whether somebody failed two attention checks, or the only one. Nothing is read where that leads nowhere else. */
async function hasFailedChecks(store: Store, { sessionId, studyId }: SessionRecord, study: Study): Promise<boolean> {
  const { redirects, attentionChecks } = study.recruitment;
  if (redirects?.quality === undefined || attentionChecks === undefined) return false;
  const trials = await store.readStudy(studyId, (view) => view.trials(sessionId));
  const { asked, failed } = attentionOf(
    study,
    trials.map(({ body }) => body),
  );
  return failed >= 2 || (asked === 1 && failed === 1);
}

function withdraw(store: Store): Route {
  return route({
    method: "post",
    path: `${path}/withdraw`,
    access: "participant",
    summary: "Ends the session at the participant's wish; with erase, everything about the person is erased.",
    body: WithdrawSession,
    replies: { 200: Withdrawn },
    refusals: ["not-allowed"],
    async handle(call) {
      const { erase } = call.body;
      const session = sessionOf(call);
      if (erase) refuseMoved(session, "What was answered at another device is erased with its own code only.");
      const { sessionId } = session;
      const extent = erase ? "erase" : "keep";
      const bytes = await store.sessions.withdraw(sessionId, { extent, actor: "participant" });
      return { status: 200, body: { withdrawn: true, erased: erase, ...(bytes === null ? {} : { bytes }) } };
    },
  });
}

/** What was given before a session moved is nobody's who came with the id or the link alone. */
function refuseMoved({ movedAt }: SessionRecord, detail: string): void {
  if (movedAt === null) return;
  throw new Problem({ code: "not-allowed", detail, todo: "Use the code that was given there, or ask the researcher." });
}
