import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import { FlowMeasure } from "../../experiments/contract/study.ts";
import { measureNamed } from "../../experiments/measures/registry.ts";
import { answerSpeeds } from "../scoring/answerSpeed.ts";
import { codebook, columnsOf } from "../scoring/codebook.ts";
import type { Scored } from "../scoring/scoreEveryone.ts";
import { scoresTable } from "../scoring/scoresTable.ts";
import { scoreTable, type TableSummary } from "../scoring/scoreTable.ts";
import { readStoredTrials } from "../scoring/trialTable.ts";
import { type TextRow, wideTable } from "../scoring/wideTable.ts";
import { DEFAULT_SEED } from "./score.ts";

/** Scores an export folder in place. */
export type ScoreExport = {
  readonly dir: string;
  /** Random splits for reliability. */
  readonly splits?: number;
  readonly seed?: number;
};

const EXPORT_SPLITS = 1000;
/** study.json: the definition itself, or the definition beside its hash. */
const Definition = z.looseObject({ flow: z.array(z.looseObject({ measures: z.array(FlowMeasure) })) });
const StudyDocument = z.union([z.looseObject({ hash: z.string(), definition: Definition }), Definition]);

type Instance = { readonly instance: string; readonly measure: string };
type Tables = Readonly<
  Record<"trials" | "answers" | "sessions" | "outcomes", { readonly text: string; readonly rows: readonly TextRow[] }>
>;

/** Adds scores.csv, participants.csv, codebook.csv and manifest.json to a folder that holds trials.csv, answers.csv,
 *  sessions.csv, outcomes.csv and study.json; returns each measure's summary. Measures are scored with the settings
 *  their data imply. Throws a Problem for a table that cannot be read. */
export async function runScoreExport({ dir, splits = EXPORT_SPLITS, seed = DEFAULT_SEED }: ScoreExport) {
  const document = StudyDocument.parse(JSON.parse(await readFile(join(dir, "study.json"), "utf8")));
  const tables = await readTables(dir);
  const instances = instancesOf(document);
  const names = [...new Set(instances.map(({ measure }) => measure))];
  const scores = names.flatMap((name) => scoreMeasure(name, tables, { splits, seed }));
  const scored = scores.flatMap((one) => one.scored);
  const participants = wideTable({
    sessions: tables.sessions.rows,
    outcomes: tables.outcomes.rows,
    scored,
    instances: instances.map(({ instance }) => instance),
    speeds: { instances: statedAmong(instances), of: answerSpeeds(tables.answers.rows) },
  });
  await writeFile(join(dir, "scores.csv"), scoresTable(scored));
  await writeFile(
    join(dir, "participants.csv"),
    stringify([...participants], { header: true, columns: [...columnsOf(participants)] }),
  );
  const files = await tableFiles(dir);
  await writeFile(join(dir, "codebook.csv"), stringify([...lines(files, instances, tables)], { header: true }));
  const summaries = scores.map(({ summary }) => summary);
  await writeFile(join(dir, "manifest.json"), `${JSON.stringify(await manifest(dir, document, summaries), null, 2)}\n`);
  return summaries;
}

function instancesOf(document: z.infer<typeof StudyDocument>): readonly Instance[] {
  const { flow } = definitionOf(document);
  const all = flow.flatMap(({ measures }) =>
    measures.map(({ measure, instance }) => ({ measure, instance: instance ?? measure })),
  );
  return [...new Map(all.map((one) => [one.instance, one])).values()];
}

function statedAmong(instances: readonly Instance[]): readonly string[] {
  return instances.flatMap(({ instance, measure }) => (measureNamed(measure)?.kind === "stated" ? [instance] : []));
}

function definitionOf(document: z.infer<typeof StudyDocument>): z.infer<typeof Definition> {
  return Definition.parse("definition" in document ? document.definition : document);
}

function scoreMeasure(
  name: string,
  tables: Tables,
  draws: { readonly splits: number; readonly seed: number },
): readonly { readonly scored: readonly Scored[]; readonly summary: TableSummary }[] {
  const measure = measureNamed(name);
  if (!measure) return [];
  const file = measure.kind === "stated" ? "answers" : "trials";
  const { text, rows } = tables[file];
  if (!rows.some((row) => row.measure === name)) return [];
  const { groups, unreadable } = readStoredTrials(measure, { file: `${file}.csv`, text });
  const { scored, summary } = scoreTable(measure, groups, draws);
  return [{ scored, summary: unreadable === 0 ? summary : { ...summary, unreadable } }];
}

async function readTables(dir: string): Promise<Tables> {
  const read = async (name: string) => {
    const text = await readFile(join(dir, `${name}.csv`), "utf8").catch(absentIsEmpty);
    const rows: readonly TextRow[] = parse(text, { columns: true, bom: true });
    return { text, rows };
  };
  const [trials, answers, sessions, outcomes] = await Promise.all([
    read("trials"),
    read("answers"),
    read("sessions"),
    read("outcomes"),
  ]);
  return { trials, answers, sessions, outcomes };
}

/** A study without, say, stated measures has no such table. */
function absentIsEmpty(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
  throw error;
}

async function tableFiles(dir: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const names = (await readdir(dir)).filter((name) => name.endsWith(".csv") && name !== "codebook.csv").sort();
  const headers = names.map(async (name) => {
    const text = await readFile(join(dir, name), "utf8");
    const rows: readonly (readonly string[])[] = parse(text, { bom: true, to: 1 });
    return [name, rows[0] ?? []] as const;
  });
  return Object.fromEntries(await Promise.all(headers));
}

function lines(files: Readonly<Record<string, readonly string[]>>, instances: readonly Instance[], tables: Tables) {
  const factors = new Set(
    tables.sessions.rows.flatMap(({ assignment }) => Object.keys(assignment ? JSON.parse(assignment) : {})),
  );
  return codebook(files, instances, [...factors]);
}

async function manifest(dir: string, document: z.infer<typeof StudyDocument>, summaries: readonly TableSummary[]) {
  const names = (await readdir(dir)).filter((name) => name !== "manifest.json").sort();
  const files = names.map(async (name) => {
    const bytes = await readFile(join(dir, name));
    const rows = name.endsWith(".csv") ? { rows: Math.max(0, countRows(bytes.toString("utf8")) - 1) } : {};
    return [name, { ...rows, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") }] as const;
  });
  return {
    study: { id: definitionOf(document).id, hash: "hash" in document ? document.hash : null },
    files: Object.fromEntries(await Promise.all(files)),
    scoring: summaries.map(({ measure, profile, settings, n, n_scored, exclusions, unreadable, reliability }) => ({
      measure,
      profile,
      settings,
      n,
      n_scored,
      exclusions,
      ...(unreadable === undefined ? {} : { unreadable }),
      reliability,
    })),
  };
}

function countRows(text: string): number {
  return parse(text, { bom: true }).length;
}
