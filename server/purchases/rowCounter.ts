import { createHash } from "node:crypto";
import { Dictionary } from "../../experiments/tables/dictionary.ts";

const BYTES = 16;
const FIRST = 1024;

/** Counts how often texts came, of millions of them: each costs about 40 bytes, whatever its length. Texts are told apart
 *  by 128 bits of their SHA-256. */
export class RowCounter {
  private readonly texts = new Dictionary();
  private counts = new Uint32Array(FIRST);

  /** Counts a text; returns how often it came before. */
  add(text: string): number {
    const code = this.texts.code(hashOf(text), 0, BYTES);
    if (code === this.counts.length) {
      const more = new Uint32Array(2 * code);
      more.set(this.counts);
      this.counts = more;
    }
    const before = this.counts[code]!;
    this.counts[code] = before + 1;
    return before;
  }

  has(text: string): boolean {
    return this.texts.known(hashOf(text)) >= 0;
  }
}

function hashOf(text: string): Uint8Array {
  return createHash("sha256").update(text).digest().subarray(0, BYTES);
}
