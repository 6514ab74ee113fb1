import type { RequestHandler } from "express";
import { Problem } from "../../experiments/contract/problem.ts";

/** Refuses an address with a zero byte in it, in its path or behind its question mark: no store keeps one in a text on
 *  every driver, and nobody types one. */
export const refuseZeroBytes: RequestHandler = (request, _response, next) => {
  if (!/%00|\0/.test(request.originalUrl)) return next();
  throw new Problem({ code: "request-invalid", detail: "The address holds a zero byte." });
};

/** Throws a Problem where a JSON text brings a zero byte in a text or a name. */
export function refuseZeroText(text: string, value: unknown): void {
  if (!text.includes("\\u0000") || !holdsZero(value)) return;
  throw new Problem({
    code: "request-invalid",
    detail: "A text in the body holds a zero byte.",
    todo: "Leave it out.",
  });
}

function holdsZero(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\0");
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, inner]) => name.includes("\0") || holdsZero(inner));
}
