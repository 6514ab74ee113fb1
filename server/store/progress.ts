import { sql } from "kysely";
import { type Query, runsOf } from "./database.ts";
import { storedSeqs } from "./missing.ts";
import type { SessionRow } from "./tables.ts";

/** What one batch added to its session: the numbers now taken, and how many items were refused. */
export type Progress = { readonly session: SessionRow; readonly seqs: readonly number[]; readonly refused: number };

type Mark = { readonly id: string; readonly acked: number; readonly highest: number; readonly quarantined: number };

/** Moves every session's mark: up to which number all is stored, and the highest number stored.
 *  Returns the new `ackedThrough` by session id. */
export async function advance(
  query: Query,
  progress: readonly Progress[],
  at: string,
): Promise<ReadonlyMap<string, number>> {
  const bySession = new Map<string, Progress[]>();
  for (const one of progress) bySession.set(one.session.id, [...(bySession.get(one.session.id) ?? []), one]);
  const marks: Mark[] = [];
  for (const ofSession of bySession.values()) {
    const mark = await nextMark(query, ofSession);
    if (mark) marks.push(mark);
  }
  for (const run of runsOf(marks)) await writeMarks(query, run, at);
  return new Map(marks.map((mark) => [mark.id, mark.acked]));
}

async function nextMark(query: Query, ofSession: readonly Progress[]): Promise<Mark | undefined> {
  const session = ofSession[0]?.session;
  const seqs = ofSession.flatMap((one) => one.seqs).sort((left, right) => left - right);
  const refused = ofSession.reduce((sum, one) => sum + one.refused, 0);
  if (!session || (seqs.length === 0 && refused === 0)) return undefined;
  const highest = Math.max(session.highest_seq, seqs.at(-1) ?? -1);
  const { id, acked_through: acked } = session;
  const quarantined = session.quarantined + refused;
  const isRow = session.highest_seq === acked && seqs.every((seq, place) => seq === acked + 1 + place);
  if (isRow) return { id, acked: acked + seqs.length, highest, quarantined };
  return { id, acked: contiguousFrom(acked, await storedSeqs(query, id, acked)), highest, quarantined };
}

/** Up to which number nothing is missing after `acked`; `above` are the numbers stored above it, lowest first. */
export function contiguousFrom(acked: number, above: readonly number[]): number {
  let through = acked;
  for (const seq of above) {
    if (seq !== through + 1) break;
    through = seq;
  }
  return through;
}

async function writeMarks(query: Query, marks: readonly Mark[], at: string): Promise<void> {
  const rows = marks.map(
    ({ id, acked, highest, quarantined }) =>
      sql`(cast(${id} as text), cast(${acked} as integer), cast(${highest} as integer), cast(${quarantined} as integer))`,
  );
  await sql`with marks (id, acked, highest, quarantined) as (values ${sql.join(rows)})
    update sessions set acked_through = marks.acked, highest_seq = marks.highest, quarantined = marks.quarantined,
      seen_at = ${at} from marks where sessions.id = marks.id`.execute(query);
}
