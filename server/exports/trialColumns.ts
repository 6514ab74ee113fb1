import { cell, snakeCase } from "../../experiments/contract/columns.ts";
import { SkippedTask } from "../../experiments/contract/trial.ts";
import { measureNamed, measures } from "../../experiments/measures/registry.ts";
import { recordedFields } from "../../experiments/measures/trialRow.ts";
import type { SessionRecord, StoredTrial } from "../store/store.ts";
import type { WaveColumn } from "./waveColumn.ts";

type Body = StoredTrial["body"];

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
/** Only studies with waves have it. */
const WAVE = "wave";
const OWN = new Set(["measure", "instance", "product", "blockIndex", "trialIndex"]);

/** Fields that no measure records may have so many columns; the rest stand together in one, so that a table's width has
 *  a limit whatever was sent. */
const MOST_OTHERS = 200;
const MOST_COUNTED = 100_000;
const REST = "more_fields";

/** Which columns follow the first: `recorded` are what measures say their trials hold, `others` what bodies held beside
 *  it; with `hasRest` a last column holds all further fields as JSON. */
export type TrialColumns = {
  readonly header: readonly string[];
  readonly wave: WaveColumn;
  readonly recorded: readonly string[];
  readonly others: ReadonlySet<string>;
  readonly hasRest: boolean;
  /** Of the recorded fields those that a measure's trials may have, once for each measure. */
  readonly own: Map<ReadonlySet<string>, readonly (string | null)[]>;
};

export type LearntColumns = {
  add(body: Body): void;
  /** Fields met so far. */
  count(): number;
  columns(): TrialColumns;
};

/** Learns from the bodies of a table, one by one, which columns it has. */
export function columnsOfTrials(wave: WaveColumn): LearntColumns {
  const recorded = new Set<string>();
  const others = new Map<string, number>();
  let isOver = false;
  return {
    add(body) {
      const known = fieldsRecordedIn(body);
      for (const field of Object.keys(body)) {
        if (known.has(field)) recorded.add(field);
        else if (others.has(field) || others.size < MOST_COUNTED) others.set(field, (others.get(field) ?? 0) + 1);
        else isOver = true;
      }
    },
    count: () => recorded.size + others.size + (isOver ? 1 : 0),
    columns() {
      const own = [...recorded].filter((field) => !OWN.has(field));
      const commonest = [...others].sort(([, left], [, right]) => right - left).slice(0, MOST_OTHERS);
      const chosen = commonest.map(([field]) => field);
      const hasRest = isOver || others.size > chosen.length;
      const header = [...FIRST, ...wave.header, ...own.map(snakeCase), ...namesOf(chosen), ...(hasRest ? [REST] : [])];
      return { header, wave, recorded: own, others: new Set(chosen), hasRest, own: new Map() };
    },
  };
}

/** Columns that mean something to scoring or to the export itself: no field that was merely sent along gets one. */
const reserved: ReadonlySet<string> = new Set([
  ...FIRST,
  WAVE,
  REST,
  ...Object.keys(SkippedTask.shape).map(columnOf),
  ...Object.values(measures).flatMap(({ trial, row }) =>
    [trial, row].flatMap(({ shape }) => Object.keys(shape).map(columnOf)),
  ),
]);

function columnOf(field: string): string {
  return snakeCase(field).toLowerCase();
}

/** A column for each field; names are told apart as those readers do that see no difference between small and capital. */
function namesOf(fields: readonly string[]): readonly string[] {
  const taken = new Set(reserved);
  return fields.map((field) => {
    const plain = field.replaceAll(/\p{C}/gu, "_");
    const wishes = [snakeCase(plain), plain, `body_${plain}`].filter((name) => name !== "");
    let name = wishes.find((wish) => !taken.has(wish.toLowerCase()));
    for (let count = 2; name === undefined; count += 1) {
      const next = `body_${count}_${plain}`;
      if (!taken.has(next.toLowerCase())) name = next;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}

/** One trial as cells. A task whose trials carry no index of their own is counted within participant, instance and
 *  product. */
export function trialCells(
  session: SessionRecord,
  trial: StoredTrial,
  place: { readonly columns: TrialColumns; readonly counted: Map<string, number> },
): readonly string[] {
  const { body } = trial;
  const known = fieldsRecordedIn(body);
  const { others, hasRest, wave } = place.columns;
  const cells = [
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
    ...wave.cells(session),
  ];
  for (const field of ownFields(place.columns, known)) {
    cells.push(field !== null && Object.hasOwn(body, field) ? cell(body[field]) : "");
  }
  for (const field of others) cells.push(!known.has(field) && Object.hasOwn(body, field) ? cell(body[field]) : "");
  if (hasRest) cells.push(restCell(body, known, others));
  return cells;
}

/** The recorded fields, null in place of those that are not a measure's own. */
function ownFields({ recorded, own }: TrialColumns, known: ReadonlySet<string>): readonly (string | null)[] {
  const before = own.get(known);
  if (before) return before;
  const fields = recorded.map((field) => (known.has(field) ? field : null));
  own.set(known, fields);
  return fields;
}

function restCell(body: Body, known: ReadonlySet<string>, others: ReadonlySet<string>): string {
  const rest = Object.entries(body).filter(([field]) => !known.has(field) && !others.has(field));
  return rest.length === 0 ? "" : cell(Object.fromEntries(rest));
}

const ofSkipped: ReadonlySet<string> = new Set(Object.keys(SkippedTask.shape));

function fieldsRecordedIn(body: Body): ReadonlySet<string> {
  return "skipped" in body ? ofSkipped : recordedFields(measureNamed(String(body["measure"])));
}

function nextIndex(body: Body, counted: Map<string, number>): number {
  const task = JSON.stringify([body["instance"], body["product"]]);
  const index = counted.get(task) ?? 0;
  counted.set(task, index + 1);
  return index;
}
