import type { Proof } from "../proof.ts";
import { fuzzed } from "../support/fuzz.ts";

/** As D1, with the session and the form's proof of whoever runs the server at every route of the console. */
export const noSignedInRequestBreaks: Proof = {
  id: "D10",
  promise:
    "No request of somebody who is signed in, however malformed, makes either server of either store answer 5xx.",
  run: ({ seed, scale }) =>
    fuzzed({ seed, requests: scale === "short" ? 400 : 100_000, as: "whoever runs the server" }),
};
