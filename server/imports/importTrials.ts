import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { Problem } from "../../experiments/contract/problem.ts";
import { Study } from "../../experiments/contract/study.ts";
import { FIRST_SESSION } from "../../experiments/contract/wave.ts";
import { measureNamed } from "../../experiments/measures/registry.ts";
import { contentHash } from "../../experiments/studyFile/readStudyFile.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { type Instances, instancesOf, ofStudy } from "../ingest/knownInstance.ts";
import { readTrials, trialJudge } from "../ingest/readTrials.ts";
import { type ImportReport, type Tally, tally } from "../purchases/importReport.ts";
import type { AddMode, ImportedTrial, SessionImport, Store } from "../store/store.ts";
import {
  assignmentIn,
  deviceIn,
  type Line,
  linesOf,
  purposesOf,
  RefusedLine,
  SessionLine,
  TrialLine,
} from "./exportLines.ts";

export type TrialImport = {
  readonly study: string;
  /** trials.jsonl of an export made with `--format jsonl`; sessions.jsonl and study.json stand beside it. */
  readonly in: string;
  readonly dryRun?: boolean;
};

type Beside = {
  readonly sessions: ReadonlyMap<string, SessionLine>;
  readonly refused: ReadonlyMap<string, readonly RefusedLine[]>;
  readonly versions: ReadonlyMap<string, Study>;
  readonly file: string;
};

/** Reads exported trials back, each byte for byte with the time it was received; the sessions they belong to, and the
 *  study where the store has none, come from the files beside. What is there already is left as it is, so that a second
 *  run adds nothing. People who withdrew or were erased here since get nothing. Throws a Problem on a file that is no
 *  export, or of another study. */
export async function importTrials(store: Store, request: TrialImport): Promise<ImportReport> {
  const beside = await readBeside(request);
  const counts = tally();
  const mode: AddMode = request.dryRun ? "try" : "keep";
  const seen = new Set<string>();
  const keep = async (session: SessionLine, lines: readonly Line<TrialLine>[]) => {
    seen.add(session.session_id);
    await importOne(store, { session, lines, beside, mode, counts });
  };
  for await (const lines of bySession(request.in)) {
    counts.count("rowsRead", lines.length);
    const session = beside.sessions.get(lines[0]?.value.session_id ?? "");
    if (session) await keep(session, lines);
    else counts.count("unmatched", lines.length);
  }
  for (const session of beside.sessions.values()) if (!seen.has(session.session_id)) await keep(session, []);
  return counts.report("trials", request.dryRun === true);
}

async function readBeside({ study, in: file }: TrialImport): Promise<Beside> {
  fileOrigin(file, "--in");
  if (!file.endsWith(".jsonl")) throw notLossless(file);
  const folder = dirname(file);
  const sessions = new Map<string, SessionLine>();
  for await (const { value } of linesOf(join(folder, "sessions.jsonl"), SessionLine)) {
    sessions.set(value.session_id, value);
  }
  const refused = new Map<string, RefusedLine[]>();
  const refusedFile = join(folder, "refused.jsonl");
  if (existsSync(refusedFile)) {
    for await (const { value } of linesOf(refusedFile, RefusedLine)) {
      refused.set(value.session_id, [...(refused.get(value.session_id) ?? []), value]);
    }
  }
  return { sessions, refused, versions: studyVersions(join(folder, "study.json"), study), file };
}

const Version = z.object({ hash: z.string(), definition: z.unknown() });
const StudyJson = Version.extend({ earlier: z.array(Version).default([]) });

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Problem({
      code: "table-invalid",
      detail: "This is no JSON: the file is empty, cut off or changed.",
      file,
      todo: "Export the study again, or copy the folder again.",
    });
  }
}

function studyVersions(file: string, id: string): ReadonlyMap<string, Study> {
  fileOrigin(file, "the folder of the export");
  const parsed = StudyJson.safeParse(jsonIn(file));
  if (!parsed.success) throw notOfExport(file);
  const { earlier, ...current } = parsed.data;
  return new Map(
    [current, ...earlier].map(({ hash, definition }) => {
      const study = Study.safeParse(definition);
      if (study.success && study.data.id === id && contentHash(definition) === hash) return [hash, study.data] as const;
      const isOther = study.success && study.data.id !== id;
      const detail = isOther
        ? `The export is of the study "${study.data.id}".`
        : "The study beside the trials has been changed: its hash differs.";
      const todo = isOther
        ? "Name the study of the export with --study, or the folder of another export."
        : "Copy the folder of the export again, unchanged.";
      throw new Problem({ code: "table-invalid", detail, file, expected: isOther ? id : hash, todo });
    }),
  );
}

