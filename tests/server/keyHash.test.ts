import { expect, test } from "vitest";
import { keyHashOf } from "../../server/keyHash.ts";

// printf '%s' 'zoë@example.org' | openssl dgst -sha256 -hmac 'key' (UTF-8, NFC)
const expected = "facf81675df6c7ac4670a27e0473b26e68f1e76e6d6ca4e801b356ec2cb81536";

test.each(["zoë@example.org", " ZOË@Example.org\t", "zoe\u0308@example.org"])("hashes %j to one value", (spelling) => {
  expect(keyHashOf(Buffer.from("key"), spelling)).toBe(expected);
});

test("hashes under another key to another value", () => {
  expect(keyHashOf(Buffer.from("other"), "zoë@example.org")).not.toBe(expected);
});
