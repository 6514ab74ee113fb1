import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { z } from "zod";
import type { Measure } from "../../experiments/contract/measure.ts";
import { FlowMeasure } from "../../experiments/contract/study.ts";
import { OutcomeWindow, StudyOutcome } from "../../experiments/contract/studyOutcome.ts";
import { FIRST_SESSION, waveInstance } from "../../experiments/contract/wave.ts";
import { measureNamed } from "../../experiments/measures/registry.ts";
import { openTable } from "../../experiments/tableFiles/openTable.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { readHeader } from "../../experiments/tables/readHeader.ts";
import { readTable } from "../../experiments/tables/readTable.ts";
import { writeReaders } from "../data/readers/writeReaders.ts";
import { type StoredTrials, withStoredTrials } from "../data/readStoredTrials.ts";
import { ANSWERS, type AnswerSpeed, answerSpeeds } from "../data/scoring/answerSpeed.ts";
import { codebook, type Described } from "../data/scoring/codebook.ts";
import { csvText } from "../data/scoring/csvText.ts";
import { measureOutcomes, recordedColumns } from "../data/scoring/measureOutcomes.ts";
import type { Scored } from "../data/scoring/scoreEveryone.ts";
import { scoresTable } from "../data/scoring/scoresTable.ts";
import { scoreTable, type TableSummary } from "../data/scoring/scoreTable.ts";
import { waveCells, waveProgress } from "../data/scoring/waveProgress.ts";
import { type TextRow, wideRows } from "../data/scoring/wideTable.ts";
import { textRows } from "../data/textRows.ts";
import { DEFAULT_SEED } from "./score.ts";

/** Scores an export folder in place. */
export type ScoreExport = {
  readonly dir: string;
  /** Random splits for reliability. */
  readonly splits?: number;
  readonly seed?: number;
};

const EXPORT_SPLITS = 1000;
const ENOUGH_PEOPLE = 3000;
const FEWEST_SPLITS = 50;
/** Of a table only its header, or its number of rows. */
const COMMAS = { columns: {}, said: { delimiter: "," } };
const Flow = z.array(z.looseObject({ measures: z.array(FlowMeasure) }));
/** What participants.csv has in every study; the rest follows from people. */
const OF_NOBODY = ["participant_id", "product", "is_simulated", "minutes"];
/** study.json: the definition itself, or the definition beside its hash. */
const Definition = z.looseObject({
  outcome: OutcomeWindow.optional(),
  outcomes: z.array(StudyOutcome).optional(),
  products: z.array(z.looseObject({ id: z.string() })).optional(),
  flow: Flow,
  waves: z.array(z.looseObject({ id: z.string(), flow: Flow })).optional(),
});
const StudyDocument = z.union([z.looseObject({ hash: z.string(), definition: Definition }), Definition]);

type Instance = { readonly instance: string; readonly measure: string };
type Tables = Readonly<Record<"sessions" | "outcomes" | "waves", readonly TextRow[]>>;
/** A score without the rows it was made from. */
type Kept = Omit<Scored, "rows">;

/** Adds scores.csv, participants.csv, codebook.csv and manifest.json to a folder that holds trials.csv, answers.csv,
 *  sessions.csv, outcomes.csv and study.json; returns each measure's summary. Measures are scored with the settings
 *  their data imply. Throws a Problem for a table that cannot be read. */
