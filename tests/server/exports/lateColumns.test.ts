import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { trialTables } from "../../../server/exports/exportTrials.ts";
import { newTables } from "../../../server/exports/newTables.ts";
import { waveColumn } from "../../../server/exports/waveColumn.ts";
import type { SessionRecord, StoredTrial } from "../../../server/store/store.ts";

const SESSIONS = 110;
const TRIALS = 200;

const session = (number: number): SessionRecord => ({
  ...{ sessionId: `s${number}`, participantId: `p${number}`, studyId: "coffee", wave: "", studyHash: "h" },
  ...{ isSimulated: false, isPilot: false, language: "en", assignment: {}, seed: 1, device: null },
  ...{ startedAt: "2026-01-01T00:00:00.000Z", consentedAt: null, purposes: null, ackedThrough: 0, highestSeq: 0 },
  ...{ refused: 0, finishedAt: null, completionCode: null, withdrawnAt: null, erasedAt: null },
  ...{ movedAt: null, screenedOutAt: null },
});

/** A study whose last trial alone holds what `late` says. */
async function exported(late: Readonly<Record<string, unknown>>) {
  const sessions = Array.from({ length: SESSIONS }, (_, number) => session(number));
  let reads = 0;
  const trialsOf = async (sessionId: string): Promise<readonly StoredTrial[]> => {
    reads += 1;
    return Array.from({ length: TRIALS }, (_, seq) => {
      const isLast = sessionId === `s${SESSIONS - 1}` && seq === TRIALS - 1;
      const body = { measure: "iat", instance: "iat", trialIndex: seq, latencyMs: 500 + seq, ...(isLast ? late : {}) };
      return { seq, id: `${sessionId}/${seq}`, text: "", body, receivedAt: "2026-01-01T00:00:00.000Z" };
    });
  };
  const out = newTables(mkdtempSync(join(tmpdir(), "saydo-late-")));
  const view = { trials: trialsOf, referrals: async () => [] };
  const tables = await trialTables({ view, sessions, wave: waveColumn(sessions) }, out);
  for (const one of sessions) await tables.add(one, await trialsOf(one.sessionId));
  await tables.close();
  const rows: string[][] = parse(readFileSync(join(out.dir, "trials.csv")));
  return { reads, header: rows[0], rows: rows.slice(1), facts: out.facts.get("trials.csv") };
}

test("a study whose first trials have every field is read once", async () => {
  const { reads, header, rows } = await exported({});
  expect(reads).toBe(SESSIONS);
  expect(header?.at(-1)).toBe("latency_ms");
  expect(rows).toHaveLength(SESSIONS * TRIALS);
});

test("a field that only the last of 22,000 trials has is a column of all of them", async () => {
  const { reads, header, rows, facts } = await exported({ attempt: 2, mood: "fine, thanks" });
  expect(reads).toBe(2 * SESSIONS);
  expect(header?.slice(-3)).toEqual(["latency_ms", "attempt", "mood"]);
  expect(rows).toHaveLength(SESSIONS * TRIALS);
  expect(facts?.rows).toBe(SESSIONS * TRIALS);
  expect(rows.at(-1)?.slice(-3)).toEqual(["699", "2", "fine, thanks"]);
  expect(rows.filter((row) => row.at(-1) !== "")).toHaveLength(1);
});
