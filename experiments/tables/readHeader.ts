import type { Ask, TableSource } from "./ask.ts";
import { Utf8Chunks } from "./bytes.ts";
import { checkSaid } from "./checkSaid.ts";
import { wantedColumns } from "./columnPlan.ts";
import { readHead } from "./head.ts";
import { Mistakes } from "./mistakes.ts";
import { HeaderNames } from "./names.ts";
import type { Window } from "./recordScanner.ts";

/** More than any header and its first rows. */
export const HEAD_BYTES = 1 << 20;

/** What a table calls its columns, and which of those it could be asked for it has. */
export type TableHeader = { readonly names: readonly string[]; readonly has: (asked: string) => boolean };

/** Reads the header of a table that may have some of the asked columns: where what to ask depends on what is there. The
 *  source is spent. Throws a Problem for an empty file and for a setting that cannot be used. */
export async function readHeader(source: TableSource, ask: Ask): Promise<TableHeader> {
  const mistakes = new Mistakes(source.name);
  checkSaid(ask, mistakes);
  const window = await firstBytes(source, { said: ask.said?.encoding, mistakes, notes: [] });
  return tableHeader(readHead(window, ask, { mistakes, notes: [] }).names, ask);
}

/** Which of the asked columns are among a header's names. */
export function tableHeader(names: readonly string[], ask: Ask): TableHeader {
  const header = new HeaderNames(names);
  const found = wantedColumns(ask).filter((wanted) => header.placesOf(wanted).length > 0);
  const has = new Set(found.map(({ name }) => name));
  return { names, has: (asked) => has.has(asked) };
}

async function firstBytes(
  { chunks }: TableSource,
  options: ConstructorParameters<typeof Utf8Chunks>[0],
): Promise<Window> {
  const utf8 = new Utf8Chunks(options);
  const parts: Uint8Array[] = [];
  let have = 0;
  const keep = (part: Uint8Array) => {
    parts.push(part.slice());
    have += part.length;
  };
  let isFinal = true;
  for await (const chunk of chunks) {
    keep(utf8.push(chunk));
    isFinal = have < HEAD_BYTES;
    if (!isFinal) break;
  }
  if (isFinal) keep(utf8.finish());
  const bytes = new Uint8Array(have);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, at: 0, have, isFinal };
}