export async function runScoreExport({ dir, splits = EXPORT_SPLITS, seed = DEFAULT_SEED }: ScoreExport) {
  const document = StudyDocument.parse(JSON.parse(await readFile(join(dir, "study.json"), "utf8")));
  const definition = definitionOf(document);
  const tables = await readTables(dir, recordedColumns(definition));
  const instances = instancesOf(document);
  const names = [...new Set(instances.map(({ measure }) => measure))];
  const { scores: all, files: read } = await scoreTables(names, dir, { splits, seed });
  const scores = all.map((one) => ofStudy(one, definition));
  const scored = scores.flatMap((one) => one.scored);
  const parts = {
    ...tables,
    outcomeColumns: recordedColumns(definition).filter((column) => isThere(column, tables.outcomes)),
    further: measureOutcomes(definition, instances, scored),
    waves: waveProgress(tables.waves),
    scored,
    instances: instances.map(({ instance }) => instance),
    speeds: { instances: statedAmong(instances), of: await readAnswerSpeeds(dir) },
  };
  await writeFile(join(dir, "scores.csv"), scoresTable(scored));
  const people = tables.sessions.length + scored.length === 0 ? csvText([], OF_NOBODY) : csvText(wideRows(parts));
  await writeFile(join(dir, "participants.csv"), people);
  const files = await tableFiles(dir);
  const described = lines(
    files,
    { instances, outcomes: definition.outcomes ?? [], waves: (definition.waves ?? []).map(({ id }) => id) },
    tables,
  );
  await writeFile(join(dir, "codebook.csv"), stringify([...described], { header: true }));
  await writeReaders(dir, described);
  const summaries = scores.map(({ summary }) => summary);
  await writeFile(
    join(dir, "manifest.json"),
    `${JSON.stringify(await manifest(dir, { document, summaries, read }), null, 2)}\n`,
  );
  return summaries;
}

/** Without the scores about products that the study has not, as a trial of several products may name them: they are counted
 *  with what could not be read, and end no report. */
function ofStudy({ scored, summary }: ScoredMeasure, { products }: z.infer<typeof Definition>): ScoredMeasure {
  const known = new Set(["", ...(products ?? []).map(({ id }) => id)]);
  const sound = products === undefined ? scored : scored.filter(({ product }) => known.has(product));
  const foreign = scored.length - sound.length;
  if (foreign === 0) return { scored, summary };
  return { scored: sound, summary: { ...summary, unreadable: (summary.unreadable ?? 0) + foreign } };
}

/** A study in which nothing can be won has no chance of it in its table. */
function isThere(column: string, rows: readonly TextRow[]): boolean {
  return !column.endsWith("_kept") || rows.some((row) => row[column] !== undefined);
}

function instancesOf(document: z.infer<typeof StudyDocument>): readonly Instance[] {
  const { flow, waves = [] } = definitionOf(document);
  const all = [{ id: "", flow }, ...waves].flatMap(({ id, flow: parts }) =>
    parts.flatMap(({ measures }) =>
      measures.map(({ measure, instance = measure }) => ({
        measure,
        instance: id === "" ? instance : waveInstance(instance, id),
      })),
    ),
  );
  return [...new Map(all.map((one) => [one.instance, one])).values()];
}

function statedAmong(instances: readonly Instance[]): readonly string[] {
  return instances.flatMap(({ instance, measure }) => (measureNamed(measure)?.kind === "stated" ? [instance] : []));
}

function definitionOf(document: z.infer<typeof StudyDocument>): z.infer<typeof Definition> {
  return Definition.parse("definition" in document ? document.definition : document);
}

type Draws = { readonly splits: number; readonly seed: number };
type ScoredMeasure = { readonly scored: readonly Kept[]; readonly summary: TableSummary };

/** Scores every measure; each of the two tables of trials is read once for all of its measures. In the order of `names`. */
async function scoreTables(names: readonly string[], dir: string, draws: Draws) {
  const measures = names.flatMap((name) => measureNamed(name) ?? []);
  const found = new Map<string, ScoredMeasure>();
  const files = new Map<string, FileFacts>();
  for (const file of ["trials.csv", "answers.csv"]) {
    const own = measures.filter(({ kind }) => (kind === "stated") === (file === "answers.csv"));
    const path = join(dir, file);
    if (own.length === 0 || !existsSync(path)) continue;
    const { size: bytes } = await stat(path);
    await withStoredTrials(own, { origin: fileOrigin(path) }, (read) => {
      const [{ records: rows, sha256 } = { records: 0, sha256: "" }] = read;
      files.set(file, { rows, bytes, sha256 });
      for (const [name, scored] of scoreAll(own, read, draws)) found.set(name, scored);
    });
  }
  return { scores: names.flatMap((name) => found.get(name) ?? []), files };
}

