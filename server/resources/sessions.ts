import { z } from "zod";
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
import { consentHashOf } from "../../experiments/studyFile/readStudyFile.ts";
import { type Reply, type Route, route, sessionOf } from "../http/route.ts";
import { noSuchStudy } from "../refusals.ts";
import type { StartedSession, Store } from "../store/store.ts";
import { panelIdOf, wayOut, withoutWayOut } from "./panelId.ts";

const path = "/api/v1/sessions/:sessionId";

/** A participant's session: start, consent, status, finish, withdraw. */
export function sessionRoutes(store: Store): readonly Route[] {
  return [start(store), consent(store), status(store), finish(store), withdraw(store)];
}

function start(store: Store): Route {
  return route({
    method: "post",
    path: "/api/v1/sessions",
    access: "anyone",
    summary: "Starts a session, or continues the one this person or link has.",
    body: StartSession,
    replies: { 201: SessionStarted, 200: SessionStarted },
    refusals: ["study-not-found", "study-closed", "quota-full", "link-spent", "already-taken-part"],
    async handle({ body, request }) {
      const stored = await store.studies.get(body.study);
      if (!stored) throw noSuchStudy(body.study);
      const isSimulated = request.get("saydo-simulated") === "1" || body.parameters?.["simulated"] === "1";
      const panelId = panelIdOf(stored.study, body);
      if (panelId === undefined && !isSimulated) refuseWithoutPanel(stored.study);
      const { link, language, parameters, startKey } = body;
      const started = await store.sessions.start({
        studyId: stored.id,
        panelId,
        link,
        language,
        isSimulated,
        parameters,
        startKey,
      });
      const study = await store.studies.version(started.session.studyHash);
      const { publicKey } = await store.studies.rescueKeys(stored.id);
      return startedReply(started, study, publicKey);
    },
  });
}

function startedReply({ isNew, session, token }: StartedSession, study: Study, rescueKey: string): Reply {
  return {
    status: isNew ? 201 : 200,
    body: {
      sessionId: session.sessionId,
      token,
      study: { id: session.studyId, hash: session.studyHash, definition: withoutWayOut(study) },
      consentHash: consentHashOf(study),
      assignment: session.assignment,
      seed: session.seed,
      ackedThrough: session.ackedThrough,
      rescueKey,
      ...(session.purposes ? { consent: session.purposes } : {}),
    },
  };
}

function refuseWithoutPanel(study: Study): void {
  const { source } = study.recruitment;
  if (source !== "prolific" && source !== "sona" && source !== "mturk") return;
  throw new Problem({
    code: "request-invalid",
    detail: "This study is joined from its panel, and the panel's id is missing from the link.",
    path: "panelId",
    todo: "Open the study from the panel's own page.",
  });
}

function consent(store: Store): Route {
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
    refusals: ["consent-outdated", "withdrawn"],
    async handle(call) {
      const session = sessionOf(call);
      const { consentedAt, purposes } = await store.sessions.consent(session.sessionId, call.body);
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
    summary: "Ends the session once every trial is stored, and gives the completion code.",
    body: FinishSession,
    replies: { 200: SessionFinished },
    refusals: ["trials-missing", "consent-required", "consent-declined", "withdrawn"],
    async handle(call) {
      const session = sessionOf(call);
      const { completionCode } = await store.sessions.finish(session.sessionId, call.body.trialCount);
      const { recruitment } = await store.studies.version(session.studyHash);
      const panelId = await store.people.panelIdOf(session.participantId);
      const redirectUrl = wayOut(recruitment, { completionCode, panelId });
      const ownDataCode = await store.people.ownDataCode(session);
      return { status: 200, body: { completionCode, redirectUrl, ownDataCode } };
    },
  });
}

function withdraw(store: Store): Route {
  return route({
    method: "post",
    path: `${path}/withdraw`,
    access: "participant",
    summary: "Ends the session at the participant's wish; with erase, everything about the person is erased.",
    body: WithdrawSession,
    replies: { 200: z.object({ withdrawn: z.literal(true), erased: z.boolean() }) },
    async handle(call) {
      const { erase } = call.body;
      const { sessionId, studyId, participantId } = sessionOf(call);
      await store.sessions.withdraw(sessionId, erase ? "erase" : "keep");
      const action = erase ? "person erased" : "person withdrawn";
      await store.audit.add({ actor: "participant", action, studyId, subject: participantId });
      return { status: 200, body: { withdrawn: true, erased: erase } };
    },
  });
}
