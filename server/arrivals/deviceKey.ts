import { createHmac, randomBytes } from "node:crypto";
import { isIP } from "node:net";

// Drawn at each start of the server and kept nowhere: what it makes of an address cannot be traced back by anyone.
const SECRET = randomBytes(32);

/** Tells devices apart by the address they come from, without keeping it: a keyed hash that lives as long as the process.
 *  Of an IPv6 address the first 64 bits, the rest of which every device draws as it likes. */
export function deviceKey(address: string | undefined): string {
  const plain = (address ?? "").replace(/^::ffff:(?=\d+\.)/i, "");
  return createHmac("sha256", SECRET)
    .update(isIP(plain) === 6 ? network(plain) : plain)
    .digest("base64url");
}

function network(address: string): string {
  const [head = "", tail] = address.split("%", 1)[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
