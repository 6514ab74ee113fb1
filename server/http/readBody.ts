import express, { type RequestHandler } from "express";
import { Problem } from "../../experiments/contract/problem.ts";
import { bytesPerRequest } from "../../experiments/contract/requestLimits.ts";

const SMALL_BYTES = 64 * 1024;
/** A full request of honest trials has a hundred kilobytes, however well it shrinks; what is larger than that may inflate to
 *  ten times what was sent. */
const HONEST_BYTES = 128 * 1024;
const MOST_INFLATION = 10;

const small = express.raw({ type: () => true, limit: SMALL_BYTES, inflate: false });
const large = express.raw({ type: () => true, limit: bytesPerRequest });

/** Collects a body, whatever its type says: `jsonOf` judges that. Trials have at most 1 MiB, which may come compressed;
 *  everything else 64 KiB as they are, so that nothing is inflated for a stranger. */
export function collectBody(kind: "trials" | "small"): RequestHandler {
  if (kind === "small") return small;
  return (request, response, next) => {
    if (request.headers["content-encoding"] === undefined) return large(request, response, next);
    const sent = Number(request.headers["content-length"] ?? 0);
    const limit = Math.min(bytesPerRequest, Math.max(HONEST_BYTES, sent * MOST_INFLATION));
    return express.raw({ type: () => true, limit })(request, response, next);
  };
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text and value of a JSON body. Throws a Problem on another media type, on bytes that are not UTF-8 and on text
 *  that is not JSON: nothing is repaired, because what is stored must be what was sent. */
export function jsonOf(request: { readonly headers: NodeJS.Dict<string | string[]>; readonly body?: unknown }): {
  readonly text: string;
  readonly value: unknown;
} {
  refuseOtherType(request.headers["content-type"]);
  const text = textOf(request.body);
  try {
    return { text, value: JSON.parse(text) as unknown };
  } catch {
    throw new Problem({ code: "body-not-json", detail: "The body is not valid JSON.", todo: "Send JSON in UTF-8." });
  }
}

function refuseOtherType(header: string | string[] | undefined): void {
  const [type = "", ...parameters] = String(header ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice("charset=".length);
  const isUtf8 = charset === undefined || /^"?utf-?8"?$/.test(charset);
  if (type === "application/json" && isUtf8) return;
  throw new Problem({
    code: "unsupported-media-type",
    detail: "The body must be JSON in UTF-8.",
    expected: "Content-Type: application/json",
    found: String(header ?? "no Content-Type").slice(0, 80),
  });
}

function textOf(body: unknown): string {
  try {
    return utf8.decode(body instanceof Uint8Array ? body : new Uint8Array());
  } catch {
    throw new Problem({ code: "body-not-json", detail: "The body is not valid UTF-8.", todo: "Send JSON in UTF-8." });
  }
}
