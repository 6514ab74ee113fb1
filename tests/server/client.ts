import { randomUUID } from "node:crypto";

export type Answer = { readonly status: number; readonly body: Json; readonly headers: Headers };
// A test reads what it expects; anything else fails its comparison.
// biome-ignore lint/suspicious/noExplicitAny: replies are compared, not trusted
export type Json = any;

/** Calls a server as a browser would. */
export async function call(
  origin: string,
  path: string,
  request: { readonly body?: unknown; readonly token?: string; readonly headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(`${origin}${path}`, {
    method: request.body === undefined ? "GET" : "POST",
    headers: {
      ...(request.body === undefined ? {} : { "content-type": "application/json" }),
      ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token}` }),
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { body: bodyOf(request.body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : jsonOr(text) };
}

export type Person = {
  readonly sessionId: string;
  readonly token: string;
  readonly started: Json;
  send(trials: readonly unknown[]): Promise<Answer>;
  post(what: string, body: unknown): Promise<Answer>;
  status(): Promise<Answer>;
};

/** Starts a session. */
export async function arrive(origin: string, start: Readonly<Record<string, unknown>>): Promise<Person> {
  const { status, body } = await call(origin, "/api/v1/sessions", { body: start });
  if (status !== 201 && status !== 200) throw new Error(`no session: ${status} ${JSON.stringify(body)}`);
  return personOf(origin, body);
}

/** Starts a session and agrees to take part; further purposes as given. */
export async function join(
  origin: string,
  start: Readonly<Record<string, unknown>>,
  purposes: Readonly<Record<string, boolean>> = {},
): Promise<Person> {
  const person = await arrive(origin, start);
  const { consentHash } = person.started;
  const agreed = { consentHash, language: "en", purposes: { takePart: true, ...purposes } };
  const { status, body } = await person.post("consent", agreed);
  if (status !== 201) throw new Error(`no consent: ${status} ${JSON.stringify(body)}`);
  return person;
}

function personOf(origin: string, started: Json): Person {
  const { sessionId, token } = started;
  const at = `/api/v1/sessions/${sessionId}`;
  return {
    sessionId,
    token,
    started,
    send: (trials) => call(origin, `${at}/trials`, { token, body: { trials } }),
    post: (what, body) => call(origin, `${at}/${what}`, { token, body }),
    status: () => call(origin, at, { token }),
  };
}

/** A stated answer as the browser sends it. */
export function trial(seq: number, change: Readonly<Record<string, unknown>> = {}) {
  return {
    seq,
    id: randomUUID(),
    body: {
      measure: "likelihoodToRecommend",
      instance: "likelihoodToRecommend",
      product: "velmora",
      trialIndex: seq,
      item: "likelihoodToRecommend",
      value: 7,
      missing: null,
      latencyMs: 1234.5,
      firstLatencyMs: 800.25,
      changes: [],
      lowest: 0,
      highest: 10,
      shownAtMs: 10.125,
      inputModality: "keyboard",
      refreshRateHz: 60,
      visibilityLost: false,
      ...change,
    },
  };
}

/** `count` trials numbered from `from`. */
export function trials(count: number, from = 0) {
  return Array.from({ length: count }, (_, place) => trial(from + place));
}

/** A whole session of the coffee study as it ships: three answers, and the note that the sorting task was left out. */
export function wholeCoffee(from = 0) {
  const intent = { measure: "purchaseIntent", instance: "purchaseIntent", item: "purchaseIntent" };
  const probability = { measure: "purchaseProbability", instance: "purchaseProbability", item: "purchaseProbability" };
  return [
    trial(from),
    trial(from + 1, { ...intent, value: 4, lowest: 1, highest: 5 }),
    trial(from + 2, { ...probability, value: 6 }),
    trial(from + 3, { measure: "iat", instance: "iat", skipped: "noReason" }),
  ];
}

function bodyOf(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
