import { FIRST_SESSION } from "../../experiments/contract/wave.ts";
import type { SessionRecord } from "../store/store.ts";

/** The column `wave` of a table with rows of sessions: `first`, or the wave's id. */
export type WaveColumn = {
  readonly header: readonly string[];
  cells(session: Pick<SessionRecord, "wave">): readonly string[];
};

/** Where nobody had a second session there is no such column. */
export function waveColumn(sessions: readonly Pick<SessionRecord, "wave">[]): WaveColumn {
  const hasWaves = sessions.some(({ wave }) => wave !== "");
  return {
    header: hasWaves ? ["wave"] : [],
    cells: ({ wave }) => (hasWaves ? [wave === "" ? FIRST_SESSION : wave] : []),
  };
}
