import { setImmediate as nextTurn } from "node:timers/promises";
import { studyOfWave } from "../../../experiments/contract/wave.ts";
import type { Query } from "../../database/database.ts";
import type { SessionRow } from "../../database/tables.ts";
import { type Tally, tallyOf } from "../../quality/sessionEnd.ts";
import type { VersionReader } from "../studies/studies.ts";
import { marksOf } from "../trials/progress.ts";
import { type SeqMarks, stretchesSince } from "../trials/seqMarks.ts";
import { isBody } from "../trials/storedTrials.ts";
import { assignmentOf } from "./drawCell.ts";

/** What the stored trials of a session amount to, and how many of them could not be read. */
export type Judgement = { readonly tally: Tally; readonly unreadable: number };

export type Judgements = {
  /** Reads the trials that came since the session was judged last, and no others: whoever asks again and again has each
   *  trial read once. In a transaction `pace` is "at once"; else others are served between two pages. */
  of(query: Query, row: SessionRow, pace: "at once" | "in turns"): Promise<Judgement>;
};

type Kept = { readonly tally: Tally; readonly unreadable: Set<number>; seen: SeqMarks };

const MOST_KEPT = 1000;
const PAGE = 200;

export function judgements(version: VersionReader): Judgements {
  // The one that was asked for longest ago is first. What is forgotten is read again.
  const kept = new Map<string, Kept>();
  return {
    async of(query, row, pace) {
      const one = kept.get(row.id) ?? {
        tally: tallyOf(studyOfWave(await version(query, row.study_hash), row.wave), assignmentOf(row.cell)),
        unreadable: new Set<number>(),
        seen: { acked: -1, above: null },
      };
      const marks = await marksOf(query, row);
      for (const [from, to] of stretchesSince(one.seen, { ...marks, highest: row.highest_seq }))
        await readStretch(query, { one, sessionId: row.id, pace }, { from, to });
      one.seen = marks;
      kept.delete(row.id);
      kept.set(row.id, one);
      const oldest = kept.size > MOST_KEPT ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      return { tally: one.tally, unreadable: one.unreadable.size };
    },
  };
}

type Reading = { readonly one: Kept; readonly sessionId: string; readonly pace: "at once" | "in turns" };

async function readStretch(
  query: Query,
  { one, sessionId, pace }: Reading,
  stretch: { readonly from: number; readonly to: number },
): Promise<void> {
  for (let { from } = stretch; from <= stretch.to; ) {
    const rows = await query
      .selectFrom("trials")
      .select(["seq", "body"])
      .where("session_id", "=", sessionId)
      .where("seq", ">=", from)
      .where("seq", "<=", stretch.to)
      .orderBy("seq")
      .limit(PAGE)
      .execute();
    for (const { seq, body } of rows) judgeOne(one, seq, body);
    const last = rows.length < PAGE ? undefined : rows.at(-1);
    if (!last) return;
    from = last.seq + 1;
    if (pace === "in turns") await nextTurn();
  }
}

function judgeOne({ tally, unreadable }: Kept, seq: number, body: Uint8Array): void {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    // What a disk broke is nobody's fault who took part.
    unreadable.add(seq);
    return;
  }
  if (isBody(read)) tally.add(seq, read);
  else unreadable.add(seq);
}
