import { randomUUID } from "node:crypto";
import { trial } from "../../server/client.ts";
import { type Ledger, mark } from "./ledger.ts";

type Answer = { readonly status: number; readonly body: Json };
// biome-ignore lint/suspicious/noExplicitAny: replies are compared, not trusted
type Json = any;

export type SenderOptions = {
  readonly origin: () => string;
  readonly study: string;
  readonly ledger: Ledger;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly isOver: () => boolean;
  /** Milliseconds between two requests of one client. */
  readonly pauseMs?: number;
  /** Trials a client sends before it stops by itself. */
  readonly most?: number;
};

/** One participant who sends trials until told to stop, repeating every request that had no full answer. */
export async function sendTrials(options: SenderOptions): Promise<void> {
  const { study, ledger, random, isOver, pauseMs = 0, most = Number.POSITIVE_INFINITY } = options;
  const panelId = randomUUID();
  const start = { study, panelId, startKey: randomUUID() + randomUUID() };
  const session = await insist(options, "/api/v1/sessions", start);
  if (!session) return;
  const { sessionId, token, consentHash } = session.body;
  const at = `/api/v1/sessions/${sessionId}`;
  const purposes = { takePart: true };
  if (!(await insist(options, `${at}/consent`, { consentHash, language: "en", purposes }, token))) return;
  let seq = 0;
  while (!isOver() && seq < most) {
    const batch = Array.from({ length: 1 + Math.floor(random() * 5) }, (_, place) => trial(seq + place));
    const reply = await insist(options, `${at}/trials`, { trials: batch }, token);
    if (!reply) return;
    for (const [place, { id, body }] of batch.entries()) {
      const { status } = reply.body.results[place];
      if (status !== "created" && status !== "same") continue;
      ledger.acks += 1;
      ledger.acked.set(`${sessionId}/${seq + place}`, mark(id, JSON.stringify(body)));
    }
    seq += batch.length;
    if (pauseMs > 0) await pause(random() * 2 * pauseMs);
  }
}

/** Sends until a full answer that is not a refusal to try later; null when it is over before that. */
// biome-ignore lint/complexity/useMaxParams: mirrors the parts of a request
async function insist(options: SenderOptions, path: string, body: unknown, token?: string): Promise<Answer | null> {
  const { ledger, random, isOver } = options;
  let tries = 0;
  while (!(isOver() && tries > 0)) {
    tries += 1;
    const answer = await post(`${options.origin()}${path}`, body, token).catch(() => null);
    if (answer && answer.status < 300) return answer;
    if (answer && answer.status !== 503 && answer.status !== 429)
      throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    if (answer) ledger.refused += 1;
    else ledger.failed += 1;
    await pause(random() * Math.min(500, 20 * 2 ** Math.min(tries, 5)));
  }
  return null;
}

const REPLY_WITHIN_MS = 10_000;

async function post(url: string, body: unknown, token?: string): Promise<Answer> {
  const headers = {
    "content-type": "application/json",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  // A reply that a dying server owes never comes; whoever waits for it longer is not told of it.
  const signal = AbortSignal.timeout(REPLY_WITHIN_MS);
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal });
  return { status: response.status, body: await response.json() };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const PATIENCE = 3000;

/** Waits until something holds, half a minute at least when it does not; what comes after says whether it did. Counted in
 *  looks, not in time, so that a machine that stood still in between is given as many. */
export async function until(holds: () => boolean): Promise<void> {
  for (let looks = 0; !holds() && looks < PATIENCE; looks += 1) await pause(10);
}
