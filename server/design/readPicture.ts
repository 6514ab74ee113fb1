import { createHash } from "node:crypto";
import { Problem } from "../../experiments/contract/problem.ts";
import type { Asset } from "../store/store.ts";

const MOST_BYTES = 2 * 1024 * 1024;

type Size = { readonly width: number | null; readonly height: number | null };
type Kind = {
  readonly mime: string;
  readonly isKind: (bytes: Buffer) => boolean;
  readonly size: (bytes: Buffer) => Size;
};

const unknown: Size = { width: null, height: null };
const startsWith =
  (text: string, at = 0) =>
  (bytes: Buffer) =>
    bytes.toString("latin1", at, at + text.length) === text;

const kinds: readonly Kind[] = [
  {
    mime: "image/png",
    isKind: startsWith("\x89PNG\r\n\x1a\n"),
    size: (bytes) => ({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }),
  },
  { mime: "image/jpeg", isKind: startsWith("\xff\xd8\xff"), size: jpegSize },
  {
    mime: "image/gif",
    isKind: startsWith("GIF8"),
    size: (bytes) => ({ width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }),
  },
  { mime: "image/webp", isKind: startsWith("WEBP", 8), size: () => unknown },
  { mime: "image/avif", isKind: startsWith("ftypavif", 4), size: () => unknown },
  {
    mime: "image/svg+xml",
    isKind: (bytes) => /^<svg[\s>]/i.test(afterComments(text(bytes))),
    size: () => unknown,
  },
];

/** A picture as it is kept, under the hash of its bytes. What it is is read from the bytes, not from its name. Throws a
 *  Problem for what is no picture that every browser shows, or is too large. */
export function readPicture(name: string, given: Uint8Array): Asset {
  const bytes = Buffer.from(given);
  if (bytes.length > MOST_BYTES) {
    throw refused(
      name,
      `It has ${(bytes.length / 1024 / 1024).toFixed(1)} MB; at most 2 MB load fast enough on a phone.`,
    );
  }
  const kind = kinds.find(({ isKind }) => isKind(bytes));
  if (!kind) throw refused(name, "It is no PNG, JPEG, GIF, WebP, AVIF or SVG picture.");
  const size = sizeOf(kind, bytes) ?? refuse(name);
  return { sha256: createHash("sha256").update(bytes).digest("hex"), name, mime: kind.mime, ...size, bytes };
}

function text(bytes: Buffer): string {
  return bytes.toString("utf8", 0, 2000).replace(/^\uFEFF/, "");
}

/** A vector picture's text from its first element on. Comment by comment: one pattern for all of them can take for ever. */
function afterComments(xml: string): string {
  let rest = xml
    .trimStart()
    .replace(/^<\?xml[^>]*>/i, "")
    .trimStart();
  while (rest.startsWith("<!--")) {
    const end = rest.indexOf("-->");
    if (end < 0) return "";
    rest = rest.slice(end + "-->".length).trimStart();
  }
  return rest;
}

function sizeOf(kind: Kind, bytes: Buffer): Size | undefined {
  try {
    return kind.size(bytes);
  } catch {
    return undefined;
  }
}

/** From the frame header, past the other segments. */
function jpegSize(bytes: Buffer): Size {
  for (let at = 2; at < bytes.length - 9; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
  }
  throw new RangeError("a JPEG has a frame");
}

function refuse(name: string): never {
  throw refused(name, "The file is cut off.");
}

function refused(name: string, why: string): Problem {
  return new Problem({
    code: "request-invalid",
    detail: `"${name}" is not taken: ${why}`,
    todo: "Choose another picture.",
  });
}
