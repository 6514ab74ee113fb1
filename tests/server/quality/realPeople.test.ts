import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { cloneScreen } from "../../../server/quality/clones.ts";
import { type Flag, flagsOf } from "../../../server/quality/flags.ts";
import type { StoredTrial } from "../../../server/store/store.ts";
import { storedTrials } from "../../prove/support/respondents.ts";
import { dataPath, isDataAbsent } from "../../sharedData.ts";

type Row = Readonly<Record<string, string>>;
type Sessions = ReadonlyMap<string, readonly StoredTrial[]>;

/** Sessions of a file's sorting tasks, each task as one IAT, in the order of the file. */
function sessionsIn(
  [set, file]: readonly [string, string],
  read: (row: Row) => { readonly id: string; readonly isCorrect: boolean; readonly latencyMs: number } | null,
): Sessions {
  const rows: readonly Row[] = parse(readFileSync(dataPath(set, file)), { columns: true });
  const bodies = new Map<string, Readonly<Record<string, unknown>>[]>();
  for (const row of rows) {
    const seen = read(row);
    if (!seen) continue;
    const { id, ...body } = seen;
    const own = bodies.get(id) ?? [];
    own.push({ measure: "iat", instance: "iat", ...body });
    bodies.set(id, own);
  }
  return new Map([...bodies].map(([id, own]) => [id, storedTrials(own)]));
}

const gender = (): Sessions =>
  sessionsIn(["gender_iat_fpi", "trials.csv"], (row) => ({
    id: `${row["SESSION_ID"]}`,
    isCorrect: row["TRIAL_ERROR"] === "0",
    latencyMs: Number(row["TRIAL_LATENCY"]),
  }));

const chocolate = (file: string): Sessions =>
  sessionsIn(["chocolate", file], (row) => {
    const { participant = "", blockcode = "", trialcode = "", correct, latency } = row;
    if (trialcode.startsWith("reminder") || trialcode === "alert") return null;
    const task = /iat|sc_dark|sc_milk/.exec(blockcode)?.[0] ?? "";
    return { id: `${participant} ${task}`, isCorrect: correct === "1", latencyMs: Number(latency) };
  });

const quiet = { hasGaps: false, refused: 0, clockOffsetMs: 0 };

function raisedIn(sessions: Sessions): Readonly<Partial<Record<Flag, readonly string[]>>> {
  const raised: Partial<Record<Flag, string[]>> = {};
  for (const [id, trials] of sessions) {
    for (const { flag } of flagsOf(trials, quiet)) raised[flag] = [...(raised[flag] ?? []), id];
  }
  return raised;
}

function clonesIn(sessions: Sessions): readonly string[] {
  const screen = cloneScreen();
  for (const [id, trials] of sessions) screen.add(id, trials);
  return [...screen.found().keys()];
}

describe.skipIf(isDataAbsent("gender_iat_fpi") || isDataAbsent("chocolate"))(
  "shared reference data: real people",
  () => {
    let students: Sessions;
    let tasters: Sessions;
    let singleCategory: Sessions;

    beforeAll(() => {
      students = gender();
      tasters = chocolate("trials_iat.csv");
      singleCategory = chocolate("trials_sciat.csv");
    }, 60_000);

    test("raise a flag in at most 1 % of their sessions, each by a rule that can be read", () => {
      expect([students.size, tasters.size, singleCategory.size]).toEqual([88, 162, 324]);
      expect(raisedIn(students)).toEqual({ "too-fast": ["604660"] });
      expect(raisedIn(tasters)).toEqual({});
      expect(raisedIn(singleCategory)).toEqual({ "no-slow-tail": ["38 sc_dark"], "too-fast": ["149 sc_dark"] });
    });

    test("do not answer in the rhythm of a stranger; a session copied from two others is found out", () => {
      // Number 244 answers to the millisecond as 172 did in one task and as 4 did in another.
      expect(clonesIn(students)).toEqual([]);
      expect(clonesIn(tasters).toSorted()).toEqual(["172 iat", "244 iat"]);
      expect(clonesIn(singleCategory).toSorted()).toEqual(["244 sc_milk", "4 sc_milk"]);
    });
  },
);
