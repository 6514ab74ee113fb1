import { timingSafeEqual } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import express, { type Request, type RequestHandler } from "express";
import { Problem } from "../../experiments/contract/problem.ts";
import type { ConsoleRoute, Upload, Visit } from "./consoleRoute.ts";
import { type FormPart, formParts } from "./multipart.ts";

export type ReadForm = Pick<Visit, "fields" | "uploads" | "refusedUpload">;

const FORM_BYTES = 64 * 1024;
const MOST_FIELDS = 200;
const HEADER_BYTES = 4 * 1024;
/** What a form with files may have: bytes in all, of a field, and how many parts and files. */
const limits = {
  table: { bytes: 51 * 1024 * 1024, fieldBytes: 16 * 1024, parts: 20, files: 1 },
  pictures: { bytes: 16 * 1024 * 1024, fieldBytes: 1024 * 1024, parts: 500, files: 60 },
} as const;
type Limits = (typeof limits)[keyof typeof limits];
const forms = new WeakMap<Request, ReadForm>();
const nothing: ReadForm = { fields: new Map(), uploads: new Map() };

// Nothing is inflated for anybody: no browser compresses a form.
const small = express.raw({ type: "application/x-www-form-urlencoded", limit: FORM_BYTES, inflate: false });

/** Reads the form that a route takes: fields, and on the routes that say so a file, which goes to disk as it arrives and is
 *  gone when the answer is out. Names are looked up in maps, so that none means anything. */
export function readForm(route: Pick<ConsoleRoute, "takes">, origin: () => string): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== "POST") return next();
    const isUpload = String(request.headers["content-type"] ?? "").startsWith("multipart/form-data");
    const { takes } = route;
    if (isUpload && takes === undefined) throw noFile();
    // Set by `admit`, just before.
    const visit = response.locals["visit"] as Visit;
    const check = (fields: ReadForm["fields"]) => refuseForeignForm(request, { ...visit, fields }, origin());
    const form =
      isUpload && takes !== undefined
        ? await readUpload(request, limits[takes], { check, whenDone: (done) => void response.once("close", done) })
        : await readFields(request, response);
    refuseZero(form);
    forms.set(request, form);
    next();
  };
}

/** What was read of a request's form. */
export function formOf(request: Request): ReadForm {
  return forms.get(request) ?? nothing;
}

function noFile(): Problem {
  return new Problem({
    code: "unsupported-media-type",
    detail: "This page takes no file.",
    expected: "Content-Type: application/x-www-form-urlencoded",
  });
}

/** No store keeps a zero byte in a text and gives it back on every driver; no one types one either. */
function refuseZero({ fields, uploads }: ReadForm): void {
  const texts = [...fields.values(), ...[...uploads.values()].map(({ name }) => name)];
  if (!texts.some((text) => text.includes("\0"))) return;
  throw new Problem({ code: "request-invalid", detail: "The form holds a zero byte." });
}

async function readFields(request: Request, response: Parameters<RequestHandler>[1]): Promise<ReadForm> {
  await new Promise<void>((resolve, reject) => {
    void small(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
  const body: unknown = request.body;
  if (!(body instanceof Uint8Array)) return nothing;
  const pairs = [...new URLSearchParams(Buffer.from(body).toString("utf8"))];
  if (pairs.length > MOST_FIELDS) throw tooManyFields();
  return { fields: new Map(pairs), uploads: new Map() };
}

type Receiving = {
  /** Sees the fields so far before a byte of a file is written. */
  readonly check: (fields: ReadForm["fields"]) => void;
  /** Told how to remove what was written. */
  readonly whenDone: (remove: () => void) => void;
};

async function readUpload(request: Request, most: Limits, { check, whenDone }: Receiving): Promise<ReadForm> {
  if (request.headers["content-encoding"] !== undefined) throw noFile();
  const fields = new Map<string, string>();
  const uploads = new Map<string, Upload>();
  const scratch = { folder: "" };
  whenDone(() => void (scratch.folder && rm(scratch.folder, { recursive: true, force: true })));
  const parts = formParts(request, String(request.headers["content-type"]), { ...most, headerBytes: HEADER_BYTES });
  for await (const part of parts) {
    if (part.fileName === undefined) fields.set(part.name, await textOf(part, most.fieldBytes));
    else if (part.fileName !== "") {
      if (uploads.size === most.files) throw tooManyFiles(most.files);
      check(fields);
      scratch.folder ||= await mkdtemp(join(tmpdir(), "saydo-upload-"));
      const upload = await written(part, join(scratch.folder, String(uploads.size))).catch((error: unknown) => {
        return most.files === 1 ? tooLarge(error) : Promise.reject(error);
      });
      if (typeof upload === "string") {
        await readOn(request);
        return { fields, uploads, refusedUpload: upload };
      }
      if (upload.size > 0) uploads.set(part.name, upload);
    }
  }
  return { fields, uploads };
}

/** Of a form for one file: its page says so, with what was typed. */
function tooLarge(error: unknown): string {
  if (!(error instanceof Problem) || error.details.code !== "body-too-large") throw error;
  return "The file is larger than 50 MB. Leave out rows and columns that are not needed, or send it in parts.";
}

const READ_ON_BYTES = 256 * 1024 * 1024;

/** A browser reads the answer once it has sent everything. What it sends is thrown away; whoever sends without end is left. */
async function readOn(request: Request): Promise<void> {
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > READ_ON_BYTES) throw new Problem({ code: "body-too-large", detail: "The form is too large." });
  }
}

function tooManyFiles(most: number): Problem {
  return new Problem({
    code: "request-invalid",
    detail: `The form holds more than ${most} ${most === 1 ? "file" : "files"}.`,
  });
}

async function textOf({ bytes }: FormPart, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > most) throw new Problem({ code: "body-too-large", detail: "A field of the form is too long." });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const LONGEST_NAME = 100;

async function written({ fileName = "", bytes }: FormPart, folder: string): Promise<Upload> {
  const name = fileName.slice(-LONGEST_NAME);
  // The name is what mistakes are told under; on disk it has only letters that every file system takes.
  await mkdir(folder, { mode: 0o700 });
  const path = join(folder, `${name.replaceAll(/[^\p{L}\p{N}._-]/gu, "_").replace(/^\.+/, "")}` || "file");
  const out = createWriteStream(path, { mode: 0o600, flags: "wx" });
  await pipeline(bytes, out);
  return { name, path, size: out.bytesWritten };
}

function tooManyFields(): Problem {
  return new Problem({ code: "request-invalid", detail: `The form has more than ${MOST_FIELDS} fields.` });
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
