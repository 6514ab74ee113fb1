import canonicalize from "canonicalize";

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

const known = new WeakMap<object, string>();

/** Names a set of parameters: 64-bit FNV-1a of their canonical JSON (RFC 8785), 16 hexadecimal digits.
 *  Equal parameters always give the same name, in any order of keys. It identifies; it protects nothing. Synchronous
 *  because `crypto.subtle` is absent on pages served without TLS. */
export function parametersHash(parameters: unknown): string {
  if (typeof parameters !== "object" || parameters === null) return fnv1a(parameters);
  const hash = known.get(parameters) ?? fnv1a(parameters);
  known.set(parameters, hash);
  return hash;
}

function fnv1a(parameters: unknown): string {
  if (typeof parameters !== "object" || parameters === null) return hashOf(parameters);
  const known = hashes.get(parameters) ?? hashOf(parameters);
  hashes.set(parameters, known);
  return known;
}

// One object serves all trials of a measure; hashing it anew would cost milliseconds between trials.
const hashes = new WeakMap<object, string>();

function hashOf(parameters: unknown): string {
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(canonicalize(parameters) ?? "")) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * FNV_PRIME);
  }
  return hash.toString(16).padStart(16, "0");
}
