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
import { columnsOfTrials, type TrialColumns, trialCells } from "./trialColumns.ts";
import type { WaveColumn } from "./waveColumn.ts";

/** The columns of trials.csv and of answers.csv, learnt from every trial before the first is written. */
export type TrialTables = {
  add(trials: readonly StoredTrial[]): void;
  columns(): readonly [TrialColumns, TrialColumns];
};

export function trialTables(wave: WaveColumn): TrialTables {
  const [all, stated] = [columnsOfTrials(wave), columnsOfTrials(wave)];
  return {
    add(trials) {
      for (const { body } of trials) {
        all.add(body);
        if (isStated(body)) stated.add(body);
      }
    },
    columns: () => [all.columns(), stated.columns()],
  };
}

/** trials.csv with every trial and answers.csv with the stated ones. */
export async function exportTrials(
  { view, sessions }: { readonly view: StudyView; readonly sessions: readonly SessionRecord[] },
  tables: TrialTables,
  out: NewTables,
): Promise<void> {
  const [all, stated] = tables.columns();
  const trials = tableFile("trials.csv", all, out);
  const answers = tableFile("answers.csv", stated, out);
  const complete = withVisits(await view.referrals());
  for (const session of sessions) {
    const stored = complete(session, await view.trials(session.sessionId));
    await trials.add(session, stored);
    await answers.add(
      session,
      stored.filter(({ body }) => isStated(body)),
    );
  }
  await trials.file.close();
  await answers.file.close();
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
      for (const trial of stored) await file.write(trialCells(session, trial, place));
    },
  };
}
