import type { Mistakes } from "./mistakes.ts";
import type { Window } from "./recordScanner.ts";

const LF = 10;

/** Adds bytes to a window; those that were read make room. `line` is the one at the window's place. Refuses zero bytes. */
export function appendTo(
  window: Window,
  chunk: Uint8Array,
  at: { readonly mistakes: Mistakes; readonly line: number },
) {
  if (chunk.length === 0) return;
  if (window.at > 0) {
    window.bytes.copyWithin(0, window.at, window.have);
    window.have -= window.at;
    window.at = 0;
  }
  if (window.have + chunk.length > window.bytes.length) {
    const more = new Uint8Array(Math.max(2 * window.bytes.length, window.have + chunk.length));
    more.set(window.bytes.subarray(0, window.have));
    window.bytes = more;
  }
  window.bytes.set(chunk, window.have);
  const zero = chunk.indexOf(0);
  if (zero >= 0) refuseZero(window, window.have + zero, at);
  window.have += chunk.length;
}

function refuseZero({ bytes }: Window, to: number, at: { readonly mistakes: Mistakes; readonly line: number }): never {
  let { line } = at;
  for (let before = 0; before < to; before++) if (bytes[before] === LF) line += 1;
  return at.mistakes.stop({
    line,
    detail: "The file holds a zero byte.",
    expected: "text",
    found: "a byte 0",
    todo: "Is this really a table? Save it as CSV UTF-8, or name its encoding with --encoding.",
  });
}