function scoreAll(measures: readonly Measure[], read: readonly StoredTrials[], draws: Draws) {
  return measures.flatMap((measure, at) => {
    const { groups = [], unreadable = 0 } = read[at] ?? {};
    return groups.length === 0 ? [] : [[measure.name, scoreMeasure(measure, { groups, unreadable }, draws)] as const];
  });
}

function scoreMeasure(
  measure: Measure,
  { groups, unreadable }: Pick<StoredTrials, "groups" | "unreadable">,
  { splits, seed }: Draws,
): ScoredMeasure {
  const { scored, summary } = scoreTable(measure, groups, { splits: splitsFor(groups.length, splits), seed });
  const kept = scored.map(({ participantId, instance, product, score }) => ({
    participantId,
    instance,
    product,
    score,
  }));
  return { scored: kept, summary: unreadable === 0 ? summary : { ...summary, unreadable } };
}

/** The more people, the less one random split differs from another: beyond 3,000 people fewer are drawn, so that their
 *  mean is no less exact and the time stays in proportion to the people. */
function splitsFor(people: number, splits: number): number {
  return Math.min(splits, Math.max(FEWEST_SPLITS, Math.ceil((ENOUGH_PEOPLE * splits) / people)));
}

async function readTables(dir: string, outcomeColumns: readonly string[]): Promise<Tables> {
  const session = ["participant_id", "wave", "is_simulated", "assignment", "started_at", "finished_at"];
  return {
    sessions: (await textRows(join(dir, "sessions.csv"), session)).filter(isFirst),
    waves: await textRows(join(dir, "waves.csv"), waveCells),
    outcomes: await textRows(join(dir, "outcomes.csv"), ["participant_id", "product", ...outcomeColumns]),
  };
}

/** A person's row in participants.csv is that of the first session. */
function isFirst({ wave }: TextRow): boolean {
  return wave === undefined || wave === "" || wave === FIRST_SESSION;
}

async function readAnswerSpeeds(dir: string): Promise<ReadonlyMap<string, AnswerSpeed>> {
  const path = join(dir, "answers.csv");
  if (!existsSync(path)) return new Map();
  return answerSpeeds(await readTable(await openTable(fileOrigin(path)), ANSWERS));
}

async function tableFiles(dir: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const names = (await readdir(dir)).filter((name) => name.endsWith(".csv") && name !== "codebook.csv").sort();
  const headers = names.map(async (name) => {
    const source = await openTable(fileOrigin(join(dir, name)));
    return [name, (await readHeader(source, COMMAS)).names] as const;
  });
  return Object.fromEntries(await Promise.all(headers));
}

function lines(files: Readonly<Record<string, readonly string[]>>, study: Omit<Described, "factors">, tables: Tables) {
  const factors = new Set(
    tables.sessions.flatMap(({ assignment }) => Object.keys(assignment ? JSON.parse(assignment) : {})),
  );
  return codebook(files, { ...study, factors: [...factors] });
}

type Told = {
  readonly document: z.infer<typeof StudyDocument>;
  readonly summaries: readonly TableSummary[];
  /** Files that scoring has read to the end. */
  readonly read: ReadonlyMap<string, FileFacts>;
};

async function manifest(dir: string, { document, summaries, read }: Told) {
  const names = (await readdir(dir)).filter((name) => name !== "manifest.json").sort();
  const files: Record<string, unknown> = {};
  for (const name of names) files[name] = read.get(name) ?? (await fileFacts(join(dir, name)));
  return {
    study: { id: definitionOf(document).id, hash: "hash" in document ? document.hash : null },
    files,
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

type FileFacts = { readonly rows?: number; readonly bytes: number; readonly sha256: string };

/** Rows (of a CSV table), bytes and hash of a file, read once and never whole. */
async function fileFacts(path: string): Promise<FileFacts> {
  const { size: bytes } = await stat(path);
  if (path.endsWith(".csv") && bytes > 0) {
    const { rows, sha256 = "" } = await readTable(await openTable(fileOrigin(path)), { ...COMMAS, mayBeEmpty: true });
    return { rows, bytes, sha256 };
  }
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return { bytes, sha256: hash.digest("hex") };
}
