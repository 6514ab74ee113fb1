import type { z } from "zod";
import { Drawn } from "../contract/draw.ts";
import { Problem } from "../contract/problem.ts";
import { trialsPerRequest } from "../contract/requestLimits.ts";
import { type ConsentGiven, SessionFinished, SessionStarted } from "../contract/session.ts";
import { type TrialEnvelope, TrialsStored } from "../contract/trial.ts";

const TRIES = 8;
const FIRST_WAIT_MS = 100;

/** Speaks the participant API (formats.md, section 6) for one simulated person, as the browser would. */
export type ParticipantClient = {
  readonly start: (body: {
    readonly study: string;
    readonly panelId: string;
    readonly language: string;
    readonly parameters: Readonly<Record<string, string>>;
  }) => Promise<z.infer<typeof SessionStarted>>;
  readonly consent: (session: Session, body: ConsentGiven) => Promise<void>;
  readonly send: (session: Session, trials: readonly TrialEnvelope[]) => Promise<void>;
  readonly draw: (session: Session, instance: string) => Promise<Drawn>;
  readonly finish: (session: Session, trialCount: number) => Promise<SessionFinished>;
};
type Session = { readonly sessionId: string; readonly token: string };

/** A client for the server at `origin`, with the key of whoever runs it. Throws when the server refuses a request or stays
 *  away. */
export function participantClient(origin: string, key: string): ParticipantClient {
  const post = (path: string, body: unknown, token?: string) =>
    postWithRetry(`${origin}/api/v1${path}`, body, token === undefined ? keyed(key) : bearer(token));
  const of = ({ sessionId }: Session, what: string) => `/sessions/${sessionId}/${what}`;
  return {
    start: async (body) => SessionStarted.parse(await post("/sessions", body)),
    consent: async (session, body) => {
      await post(of(session, "consent"), body, session.token);
    },
    send: async (session, trials) => {
      for (let from = 0; from < trials.length; from += trialsPerRequest) {
        const batch = trials.slice(from, from + trialsPerRequest);
        const { results } = TrialsStored.parse(await post(of(session, "trials"), { trials: batch }, session.token));
        const refused = results.find(({ status }) => status === "conflict" || status === "invalid");
        if (refused) throw new RangeError(`the server refused a simulated trial: ${JSON.stringify(refused)}`);
      }
    },
    draw: async (session, instance) => Drawn.parse(await post(of(session, `draws/${instance}`), {}, session.token)),
    finish: async (session, trialCount) =>
      SessionFinished.parse(await post(of(session, "finish"), { trialCount }, session.token)),
  };
}

const keyed = (key: string): Headers => ({ "saydo-simulated": "1", "saydo-simulation-key": key });
const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });
type Headers = Readonly<Record<string, string>>;

async function postWithRetry(url: string, body: unknown, headers: Headers): Promise<unknown> {
  for (let tried = 1; ; tried += 1) {
    const answer = await attempt(url, body, headers);
    if (answer.ok) return answer.body;
    if (!answer.isTemporary || tried === TRIES) throw refused(url, answer);
    await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** (tried - 1)));
  }
}

type Answer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly isTemporary: boolean; readonly told: string; readonly status?: number };

/** Where the server itself is not as whoever simulates believes, it is their mistake, told in words. */
function refused(url: string, { told, status }: Extract<Answer, { readonly ok: false }>): Problem {
  if (status === 403)
    return new Problem({
      code: "not-allowed",
      detail: "The server takes simulated people with its own key only.",
      found: url,
      todo: "Give --key with what `saydo simulation-key` prints where the server runs.",
    });
  const code = status === undefined ? "store-unavailable" : "request-invalid";
  return new Problem({ code, detail: `The server did not take a simulated person: ${told.slice(0, 500)}`, found: url });
}

async function attempt(url: string, body: unknown, headers: Headers): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (response.ok) return { ok: true, body: JSON.parse(text) };
    const { status } = response;
    return { ok: false, isTemporary: status === 503 || status === 429, told: `${status} ${text}`, status };
  } catch (error) {
    return { ok: false, isTemporary: true, told: String(error) };
  }
}
