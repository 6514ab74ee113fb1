import { createHash } from "node:crypto";
import type { TableOrigin } from "./tableOrigin.ts";

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

/** The SHA-256 (hex) of a whole file. */
export async function hashOfFile(origin: TableOrigin): Promise<string> {
  const { chunks, sha256 } = hashed(origin.open());
  for await (const _ of chunks);
  return sha256();
}
