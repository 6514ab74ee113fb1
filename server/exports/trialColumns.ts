import { cell, snakeCase } from "../../experiments/contract/columns.ts";
import type { SessionRecord, StoredTrial } from "../store/store.ts";

/** The columns every trial has, in order; every field of a body follows. */
const FIRST = [
  "session_id",
  "participant_id",
  "seq",
  "id",
  "measure",
  "instance",
  "product",
  "block_index",
  "trial_index",
  "received_at",
] as const;
const OWN = new Set(["measure", "instance", "product", "blockIndex", "trialIndex"]);

/** Which column each field of the bodies has. Fields whose names would become the same column keep their own. */
export type TrialColumns = { readonly header: readonly string[]; readonly fields: readonly string[] };

export function trialColumns(fields: ReadonlySet<string>): TrialColumns {
  const taken = new Set<string>(FIRST);
  const others = [...fields].filter((field) => !OWN.has(field));
  const header = others.map((field) => {
    const names = [snakeCase(field), field, `body_${field}`, ...others.map((_, place) => `body_${place}_${field}`)];
    const free = names.find((name) => !taken.has(name));
    if (free === undefined) throw new RangeError(`there is no free column for ${field}`);
    taken.add(free);
    return free;
  });
  return { header: [...FIRST, ...header], fields: others };
}

/** One trial as cells. A task whose trials carry no index of their own is counted within participant, instance and
 *  product. */
export function trialCells(
  session: SessionRecord,
  trial: StoredTrial,
  place: { readonly columns: TrialColumns; readonly counted: Map<string, number> },
): readonly string[] {
  const { body } = trial;
  return [
    session.sessionId,
    session.participantId,
    String(trial.seq),
    trial.id,
    cell(body["measure"]),
    cell(body["instance"]),
    cell(body["product"]),
    cell(body["blockIndex"]),
    cell(body["trialIndex"] ?? nextIndex(body, place.counted)),
    trial.receivedAt,
    ...place.columns.fields.map((field) => cell(body[field])),
  ];
}

function nextIndex(body: StoredTrial["body"], counted: Map<string, number>): number {
  const task = JSON.stringify([body["instance"], body["product"]]);
  const index = counted.get(task) ?? 0;
  counted.set(task, index + 1);
  return index;
}
