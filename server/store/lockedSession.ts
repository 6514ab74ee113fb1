import { Problem } from "../../experiments/contract/problem.ts";
import type { StoreContext } from "./context.ts";
import { locked, type Query } from "./database.ts";
import type { SessionRow } from "./tables.ts";

/** One session, locked until the transaction ends. */
export async function lockedSession({ database }: StoreContext, query: Query, sessionId: string): Promise<SessionRow> {
  return await locked(
    database,
    query.selectFrom("sessions").selectAll().where("id", "=", sessionId),
  ).executeTakeFirstOrThrow();
}

export function tokenInvalid(): Problem {
  return new Problem({
    code: "token-invalid",
    detail: "The Authorization header must be Bearer and the session's newest token.",
    todo: "Open the study's link again: it continues the session where it can.",
  });
}

export function noSuchSession(): Problem {
  return new Problem({ code: "session-not-found", detail: "There is no such session, or it is not yours." });
}

export function withdrawn(): Problem {
  return new Problem({ code: "withdrawn", detail: "The participant has withdrawn; nothing more is stored." });
}
