import { readFile } from "node:fs/promises";
import { z } from "zod";
import { Problem } from "../../experiments/contract/problem.ts";
import { trialsPerRequest } from "../../experiments/contract/requestLimits.ts";
import { measureNamed } from "../../experiments/measures/registry.ts";
import { systemReason } from "../../experiments/studyFile/systemReason.ts";
import { readTrials, trialJudge } from "../ingest/readTrials.ts";
import { type ImportReport, type Tally, tally } from "../purchases/importReport.ts";
import { noSuchStudy, tokenInvalid } from "../refusals.ts";
import { secretHash } from "../secrets.ts";
import type { Store } from "../store/store.ts";

export type RescueImport = {
  readonly study: string;
  /** The file a participant handed in. */
  readonly in: string;
  readonly dryRun?: boolean;
};

const RescueFile = z.object({
  saydo: z.literal("rescue"),
  version: z.literal(1),
  study: z.string(),
  key: z.base64url(),
  sealed: z.base64url(),
});

const Contents = z.object({
  sessionId: z.uuid(),
  token: z.string(),
  trialCount: z.int().min(0),
  trials: z.array(z.unknown()),
});
type Contents = z.infer<typeof Contents>;

/** Reads the file a participant saved while the server stayed away: stores its trials exactly as if they had been sent,
 *  each once, then finishes the session. A second run adds nothing. Throws a Problem on a file that is none, is of
 *  another study, has been changed, or whose session has been taken up elsewhere since. */
export async function importRescue(store: Store, request: RescueImport): Promise<ImportReport> {
  const contents = await contentsOf(store, request);
  const session = await store.sessions.authorised(contents.sessionId, contents.token);
  const counts = tally();
  counts.count("rowsRead", contents.trials.length);
  counts.count("matched", contents.trials.length);
  if (request.dryRun) return counts.report("rescue", true);
  for (let from = 0; from < contents.trials.length; from += trialsPerRequest) {
    await append(store, { contents, from, counts });
  }
  if (session.finishedAt === null) await finishIfWhole(store, contents);
  return counts.report("rescue", false);
}

async function contentsOf(store: Store, { study, in: file }: RescueImport): Promise<Contents> {
  if (!(await store.studies.get(study))) throw noSuchStudy(study);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const detail = `The rescue file ${file} cannot be read: ${systemReason(error)}.`;
    throw new Problem({ code: "file-not-found", detail, file, todo: "Check the path given with --in." });
  });
  // An editor may have put a byte order mark before it.
  const written = RescueFile.safeParse(jsonIn(text.replace(/^\ufeff/, "")));
  if (!written.success) throw invalid(file, "This is no rescue file, or not all of it.");
  if (written.data.study !== study) {
    const other = written.data.study.slice(0, 64);
    throw invalid(file, `This file is of the study "${other}".`, `Import it with --study ${other}.`);
  }
  const [key, sealed] = [written.data.key, written.data.sealed].map((part) => Buffer.from(part, "base64url"));
  const opened = (await store.studies.rescueKeys(study)).open({ study, key: key!, sealed: sealed! });
  const contents = opened === null ? null : Contents.safeParse(jsonIn(opened));
  if (!contents?.success) throw invalid(file, "This file was changed on its way, or sealed for another server.");
  return contents.data;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const AGAIN = "Ask the participant to send the file once more, as it was saved.";

function invalid(file: string, detail: string, todo = AGAIN): Problem {
  return new Problem({ code: "rescue-invalid", detail, file, todo });
}

const judge = trialJudge(measureNamed);
type Part = { readonly contents: Contents; readonly from: number; readonly counts: Tally };

async function append(store: Store, { contents, from, counts }: Part): Promise<void> {
  const request = { trials: contents.trials.slice(from, from + trialsPerRequest) };
  const trials = readTrials(JSON.stringify(request), request, judge);
  const tokenHash = secretHash(contents.token);
  const [outcome] = await store.appendTrials([{ sessionId: contents.sessionId, tokenHash, trials }]);
  if (!outcome) throw new RangeError("one batch has one outcome");
  if ("refused" in outcome) {
    if (outcome.refused === "token-invalid") throw tokenInvalid();
    throw new Problem({ code: outcome.refused, detail: "The session takes no trials any more." });
  }
  outcome.results.forEach(({ status, problem }, place) => {
    if (status === "created") counts.count("added");
    else if (status === "same") counts.count("duplicate");
    else counts.problem(from + place + 1, problem?.detail ?? "Another trial is stored under this number or id.");
  });
}

/** A file handed in before the end holds what was answered until then: kept, without a code. */
async function finishIfWhole(
  store: Store,
  { sessionId, trialCount }: { readonly sessionId: string; readonly trialCount: number },
): Promise<void> {
  try {
    await store.sessions.finish(sessionId, trialCount);
  } catch (error) {
    if (!(error instanceof Problem) || error.details.code !== "study-unfinished") throw error;
  }
}
