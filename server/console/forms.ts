import { timingSafeEqual } from "node:crypto";
import express, { type Request, type RequestHandler } from "express";
import { Problem } from "../../experiments/contract/problem.ts";
import type { Upload, Visit } from "./consoleRoute.ts";

export type ReadForm = { readonly fields: ReadonlyMap<string, string>; readonly uploads: ReadonlyMap<string, Upload> };

const FORM_BYTES = 64 * 1024;
const UPLOAD_BYTES = 51 * 1024 * 1024;
const forms = new WeakMap<Request, ReadForm>();
const nothing: ReadForm = { fields: new Map(), uploads: new Map() };

const isUpload = (request: { readonly headers: NodeJS.Dict<string | string[]> }) =>
  String(request.headers["content-type"] ?? "").startsWith("multipart/form-data");
const small = express.raw({ type: "application/x-www-form-urlencoded", limit: FORM_BYTES });
const large = express.raw({ type: isUpload, limit: UPLOAD_BYTES });

/** Reads a form: fields, and files where it carries any. Names are looked up in maps, so that none means anything. */
export const readForm = Object.assign(
  (async (request, response, next) => {
    if (request.method !== "POST") return next();
    await collected(isUpload(request) ? large : small, request, response);
    const form = await parsed(request);
    refuseZero(form);
    forms.set(request, form);
    next();
  }) satisfies RequestHandler,
  { of: (request: Request): ReadForm => forms.get(request) ?? nothing },
);

/** No store keeps a zero byte in a text and gives it back on every driver; no one types one either. */
function refuseZero({ fields, uploads }: ReadForm): void {
  const texts = [...fields.values(), ...[...uploads.values()].map(({ name }) => name)];
  if (!texts.some((text) => text.includes("\0"))) return;
  throw new Problem({ code: "request-invalid", detail: "The form holds a zero byte." });
}

async function collected(
  collect: RequestHandler,
  request: Request,
  response: Parameters<RequestHandler>[1],
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    void collect(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
}

async function parsed(request: Request): Promise<ReadForm> {
  const body: unknown = request.body;
  if (!(body instanceof Uint8Array)) return nothing;
  const type = String(request.headers["content-type"]);
  if (!isUpload(request)) {
    return { fields: new Map(new URLSearchParams(Buffer.from(body).toString("utf8"))), uploads: new Map() };
  }
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData().catch(() => {
    throw new Problem({ code: "request-invalid", detail: "The form could not be read." });
  });
  const fields = new Map<string, string>();
  const uploads = new Map<string, Upload>();
  for (const [name, value] of form) {
    if (typeof value === "string") fields.set(name, value);
    else if (value.size > 0)
      uploads.set(name, { name: value.name.slice(-100), bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  return { fields, uploads };
}

/** Refuses a form that did not come from our own page: another origin, another site, or without the visitor's proof. */
export function refuseForeignForm(request: Request, visit: Visit, origin: string): void {
  const from = request.headers.origin;
  const site = request.headers["sec-fetch-site"];
  const isOurs = from === undefined || from === origin || from === `http://${request.headers.host}`;
  const isSameSite = site === undefined || site === "same-origin" || site === "none";
  const isProved = visit.csrf === "" || sameText(visit.fields.get("csrf") ?? "", visit.csrf);
  if (isOurs && isSameSite && isProved) return;
  throw new Problem({
    code: "not-allowed",
    detail: "This form did not come from this console's own page, or you were signed out in between.",
    todo: "Load the page again and repeat it.",
  });
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
