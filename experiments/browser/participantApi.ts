import { z } from "zod";
import {
  type ConsentGiven,
  SessionFinished,
  SessionStarted,
  SessionStatus,
  type StartSession,
} from "../contract/session.ts";
import { type TrialEnvelope, TrialsStored } from "../contract/trial.ts";
import { retryAfterMs } from "./retry.ts";
import { PublicStudy } from "./shownStudy.ts";

/** What came of a request. `away`: nobody of the study answered, or it asked to come later; the same request may be
 *  sent again. `refused`: the study answered no, with the problem's code. */
export type Reply<T> =
  | { readonly kind: "done"; readonly body: T }
  | { readonly kind: "away"; readonly retryAfterMs: number | null }
  | { readonly kind: "tooLarge" }
  | { readonly kind: "refused"; readonly code: string; readonly problem: Readonly<Record<string, unknown>> };

type Call<T> = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly reply: z.ZodType<T>;
  /** Lets the request outlive the page; such requests share 64 KiB. */
  readonly life?: "page" | "keepalive";
};

export type Credentials = { readonly sessionId: string; readonly token: string };
export type ParticipantApi = ReturnType<typeof participantApi>;

const TIMEOUT_MS = 20_000;
const Problem = z.looseObject({ code: z.string() });
const Anything = z.unknown();

/** The participant's half of the HTTP interface (formats.md, section 6), over the `fetch` given. */
export function participantApi(fetch: typeof globalThis.fetch) {
  const send = <T>(call: Call<T>): Promise<Reply<T>> => exchange(fetch, call);
  const at = ({ sessionId }: Credentials, what: string): string => `/api/v1/sessions/${sessionId}${what}`;
  return {
    study: (id: string) =>
      send({ method: "GET", path: `/api/v1/studies/${encodeURIComponent(id)}`, reply: PublicStudy }),
    start: (body: StartSession) => send({ method: "POST", path: "/api/v1/sessions", body, reply: SessionStarted }),
    consent: (who: Credentials, body: ConsentGiven) =>
      send({ method: "POST", path: at(who, "/consent"), token: who.token, body, reply: Anything }),
    trials: (who: Credentials, trials: readonly TrialEnvelope[], life: "page" | "keepalive" = "page") =>
      send({ method: "POST", path: at(who, "/trials"), token: who.token, body: { trials }, reply: TrialsStored, life }),
    status: (who: Credentials) => send({ method: "GET", path: at(who, ""), token: who.token, reply: SessionStatus }),
    finish: (who: Credentials, trialCount: number) =>
      send({
        method: "POST",
        path: at(who, "/finish"),
        token: who.token,
        body: { trialCount },
        reply: SessionFinished,
      }),
    withdraw: (who: Credentials, erase: boolean) =>
      send({ method: "POST", path: at(who, "/withdraw"), token: who.token, body: { erase }, reply: Anything }),
  };
}

async function exchange<T>(fetch: typeof globalThis.fetch, call: Call<T>): Promise<Reply<T>> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (call.body !== undefined) headers["content-type"] = "application/json";
  if (call.token !== undefined) headers.authorization = `Bearer ${call.token}`;
  try {
    const response = await fetch(call.path, {
      method: call.method,
      headers,
      cache: "no-store",
      credentials: "omit",
      keepalive: call.life === "keepalive",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    return await understood(response, call.reply);
  } catch {
    return { kind: "away", retryAfterMs: null };
  }
}

/** A proxy's page, a captive portal or a cut-off reply is nobody's answer: only JSON of the expected shape counts. */
async function understood<T>(response: Response, schema: z.ZodType<T>): Promise<Reply<T>> {
  const away = { kind: "away", retryAfterMs: retryAfterMs(response.headers.get("retry-after"), Date.now()) } as const;
  if (response.status === 413) return { kind: "tooLarge" };
  if (response.status >= 500 || response.status === 429 || response.status === 408) return away;
  const text = await response.text();
  const json: unknown = text === "" && response.ok ? null : JSON.parse(text);
  if (response.ok) {
    const body = schema.safeParse(json);
    return body.success ? { kind: "done", body: body.data } : away;
  }
  const problem = Problem.safeParse(json);
  return problem.success ? { kind: "refused", code: problem.data.code, problem: problem.data } : away;
}
