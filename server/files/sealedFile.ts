import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { Transform, type TransformCallback } from "node:stream";

// A file is a head and chunks: magic (8), key id (16), salt (16); then each chunk of 64 KiB encrypted with AES-256-GCM,
// the head as associated data. The nonce counts the chunks and marks the last, so that none can be left out, moved or
// added (the STREAM construction, Hoang, Reyhanitabar, Rogaway & Vizár, 2015; as in the age format).
const MAGIC = Buffer.from("SAYDOBK1", "latin1");
const ID_BYTES = 16;
const SALT_BYTES = 16;
export const HEAD_BYTES = MAGIC.length + ID_BYTES + SALT_BYTES;
const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;

export type FileKey = { readonly id: Buffer; readonly key: Buffer };

/** Encrypts a stream under a key of its own, derived from `key` and a random salt. */
export function sealing({ id, key }: FileKey): Transform {
  const head = Buffer.concat([MAGIC, id, randomBytes(SALT_BYTES)]);
  const seal = (chunk: Buffer, nonce: Buffer): Buffer => {
    const cipher = createCipheriv("aes-256-gcm", derived(key, head), nonce).setAAD(head);
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  };
  return chunked({ size: CHUNK_BYTES, first: head, work: seal });
}

/** The id of the key that a file was encrypted with; undefined for a file that is not encrypted. */
export function keyIdIn(head: Buffer): Buffer | undefined {
  const isSealed = head.length >= HEAD_BYTES && head.subarray(0, MAGIC.length).equals(MAGIC);
  return isSealed ? head.subarray(MAGIC.length, MAGIC.length + ID_BYTES) : undefined;
}

/** Decrypts what follows a file's head. Fails at the first chunk that is not what was written, and at an early end. */
export function unsealing(head: Buffer, key: Buffer): Transform {
  const open = (chunk: Buffer, nonce: Buffer): Buffer => {
    if (chunk.length < TAG_BYTES) throw new Error("the file is cut off");
    const decipher = createDecipheriv("aes-256-gcm", derived(key, head), nonce).setAAD(head);
    decipher.setAuthTag(chunk.subarray(chunk.length - TAG_BYTES));
    return Buffer.concat([decipher.update(chunk.subarray(0, -TAG_BYTES)), decipher.final()]);
  };
  return chunked({ size: CHUNK_BYTES + TAG_BYTES, first: Buffer.alloc(0), work: open });
}

function derived(key: Buffer, head: Buffer): Buffer {
  const salt = head.subarray(HEAD_BYTES - SALT_BYTES);
  return Buffer.from(hkdfSync("sha256", key, salt, "saydo backup", 32));
}

type Chunks = {
  readonly size: number;
  readonly first: Buffer;
  readonly work: (chunk: Buffer, nonce: Buffer) => Buffer;
};

/** Cuts a stream in chunks of one size, the last one shorter, and works on each under its nonce. */
function chunked({ size, first, work }: Chunks): Transform {
  let kept = Buffer.alloc(0);
  let count = 0;
  const push = (stream: Transform, chunk: Buffer, place: "inside" | "last") => {
    stream.push(work(chunk, nonceOf(count, place)));
    count += 1;
  };
  const stream = new Transform({
    transform(data: Buffer, _encoding, done) {
      attempt(done, () => {
        kept = Buffer.concat([kept, data]);
        // The last chunk is known only at the end, so one is always held back.
        while (kept.length > size) {
          push(stream, kept.subarray(0, size), "inside");
          kept = kept.subarray(size);
        }
      });
    },
    flush: (done) => attempt(done, () => push(stream, kept, "last")),
  });
  if (first.length > 0) stream.push(first);
  return stream;
}

function attempt(done: TransformCallback, work: () => void): void {
  try {
    work();
    done();
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
  }
}

function nonceOf(count: number, place: "inside" | "last"): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(count, 7);
  nonce[11] = place === "last" ? 1 : 0;
  return nonce;
}
