import { Problem, type ProblemCode, problemTitles } from "../experiments/contract/problem.ts";

/** The one place that knows which HTTP status a refusal has. */
export const problemStatuses: Readonly<Record<ProblemCode, number>> = {
  "study-file-invalid": 422,
  "plan-invalid": 422,
  "file-not-found": 404,
  "file-unreadable": 422,
  "table-invalid": 422,
  "request-invalid": 400,
  "body-too-large": 413,
  "body-not-json": 400,
  "unsupported-media-type": 415,
  "method-not-allowed": 405,
  "route-not-found": 404,
  "study-not-found": 404,
  "study-closed": 409,
  "study-paused": 409,
  "quota-full": 409,
  "link-spent": 409,
  "already-taken-part": 409,
  "panel-id-missing": 400,
  "wave-unknown": 404,
  "wave-early": 409,
  "wave-late": 409,
  "recontact-ended": 409,
  "session-not-found": 404,
  "token-invalid": 401,
  "consent-required": 409,
  "consent-outdated": 409,
  "consent-declined": 409,
  withdrawn: 409,
  "session-finished": 409,
  "study-unfinished": 409,
  "trials-missing": 409,
  "trial-conflict": 409,
  "choices-missing": 409,
  "draw-closed": 409,
  "draw-unknown": 404,
  "link-unknown": 404,
  "trial-invalid": 422,
  "store-busy": 503,
  "store-unavailable": 503,
  "signed-out": 401,
  "not-allowed": 403,
  "too-many-tries": 429,
  "measure-unknown": 422,
  "profile-unknown": 422,
  "setting-invalid": 422,
  "not-analysable": 422,
  "store-in-use": 409,
  "store-newer": 409,
  "store-damaged": 500,
  "backup-invalid": 422,
  "rescue-invalid": 422,
};

/** Seconds after which the same request may do better; undefined where waiting does not help. Not everyone is told the
 *  same moment for what is full now. */
export function retryAfterS(status: number): number | undefined {
  if (status === 503) return 1 + Math.floor(Math.random() * 3);
  return status === 429 ? 60 : undefined;
}

export const problemMediaType = "application/problem+json";

/** The body of a refusal (RFC 9457), with our stable `code` beside the standard members. */
export function problemBody(problem: Problem): Readonly<Record<string, unknown>> {
  const { code, detail, ...place } = problem.details;
  return {
    type: `urn:saydo:problem:${code}`,
    title: problemTitles[code],
    status: problemStatuses[code],
    code,
    detail,
    ...place,
    ...(problem.all.length > 1 ? { problems: problem.all } : {}),
    ...problem.extensions,
  };
}

/** What went wrong as a refusal, or undefined when it was our own mistake. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (isStoreFailure(error)) return new Problem(storeBusy);
  return requestProblem(error);
}

const storeBusy = {
  code: "store-busy",
  detail: "The store cannot be reached or written to now.",
  todo: "Keep the data and send it again after Retry-After seconds.",
} as const;

// body-parser names its refusals by `type`; Express those of the address by a status alone.
function requestProblem(error: unknown): Problem | undefined {
  const status = member(error, "status");
  if (typeof status !== "number" || status < 400 || status > 499) return undefined;
  if (status === 413) return new Problem({ code: "body-too-large", detail: "The body is too large.", todo: SEND_LESS });
  if (status === 415) {
    return new Problem({ code: "unsupported-media-type", detail: "This encoding or character set is not supported." });
  }
  return new Problem({ code: "request-invalid", detail: "The request could not be read." });
}

const SEND_LESS = "Keep the data and send less at a time.";

/** Whether the database could not do its work: a full or failing disk, a lock, a lost or refused connection. */
function isStoreFailure(error: unknown): boolean {
  const code = String(member(error, "code") ?? "");
  const text = error instanceof Error ? error.message : "";
  return (
    /^SQLITE_(FULL|BUSY|IOERR|LOCKED|CANTOPEN|READONLY)/.test(code) ||
    /^((08|53|57|40)[0-9A-Z]{3}|55P03|25P0[23])$/.test(code) ||
    /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|ENOENT)$/.test(code) ||
    /database or disk is full|database is locked|disk I\/O error|Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout/.test(
      text,
    )
  );
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
