import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../experiments/studyFile/packageRoot.ts";

// 49,233 passwords from published leaks, each as the first five bytes of its SHA-256, in order. From the list of
// @zxcvbn-ts/language-common 4.1.3 (MIT, © 2021 zxcvbn-ts, © 2012–2016 Dan Wheeler and Dropbox, Inc.); made by
// fixtures/passwords/makeCommonPasswords.mjs. A password that is not among them is taken for one of them once in 2e7 times.
const FILE = ["server", "accounts", "commonPasswords.bin"] as const;
const BYTES = 5;

let list: Buffer | undefined;

/** How many passwords are known from leaks. */
export function commonPasswordCount(): number {
  return hashes().length / BYTES;
}

/** Whether a text in lower case is, as it is written, among the passwords known from leaks. */
export function isCommonPassword(text: string): boolean {
  const wanted = createHash("sha256").update(text).digest().subarray(0, BYTES);
  let [from, to] = [0, commonPasswordCount()];
  while (from < to) {
    const middle = (from + to) >> 1;
    const order = Buffer.compare(wanted, hashes().subarray(middle * BYTES, (middle + 1) * BYTES));
    if (order === 0) return true;
    if (order < 0) to = middle;
    else from = middle + 1;
  }
  return false;
}

function hashes(): Buffer {
  list ??= readFileSync(join(packageRoot(), ...FILE));
  return list;
}
