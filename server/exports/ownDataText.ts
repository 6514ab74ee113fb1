import { setImmediate as nextTurn } from "node:timers/promises";
import { cellRows } from "./cellRows.ts";

type Data = Readonly<Record<string, unknown>>;

const LETTERS_A_TURN = 64 * 1024;

/** A person's copy as the text of an `OwnData`, in pieces: between two of them others are served. */
export async function* ownDataText(isWithdrawn: boolean, data: Data): AsyncGenerator<string> {
  yield* inTurns(pieces(isWithdrawn, data));
}

function* pieces(isWithdrawn: boolean, data: Data): Generator<string> {
  yield `{"isWithdrawn":${isWithdrawn},"data":{`;
  for (const [at, [name, value]] of Object.entries(data).entries()) {
    yield `${at === 0 ? "" : ","}${JSON.stringify(name)}:`;
    if (Array.isArray(value)) yield* listPieces(value);
    else yield JSON.stringify(value) ?? "null";
  }
  yield '},"csv":"';
  for (const lines of cellRows(data)) yield JSON.stringify(lines).slice(1, -1);
  yield '"}';
}

function* listPieces(list: readonly unknown[]): Generator<string> {
  yield "[";
  for (const [at, one] of list.entries()) yield `${at === 0 ? "" : ","}${JSON.stringify(one)}`;
  yield "]";
}

async function* inTurns(all: Iterable<string>): AsyncGenerator<string> {
  let held: string[] = [];
  let letters = 0;
  for (const piece of all) {
    held.push(piece);
    letters += piece.length;
    if (letters < LETTERS_A_TURN) continue;
    yield held.join("");
    held = [];
    letters = 0;
    await nextTurn();
  }
  yield held.join("");
}
