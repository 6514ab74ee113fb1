import type { Request } from "express";
import type { z } from "zod";
import type { SessionRecord } from "../store/store.ts";

/** Who may call a route. `participant`: whoever holds the session's token. `token`: the same, checked where the write is
 *  made, so that ingest asks the store once. */
export type Access = "anyone" | "participant" | "token";

export type Reply = {
  readonly status: number;
  readonly body: unknown;
  /** The body's JSON in pieces, where it is too long to be made at once; `body` is then not looked at. */
  readonly pieces?: AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Call<Body> = {
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Body;
  /** The body's text as it came. */
  readonly text: string;
};

/** One address and method: what it takes, what it answers, who may use it. The application, its OpenAPI description and
 *  the authorisation matrix are all made from these. */
export type Route = {
  readonly method: "get" | "post";
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly body?: z.ZodType;
  /** `trials`: up to 1 MiB, also compressed. Any other body is some KiB as it is. */
  readonly bodyKind?: "trials";
  /** What success looks like, by status. */
  readonly replies: Readonly<Record<number, z.ZodType>>;
  /** Problems it answers beside those every route can. */
  readonly refusals?: readonly string[];
  handle(call: Call<unknown> & Credentials): Promise<Reply>;
};

export type Credentials = {
  /** The session that the token opened; only with access `participant`. */
  readonly session: SessionRecord | undefined;
  /** The bearer token; only with access `participant` or `token`. */
  readonly token: string | undefined;
};

/** Keeps a body's type from its schema to its handler. */
export function route<Schema extends z.ZodType>(
  definition: Omit<Route, "handle" | "body"> & {
    readonly body?: Schema;
    handle(call: Call<z.output<Schema>> & Credentials): Promise<Reply>;
  },
): Route {
  // The schema has parsed the body by the time the handler is called; the table holds routes of many body types.
  return definition as Route;
}

/** The session of a `participant` route. */
export function sessionOf(credentials: Credentials): SessionRecord {
  if (!credentials.session) throw new RangeError("only participant routes have a session");
  return credentials.session;
}
