import { createHash } from "node:crypto";

/** Chunks as they are, and the SHA-256 (hex) of those that were read. */
export function hashed(chunks: AsyncIterable<Uint8Array>): {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly sha256: () => string;
} {
  const hash = createHash("sha256");
  async function* through() {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  }
  return { chunks: through(), sha256: () => hash.copy().digest("hex") };
}
