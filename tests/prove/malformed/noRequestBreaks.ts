import type { Proof } from "../proof.ts";
import { fuzzed } from "../support/fuzz.ts";

/** Requests that no honest client makes, over every route of both servers, without an account. */
export const noRequestBreaks: Proof = {
  id: "D1",
  promise: "No request, however malformed, makes the server answer 5xx or tell of its insides.",
  run: ({ seed, scale }) => fuzzed({ seed, requests: scale === "short" ? 600 : 100_000, as: "nobody" }),
};
