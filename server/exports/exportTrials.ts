import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { measureNamed } from "../../experiments/measures/registry.ts";
import type { SessionRecord, StoredTrial, StudyView } from "../store/store.ts";
import type { CsvFile } from "./csvFile.ts";
import { withVisits } from "./exportReferrals.ts";
import type { NewTables } from "./newTables.ts";
import { oneLine } from "./oneLine.ts";
import { columnsOfTrials, type LearntColumns, type TrialColumns, trialCells } from "./trialColumns.ts";
import type { WaveColumn } from "./waveColumn.ts";

/** Trials by which the columns are guessed before the first is written. */
const LOOKED_AT = 20_000;

/** trials.csv with every trial and answers.csv with the stated ones, written while trials are read. Their columns are known
 *  for certain once the last has been read: where a late one had a field that those before it had not, both are written
 *  again from the start. */
export type TrialTables = {
  add(session: SessionRecord, trials: readonly StoredTrial[]): Promise<void>;
  close(): Promise<void>;
};

type Export = {
  readonly view: Pick<StudyView, "trials" | "referrals">;
  readonly sessions: readonly SessionRecord[];
  readonly wave: WaveColumn;
};

export async function trialTables({ view, sessions, wave }: Export, out: NewTables): Promise<TrialTables> {
  const learnt = [columnsOfTrials(wave), columnsOfTrials(wave)] as const;
  const complete = withVisits(await view.referrals());
  let waiting: Parameters<TrialTables["add"]>[] = [];
  let count = 0;
  let begun: Writer | undefined;
  const begin = async () => {
    const writer = writerOf(learnt, { complete, out });
    for (const one of waiting) await writer.add(...one);
    waiting = [];
    return writer;
  };
  return {
    async add(session, trials) {
      for (const { body } of trials) {
        learnt[0].add(body);
        if (isStated(body)) learnt[1].add(body);
      }
      count += trials.length;
      if (begun) await begun.add(session, trials);
      else waiting.push([session, trials]);
      if (count >= LOOKED_AT) begun ??= await begin();
    },
    async close() {
      begun ??= await begin();
      await begun.close();
      if (begun.isWhole()) return;
      const again = writerOf(learnt, { complete, out });
      for (const session of sessions) await again.add(session, await view.trials(session.sessionId));
      await again.close();
    },
  };
}

type Writer = TrialTables & {
  /** Whether its columns are those that were learnt by now. */
  isWhole(): boolean;
};
type Writing = { readonly complete: ReturnType<typeof withVisits>; readonly out: NewTables };

/** Both tables with the columns learnt so far. It writes no more once there are others. */
function writerOf(learnt: readonly [LearntColumns, LearntColumns], { complete, out }: Writing): Writer {
  const counts = learnt.map((one) => one.count());
  const [all, stated] = [learnt[0].columns(), learnt[1].columns()];
  const [trials, answers] = [tableFile("trials.csv", all, out), tableFile("answers.csv", stated, out)];
  const hasAll = () => learnt.every((one, at) => one.count() === counts[at]);
  const isSame = (one: TrialColumns, other: TrialColumns) => one.header.join("\n") === other.header.join("\n");
  return {
    isWhole: () => hasAll() && isSame(all, learnt[0].columns()) && isSame(stated, learnt[1].columns()),
    async add(session, read) {
      if (!hasAll()) return;
      const stored = complete(session, read);
      await trials.add(session, stored);
      await answers.add(
        session,
        stored.filter(({ body }) => isStated(body)),
      );
    },
    async close() {
      await trials.file.close();
      await answers.file.close();
    },
  };
}

/** trials.jsonl: each trial with its body as it was received. */
export async function exportTrialLines(
  view: StudyView,
  sessions: readonly SessionRecord[],
  out: string,
): Promise<void> {
  const file = createWriteStream(join(out, "trials.jsonl"), { mode: 0o600 });
  const written = finished(file);
  for (const { sessionId } of sessions) {
    const lines = (await view.trials(sessionId)).map((trial) => lineOf(sessionId, trial));
    if (!file.write(lines.join(""))) await new Promise<void>((resolve) => file.once("drain", () => resolve()));
  }
  file.end();
  await written;
}

/** A body with line ends of its own stands there a second time, as the text it was, so that nothing is lost. */
function lineOf(sessionId: string, { seq, id, text, receivedAt }: StoredTrial): string {
  const head = JSON.stringify({ session_id: sessionId, seq, id }).slice(0, -1);
  const body = oneLine(text);
  const received = body === text ? "" : `,"received":${JSON.stringify(text)}`;
  return `${head},"body":${body},"received_at":${JSON.stringify(receivedAt)}${received}}\n`;
}

/** refused.jsonl: items that were received and not taken as trials, as they came, and why. */
export async function exportRefused(view: StudyView, sessions: readonly SessionRecord[], out: string): Promise<void> {
  const lines: string[] = [];
  for (const { sessionId } of sessions) {
    for (const { seq, status, item, problem, receivedAt } of await view.refused(sessionId)) {
      const line = { session_id: sessionId, seq, status, item, problem: problemIn(problem), received_at: receivedAt };
      lines.push(`${JSON.stringify(line)}\n`);
    }
  }
  await writeFile(join(out, "refused.jsonl"), lines.join(""), { mode: 0o600 });
}

function problemIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { code: "store-damaged", detail: text };
  }
}

function isStated(body: StoredTrial["body"]): boolean {
  return measureNamed(String(body["measure"]))?.kind === "stated";
}

type TableFile = {
  readonly file: CsvFile;
  add(session: SessionRecord, stored: readonly StoredTrial[]): Promise<void>;
};

function tableFile(name: string, columns: TrialColumns, out: NewTables): TableFile {
  const file = out.open(name, columns.header);
  return {
    file,
    async add(session, stored) {
      const place = { columns, counted: new Map<string, number>() };
      await file.writeAll(stored.map((trial) => trialCells(session, trial, place)));
    },
  };
}
