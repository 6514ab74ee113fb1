import { existsSync } from "node:fs";
import { Problem } from "../../experiments/contract/problem.ts";
import { noSuchStudy } from "../refusals.ts";
import { refuseFolderless } from "../refuseFolderless.ts";
import type { HandedBatch, Store, StoredStudy } from "../store/store.ts";
import { winningList } from "./winningList.ts";
import { writeList } from "./writeList.ts";

export type FulfilRequest = {
  readonly study: string;
  /** A new file. */
  readonly out: string;
  readonly recipient: string;
  /** A list made before, to be written again. */
  readonly again?: string;
};

export type Fulfilled = { readonly batch: string; readonly winners: number } | null;

/** Writes a list of everything owed and notes it as handed out, or writes an earlier list again. Null when nothing is owed.
 *  The audit says for whom before a byte leaves. */
export async function fulfil(store: Store, request: FulfilRequest): Promise<Fulfilled> {
  refuseFolderless(request.out);
  if (existsSync(request.out)) throw fileThere(request.out);
  const { study, batch } = await takeBatch(store, request, "command line");
  if (batch === null) return null;
  await writeList(request.out, winningList(batch, study.study), {
    whatStays: `The winners stand on list ${batch.id} all the same.`,
    todo: `Then write it with --again ${batch.id}.`,
  });
  return { batch: batch.id, winners: batch.rows.length };
}

/** The list, and its line in the audit. */
export async function takeBatch(
  store: Store,
  { study: id, recipient, again }: Omit<FulfilRequest, "out">,
  actor: string,
): Promise<{ readonly study: StoredStudy; readonly batch: HandedBatch | null }> {
  const study = await store.studies.get(id);
  if (!study) throw noSuchStudy(id);
  const batch = again === undefined ? await store.winnings.handOut(id, recipient) : await madeBefore(store, id, again);
  if (batch === null) return { study, batch };
  const details = { recipient, batch: batch.id, people: batch.rows.length };
  await store.audit.add({ actor, action: "winnings handed out", studyId: id, details });
  return { study, batch };
}

async function madeBefore(store: Store, study: string, again: string): Promise<HandedBatch> {
  const batch = await store.winnings.batch(study, again);
  if (batch) return batch;
  const known = (await store.winnings.batches(study)).map(({ id }) => id);
  throw new Problem({
    code: "setting-invalid",
    detail: "There is no such list of winners.",
    expected: known.length > 0 ? `one of ${known.join(", ")}` : "a list that was made; none was made yet",
    found: again.slice(0, 80),
  });
}

function fileThere(out: string): Problem {
  return new Problem({
    code: "setting-invalid",
    detail: `${out} is there already; a list never overwrites anything.`,
    todo: "Name a new file with --out.",
  });
}
