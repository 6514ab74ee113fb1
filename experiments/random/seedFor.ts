/** A 32-bit seed that follows from another and some bytes: 32-bit FNV-1a of the bytes, started from the seed. */
export function seedOf(seed: number, bytes: Iterable<number>): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** The seed of one occurrence of a measure in a session. Names of instances and products are ASCII (contract/study.ts). */
export function instanceSeed(
  seed: number,
  { instance, product = "" }: { readonly instance: string; readonly product: string | undefined },
): number {
  return seedOf(
    seed,
    Array.from(`${instance} ${product}`, (letter) => letter.charCodeAt(0)),
  );
}
