import { mostOfSession, mostOfStudy } from "../../../experiments/contract/requestLimits.ts";
import type { SessionRow } from "../../database/tables.ts";
import type { ItemProblem, ReceivedTrial } from "../store.ts";

/** What the sessions of one turn may still add. */
export type Room = {
  /** The trials of a batch; those for which its session, or the study, has no room left become items that are refused. */
  within(session: SessionRow, trials: readonly ReceivedTrial[]): readonly ReceivedTrial[];
};

/** `held` says what each study holds already. */
export function roomOf(held: ReadonlyMap<string, number>): Room {
  const added = new Map<string, number>();
  return {
    within(session, trials) {
      return trials.map((trial) => {
        const bytes = Buffer.byteLength(trial.item);
        const ofSession = session.stored_bytes + (added.get(session.id) ?? 0) + bytes;
        const ofStudy = (held.get(session.study_id) ?? 0) + (added.get(session.study_id) ?? 0) + bytes;
        const problem = problemOf(trial.seq, ofSession, ofStudy);
        if (problem) return { seq: trial.seq, item: trial.item, problem, over: trial };
        for (const id of [session.id, session.study_id]) added.set(id, (added.get(id) ?? 0) + bytes);
        return trial;
      });
    },
  };
}

function problemOf(seq: number, ofSession: number, ofStudy: number): ItemProblem | undefined {
  const { trials, bytes } = mostOfSession;
  const detail =
    seq >= trials
      ? `A session has at most ${trials} trials, under the numbers 0 to ${trials - 1}.`
      : ofSession > bytes
        ? `A session holds at most ${bytes / 1024 ** 2} MiB.`
        : ofStudy > mostOfStudy.bytes
          ? `The sessions of a study hold at most ${mostOfStudy.bytes / 1024 ** 3} GiB together.`
          : undefined;
  return detail === undefined ? undefined : { code: "trial-invalid", detail };
}
