import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from "express";
import { Problem } from "../../experiments/contract/problem.ts";
import type { StudyOfToken } from "../ingest/studyOfToken.ts";
import { problemBody, problemMediaType, problemOf, problemStatuses, retryAfterS } from "../problems.ts";
import { tokenInvalid } from "../refusals.ts";
import { secretHash } from "../secrets.ts";
import type { SessionStore } from "../store/store.ts";
import { collectBody, jsonOf } from "./readBody.ts";
import { refuseZeroText } from "./refuseZeroBytes.ts";
import type { Credentials, Reply, Route } from "./route.ts";

/** What tells whose a token is; `studyOf` remembers it. */
export type Doors = { readonly sessions: SessionStore; readonly studyOf: StudyOfToken };

/** Mounts a table of routes; what stands at no route, or takes another method, is refused in the same words as all else. */
export function mount(app: Express, routes: readonly Route[], doors: Doors): void {
  for (const one of routes) {
    const collect: RequestHandler[] = one.body ? [collectBody(one.bodyKind ?? "small")] : [];
    app[one.method](one.path, authorise(one, doors), ...collect, handlerOf(one));
  }
  for (const path of new Set(routes.map((one) => one.path))) {
    const methods = routes.filter((one) => one.path === path).map((one) => one.method.toUpperCase());
    app.all(path, (request) => {
      throw methodNotAllowed(request, methods);
    });
  }
}

/** Turns everything thrown into a problem body; our own mistakes are told to `onFailure` and to nobody else. */
export function problemHandler(onFailure: (error: unknown, errorId: string) => void): ErrorRequestHandler {
  // biome-ignore lint/complexity/useMaxParams: Express tells an error handler by its four parameters
  return (error: unknown, request: Request, response: Response, _next) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = problemOf(error);
    response.type(problemMediaType);
    if (!problem) {
      const errorId = randomUUID();
      onFailure(error, errorId);
      response.status(500).send(JSON.stringify(ownMistake(errorId)));
      return;
    }
    const status = problemStatuses[problem.details.code];
    const again = retryAfterS(status);
    if (again !== undefined) response.set("Retry-After", String(again));
    if (status === 401) response.set("WWW-Authenticate", 'Bearer realm="saydo"');
    if (status === 413 || status === 401) closeAfter(request, response);
    response.status(status).send(JSON.stringify(problemBody(problem)));
  };
}

/** The last handler before `problemHandler`. */
export const nothingHere: RequestHandler = () => {
  throw new Problem({ code: "route-not-found", detail: "There is nothing at this address." });
};

function authorise(one: Route, doors: Doors): RequestHandler {
  return async (request, response, next) => {
    response.locals["credentials"] = await credentialsOf(one, request, doors);
    next();
  };
}

async function credentialsOf(one: Route, request: Request, { sessions, studyOf }: Doors): Promise<Credentials> {
  if (one.access === "anyone") return { session: undefined, token: undefined };
  const token = bearerToken(request);
  if (one.access === "token") {
    // What nobody holds is refused before a byte of the body is read or inflated.
    if ((await studyOf(secretHash(token))) === undefined) throw tokenInvalid();
    return { session: undefined, token };
  }
  return { session: await sessions.authorised(String(request.params["sessionId"]), token), token };
}

function bearerToken(request: Request): string {
  const [, token] = /^Bearer ([A-Za-z0-9_-]{20,200})$/i.exec(request.headers.authorization ?? "") ?? [];
  if (token) return token;
  throw tokenInvalid();
}

function handlerOf(one: Route): RequestHandler {
  return async (request, response) => {
    const { text, value } = one.body ? jsonOf(request) : { text: "", value: undefined };
    const body = one.body ? parsed(one.body, value) : undefined;
    // A trial's bytes are kept as they came.
    if (one.bodyKind !== "trials") refuseZeroText(text, value);
    // Set by `authorise`, just before.
    const credentials = response.locals["credentials"] as Credentials;
    const params = Object.fromEntries(Object.entries(request.params).map(([name, given]) => [name, String(given)]));
    await send(response, await one.handle({ request, params, body, text, ...credentials }));
  };
}

function parsed(schema: NonNullable<Route["body"]>, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [first, ...rest] = result.error.issues.map((issue) => ({
    code: "request-invalid" as const,
    detail: issue.message,
    path: issue.path.map(String).join("."),
  }));
  if (!first) throw new RangeError("a failed parse has an issue");
  throw new Problem(first, { all: [first, ...rest] });
}

// Written as it is: Express would look up the type, and weigh conditions that nothing here answers, for every trial.
async function send(response: Response, reply: Reply): Promise<void> {
  if (reply.pieces) return await sendPieces(response, reply, reply.pieces);
  const text = JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    ...reply.headers,
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(text),
  });
  response.end(text);
}

async function sendPieces(response: Response, reply: Reply, pieces: AsyncIterable<string>): Promise<void> {
  response.writeHead(reply.status, { ...reply.headers, "Content-Type": "application/json; charset=utf-8" });
  await pipeline(Readable.from(pieces), response).catch((error: unknown) => {
    // Whoever asked is gone.
    if (!response.destroyed) throw error;
  });
}

function methodNotAllowed(request: Request, methods: readonly string[]): Problem {
  const allowed = methods.includes("GET") ? [...methods, "HEAD"] : methods;
  request.res?.set("Allow", allowed.join(", "));
  return new Problem({
    code: "method-not-allowed",
    detail: `This address takes ${allowed.join(", ")}.`,
    found: request.method,
  });
}

/** A body that is too large, or nobody's, is not read to its end; the connection cannot be used for another request. */
function closeAfter(request: Request, response: Response): void {
  if (!request.complete) response.set("Connection", "close");
}

function ownMistake(errorId: string): Readonly<Record<string, unknown>> {
  return {
    type: "about:blank",
    title: "Our own mistake",
    status: 500,
    code: "internal-error",
    detail: "Something went wrong on our side; the operator's log has the details under errorId.",
    errorId,
  };
}
