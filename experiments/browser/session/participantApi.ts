import type { OwnScores } from "../../contract/ownScore.ts";
import type { ConsentGiven, StartSession } from "../../contract/session.ts";
import type { TrialEnvelope } from "../../contract/trial.ts";
import {
  isAnything,
  isEligibility,
  isRefusal,
  isSessionFinished,
  isSessionStarted,
  isSessionStatus,
  isTrialsStored,
} from "./replies.ts";
import { retryAfterMs } from "./retry.ts";
import { isPublicStudy } from "./shownStudy.ts";
import type { Guard } from "./understand.ts";

/** What came of a request. `away`: nobody of the study answered, or it asked to come later; the same request may be
 *  sent again. `refused`: the study answered no, with the problem's code. */
export type Reply<T> =
  | { readonly kind: "done"; readonly body: T }
  | { readonly kind: "away"; readonly retryAfterMs: number | null }
  | { readonly kind: "tooLarge" }
  | { readonly kind: "refused"; readonly code: string; readonly problem: Readonly<Record<string, unknown>> };

export type Call<T> = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly reply: Guard<T>;
  /** Lets the request outlive the page; such requests share 64 KiB. */
  readonly life?: "page" | "keepalive";
};

export type Credentials = { readonly sessionId: string; readonly token: string };
export type ParticipantApi = ReturnType<typeof participantApi>;

const TIMEOUT_MS = 20_000;

/** The participant's half of the HTTP interface (formats.md, section 6), over the `fetch` given. */
export function participantApi(fetch: typeof globalThis.fetch) {
  const send = <T>(call: Call<T>): Promise<Reply<T>> => exchange(fetch, call);
  const at = ({ sessionId }: Credentials, what: string): string => `/api/v1/sessions/${sessionId}${what}`;
  return {
    study: (id: string) =>
      send({ method: "GET", path: `/api/v1/studies/${encodeURIComponent(id)}`, reply: isPublicStudy }),
    start: (body: StartSession) => send({ method: "POST", path: "/api/v1/sessions", body, reply: isSessionStarted }),
    consent: (who: Credentials, body: ConsentGiven) =>
      send({ method: "POST", path: at(who, "/consent"), token: who.token, body, reply: isAnything }),
    trials: (who: Credentials, trials: readonly TrialEnvelope[], life: "page" | "keepalive" = "page") =>
      send({
        method: "POST",
        path: at(who, "/trials"),
        token: who.token,
        body: { trials },
        reply: isTrialsStored,
        life,
      }),
    status: (who: Credentials) => send({ method: "GET", path: at(who, ""), token: who.token, reply: isSessionStatus }),
    eligibility: (who: Credentials) =>
      send({ method: "GET", path: at(who, "/eligibility"), token: who.token, reply: isEligibility }),
    /** What stands below the session, such as `draws/<instance>`. */
    ask: <T>(who: Credentials, what: string, reply: Guard<T>) =>
      send({ method: "POST", path: at(who, `/${what}`), token: who.token, body: {}, reply }),
    finish: (who: Credentials, trialCount: number) =>
      send({
        method: "POST",
        path: at(who, "/finish"),
        token: who.token,
        body: { trialCount },
        reply: isSessionFinished,
      }),
    ownScores: (who: Credentials, reply: Guard<OwnScores>) =>
      send({ method: "GET", path: at(who, "/own-scores"), token: who.token, reply }),
    withdraw: (who: Credentials, erase: boolean) =>
      send({ method: "POST", path: at(who, "/withdraw"), token: who.token, body: { erase }, reply: isAnything }),
  };
}

/** Makes one request. */
export async function exchange<T>(fetch: typeof globalThis.fetch, call: Call<T>): Promise<Reply<T>> {
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
async function understood<T>(response: Response, isMeant: Guard<T>): Promise<Reply<T>> {
  const away = { kind: "away", retryAfterMs: retryAfterMs(response.headers.get("retry-after"), Date.now()) } as const;
  if (response.status === 413) return { kind: "tooLarge" };
  if (response.status >= 500 || response.status === 429 || response.status === 408) return away;
  const text = await response.text();
  const json: unknown = text === "" && response.ok ? null : JSON.parse(text);
  if (response.ok) return isMeant(json) ? { kind: "done", body: json } : away;
  return isRefusal(json) ? { kind: "refused", code: json.code, problem: json } : away;
}
