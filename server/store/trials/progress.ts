import { sql } from "kysely";
import { type Database, type Query, runsOf } from "../../database/database.ts";
import { keptQuery } from "../../database/keptQuery.ts";
import type { SessionRow } from "../../database/tables.ts";
import { marked, type SeqMarks } from "./seqMarks.ts";
import { storedSeqs } from "./storedSeqs.ts";

/** What one batch added to its session: the numbers now taken, the bytes now kept, how many items were refused, and how
 *  many of those because the session or its study holds as much as it may. */
export type Progress = {
  readonly session: SessionRow;
  readonly seqs: readonly number[];
  readonly bytes: number;
  readonly refused: number;
  readonly over: number;
};

type Mark = SeqMarks & {
  readonly id: string;
  readonly highest: number;
  readonly quarantined: number;
  readonly bytes: number;
  readonly over: number;
  readonly at: string;
};

/** Moves every session's mark: up to which number all is stored, and the highest number stored.
 *  Returns the new `ackedThrough` by session id. */
export async function advance(
  { database, query }: { readonly database: Database; readonly query: Query },
  progress: readonly Progress[],
  at: string,
): Promise<ReadonlyMap<string, number>> {
  const bySession = new Map<string, Progress[]>();
  for (const one of progress) {
    const before = bySession.get(one.session.id);
    if (before) before.push(one);
    else bySession.set(one.session.id, [one]);
  }
  const marks: Mark[] = [];
  for (const ofSession of bySession.values()) {
    const mark = await nextMark(query, ofSession, at);
    if (mark) marks.push(mark);
  }
  for (const run of runsOf(marks)) await writeMarks(database, query, run);
  return new Map(marks.map((mark) => [mark.id, mark.acked]));
}

async function nextMark(query: Query, ofSession: readonly Progress[], at: string): Promise<Mark | undefined> {
  const session = ofSession[0]?.session;
  const seqs = ofSession.flatMap((one) => one.seqs);
  const refused = sum(ofSession, (one) => one.refused);
  if (!session || (seqs.length === 0 && refused === 0)) return undefined;
  const highest = seqs.reduce((high, seq) => Math.max(high, seq), session.highest_seq);
  return {
    id: session.id,
    ...marked(await marksOf(query, session), seqs),
    highest,
    quarantined: session.quarantined + refused,
    bytes: session.stored_bytes + sum(ofSession, (one) => one.bytes),
    over: session.over_limit + sum(ofSession, (one) => one.over),
    at,
  };
}

/** A session's marks as its row has them; counted once where the row is of before there were any. */
export async function marksOf(
  query: Query,
  {
    id,
    acked_through: acked,
    highest_seq: highest,
    above,
  }: Pick<SessionRow, "id" | "acked_through" | "highest_seq" | "above">,
): Promise<SeqMarks> {
  if (above !== null) return { acked, above: Buffer.from(above, "base64") };
  return highest <= acked ? { acked, above } : marked({ acked, above: null }, await storedSeqs(query, id, acked));
}

function sum(ofSession: readonly Progress[], of: (one: Progress) => number): number {
  return ofSession.reduce((total, one) => total + of(one), 0);
}

const writeMarks = keptQuery({
  compile: (query, marks: readonly Mark[]) => {
    const rows = marks.map((mark) => {
      const [id, acked, above, highest, quarantined, bytes, over, at] = valuesOf(mark);
      return sql`(cast(${id} as text), cast(${acked} as integer), cast(${above} as text), cast(${highest} as integer),
        cast(${quarantined} as integer), cast(${bytes} as bigint), cast(${over} as integer), cast(${at} as text))`;
    });
    return sql`with marks (id, acked, above, highest, quarantined, bytes, over_limit, seen_at) as (values ${sql.join(rows)})
      update sessions set acked_through = marks.acked, above = marks.above, highest_seq = marks.highest,
        quarantined = marks.quarantined, stored_bytes = marks.bytes, over_limit = marks.over_limit,
        seen_at = marks.seen_at from marks where sessions.id = marks.id`.compile(query);
  },
  parametersOf: valuesOf,
});

function valuesOf({ id, acked, above, highest, quarantined, bytes, over, at }: Mark): readonly unknown[] {
  const marks = above && Buffer.from(above).toString("base64");
  return [id, acked, marks, highest, quarantined, bytes, over, at];
}
