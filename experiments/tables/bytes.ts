import type { Mistakes } from "./mistakes.ts";

const ENOUGH = 4096;

/** What the first bytes say: a byte order mark, or the zeros of UTF-16 without one. `mark` is the mark's length. */
export function encodingOf(head: Uint8Array): { readonly encoding: string; readonly mark: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: "utf-8", mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: "utf-16le", mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: "utf-16be", mark: 2 };
  const pairs = Math.min(head.length, ENOUGH) >> 1;
  let even = 0;
  let odd = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (head[2 * pair] === 0) even += 1;
    if (head[2 * pair + 1] === 0) odd += 1;
  }
  if (pairs >= 4 && odd > pairs / 2 && even === 0) return { encoding: "utf-16le", mark: 0 };
  if (pairs >= 4 && even > pairs / 2 && odd === 0) return { encoding: "utf-16be", mark: 0 };
  return { encoding: "utf-8", mark: 0 };
}

type Decoding = { readonly said?: string | undefined; readonly mistakes: Mistakes; readonly notes: string[] };

/** Turns chunks of any encoding into UTF-8 without a mark. Chunks of UTF-8 pass as they are: cells nobody asks for may
 *  hold anything. */
export class Utf8Chunks {
  private head: Uint8Array | null = new Uint8Array(0);
  private decoder: TextDecoder | null = null;
  private readonly encoder = new TextEncoder();
  private readonly options: Decoding;

  constructor(options: Decoding) {
    this.options = options;
  }

  /** The UTF-8 of one more chunk; empty until enough has come to tell the encoding. */
  push(chunk: Uint8Array): Uint8Array {
    if (this.head === null) return this.decode(chunk);
    this.head = joined(this.head, chunk);
    return this.head.length < ENOUGH ? new Uint8Array(0) : this.begin(this.head);
  }

  /** What is left at the end. */
  finish(): Uint8Array {
    const rest = this.head === null ? new Uint8Array(0) : this.begin(this.head);
    if (this.decoder === null) return rest;
    return joined(rest, this.encoder.encode(this.safely((decoder) => decoder.decode())));
  }

  private begin(head: Uint8Array): Uint8Array {
    this.head = null;
    const { said, mistakes, notes } = this.options;
    const { encoding: found, mark } = encodingOf(head);
    const encoding = found !== "utf-8" || mark > 0 ? found : (said ?? found);
    this.decoder = decoderOf(encoding, mistakes);
    if (this.decoder !== null) notes.push(`The file was read as ${this.decoder.encoding}.`);
    return this.decode(head.subarray(mark));
  }

  private decode(chunk: Uint8Array): Uint8Array {
    if (this.decoder === null) return chunk;
    // Without `stream`, Node 20 reads windows-1252 as Latin-1.
    return this.encoder.encode(this.safely((decoder) => decoder.decode(chunk, { stream: true })));
  }

  private safely(decode: (decoder: TextDecoder) => string): string {
    try {
      return this.decoder === null ? "" : decode(this.decoder);
    } catch {
      const encoding = this.decoder?.encoding ?? "";
      return this.options.mistakes.stop({
        detail: `The bytes of this file are not ${encoding}.`,
        expected: `text in ${encoding}`,
        found: "bytes that mean nothing in it",
        todo: "Name the file's encoding with --encoding, or save it as CSV UTF-8.",
      });
    }
  }
}

function decoderOf(encoding: string, mistakes: Mistakes): TextDecoder | null {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    return decoder.encoding === "utf-8" ? null : decoder;
  } catch {
    return mistakes.stop({
      detail: `There is no encoding "${encoding}".`,
      path: "--encoding",
      expected: "utf-8, utf-16le, windows-1252, macintosh or another name of the Encoding Standard",
      found: encoding,
      todo: "Correct --encoding.",
    });
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  if (second.length === 0) return first;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