/** Lines of one session at a time: an export writes them together. */
async function* bySession(file: string): AsyncGenerator<readonly Line<TrialLine>[]> {
  let lines: Line<TrialLine>[] = [];
  for await (const line of linesOf(file, TrialLine)) {
    if (lines[0] && lines[0].value.session_id !== line.value.session_id) {
      yield lines;
      lines = [];
    }
    lines.push(line);
  }
  if (lines.length > 0) yield lines;
}

type One = {
  readonly session: SessionLine;
  readonly lines: readonly Line<TrialLine>[];
  readonly beside: Beside;
  readonly mode: AddMode;
  readonly counts: Tally;
};

async function importOne(store: Store, { session, lines, beside, mode, counts }: One): Promise<void> {
  const { study, ...rest } = sessionOf(session, beside);
  const known = instancesOf(study);
  const read = lines.map((line) => ({ line, trial: readTrial(line, { known, counts }) }));
  const trials = read.flatMap(({ trial }) => (trial === undefined ? [] : [trial]));
  const outcomes = await store.importSession({ ...rest, study, trials }, mode);
  if (outcomes === "gone") {
    counts.count("withoutConsent", lines.length);
    return;
  }
  counts.count("matched", lines.length);
  let next = 0;
  for (const { line, trial } of read) {
    if (!trial) continue;
    const outcome = outcomes[next];
    next += 1;
    if (outcome === "created") counts.count("added");
    else if (outcome === "same") counts.count("duplicate");
    else counts.problem(line.row, "Another trial is stored under this number or id; the stored one stays.");
  }
}

const judge = trialJudge(measureNamed);

type Judging = { readonly known: Instances; readonly counts: Tally };

/** Judges a line as it was judged when it came over the network; undefined, and counted, when it does not fit. */
function readTrial({ row, text, value }: Line<TrialLine>, { known, counts }: Judging): ImportedTrial | undefined {
  const item = value.received === undefined ? text : itemOf(value, value.received);
  const request = `{"trials":[${item}]}`;
  const [trial] = readTrials(request, JSON.parse(request), judge).map((one) => ofStudy(one, known));
  if (!trial || "problem" in trial) {
    counts.problem(row, trial?.problem.detail ?? "This is no trial.");
    return undefined;
  }
  return { seq: trial.seq, id: trial.id, body: trial.body, receivedAt: value.received_at };
}

function itemOf({ seq, id }: TrialLine, body: string): string {
  return `{"seq":${seq},"id":${JSON.stringify(id)},"body":${body}}`;
}

function sessionOf(line: SessionLine, { refused, versions, file }: Beside): Omit<SessionImport, "trials"> {
  const study = versions.get(line.study_hash);
  if (!study) throw unknownVersion(file, line);
  return {
    study,
    wave: line.wave == null || line.wave === FIRST_SESSION ? "" : line.wave,
    studyHash: line.study_hash,
    sessionId: line.session_id,
    participantId: line.participant_id,
    isSimulated: line.is_simulated === 1,
    isPilot: false,
    language: line.language,
    assignment: assignmentIn(line, file),
    seed: line.seed,
    device: deviceIn(line),
    startedAt: line.started_at,
    consentedAt: line.consented_at,
    purposes: purposesOf(line),
    finishedAt: line.finished_at,
    withdrawnAt: line.withdrawn_at,
    refused: (refused.get(line.session_id) ?? []).map(({ seq, status, item, problem, received_at }) => {
      return { seq, status, item, problem: JSON.stringify(problem), receivedAt: received_at };
    }),
  };
}

function notOfExport(file: string): Problem {
  return new Problem({
    code: "table-invalid",
    detail: "This is no study of an export.",
    file,
    expected: "the study.json that saydo export wrote beside the trials",
    found: "something else",
    todo: "Import the whole folder of one export, unchanged.",
  });
}

function notLossless(file: string): Problem {
  return new Problem({
    code: "table-invalid",
    detail: `${basename(file)} is a table of cells, and trials are read back from their bodies as they were received.`,
    file,
    expected: "trials.jsonl of an export made with --format jsonl",
    todo: "Export again with --format jsonl, and name its trials.jsonl.",
  });
}

function unknownVersion(file: string, line: SessionLine): Problem {
  return new Problem({
    code: "table-invalid",
    detail: `Session ${line.session_id} is of a study version that study.json beside the trials does not hold.`,
    file,
    found: line.study_hash.slice(0, 80),
    todo: "Import the whole folder of one export, unchanged.",
  });
}
