import { askFlag, askNumber, askText } from "../../experiments/contract/asked.ts";
import { snakeCase } from "../../experiments/contract/columns.ts";
import type { ExportTables } from "../../experiments/tableFiles/exportFolder.ts";
import { flagsAbout } from "../../experiments/tableFiles/flagsOfFolder.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { combinations } from "../../experiments/tables/combinations.ts";
import { BATCH } from "../../experiments/tables/readBatches.ts";
import { saidOf } from "../../experiments/tables/said.ts";
import { flagColumn, numberColumn, type Table, textColumn } from "../../experiments/tables/table.ts";
import type { Asker } from "../../experiments/tables/textReader.ts";
import type { TimingBlock } from "../blocks/context.ts";

/** Latencies up to here are counted in bins this wide; slower ones together. */
const BIN_MS = 50;
const LAST_MS = 2000;
const FAST_MS = 300;
const SLOW_MS = 10_000;

const ASK = {
  columns: {
    participant_id: askText(),
    instance: askText(),
    block_kind: askText(),
    pairing: askText(),
    latency_ms: askNumber(),
    is_correct: askFlag(),
  },
  mayBeEmpty: true,
  // What cannot be counted is no latency; scoring counts the rows that it cannot read.
  wrongRows: "missing",
} as const;

type Counted = {
  readonly column: string;
  readonly block: string;
  readonly people: Set<number>;
  readonly bins: number[];
  trials: number;
  errors: number;
  judged: number;
  fast: number;
  slow: number;
};

/** Counts how fast people answered in each block of everything with a latency, while trials.csv is read. */
export type TimingCounter = {
  /** Reads beside others. */
  readonly asker: Asker;
  /** Once all is read: counts by latency (ms), errors, and trials under 300 ms or over 10,000 ms, of each block. Trials
   *  without a latency are not counted. */
  blocks(): readonly TimingBlock[];
};

export function timingCounter(flags: TableFlags = {}): TimingCounter {
  const counted = new Map<string, Counted>();
  const said = saidOf(flagsAbout(flags, (name) => Object.hasOwn(ASK.columns, name)));
  const isInUnit = said.units?.has("latency_ms");
  const columns = isInUnit ? { ...ASK.columns, latency_ms: askNumber({ unit: "ms" }) } : ASK.columns;
  return {
    asker: {
      ask: { ...ASK, columns, said },
      batch: BATCH,
      take: (table) => countBlocks(table, counted),
    },
    blocks: () =>
      [...counted.values()].map(({ column, block, trials, people, judged, errors, fast, slow, bins }) => ({
        column,
        block,
        trials,
        people: people.size,
        errorRate: judged === 0 ? null : errors / judged,
        fast,
        slow,
        binMs: BIN_MS,
        bins,
      })),
  };
}

/** Reads an export's `trials.csv` for nothing but its timing. Throws a Problem when it is not as the manifest says. */
export async function readTiming(tables: ExportTables): Promise<readonly TimingBlock[]> {
  const counter = timingCounter(tables.flagsOf("trials.csv"));
  await tables.readFor("trials.csv", [counter.asker]);
  return counter.blocks();
}

function countBlocks(table: Table, blocks: Map<string, Counted>): void {
  const latencies = numberColumn(table, "latency_ms")?.values;
  if (!latencies) return;
  const [instance, kind, pairing] = ["instance", "block_kind", "pairing"].map((name) => textColumn(table, name));
  const people = textColumn(table, "participant_id")?.values;
  const correct = flagColumn(table, "is_correct")?.values;
  const blockOf = combinations(
    table.rows,
    [instance, kind, pairing].flatMap((column) => column ?? []),
  );
  const ofBatch: Counted[] = [];
  for (let row = 0; row < table.rows; row++) {
    const latency = latencies[row]!;
    if (Number.isNaN(latency)) continue;
    const texts = () => [instance, kind, pairing].map((column) => column?.texts[column.values[row]!] ?? "");
    ofBatch[blockOf[row]!] ??= countedIn(blocks, texts());
    const counted = ofBatch[blockOf[row]!]!;
    count(counted, latency, correct?.[row]);
    counted.people.add(people?.[row] ?? -1);
  }
}

function countedIn(blocks: Map<string, Counted>, texts: readonly string[]): Counted {
  const key = JSON.stringify(texts);
  const counted = blocks.get(key) ?? nothing(texts);
  blocks.set(key, counted);
  return counted;
}

function count(counted: Counted, latency: number, isCorrect = -1): void {
  counted.trials += 1;
  counted.bins[Math.min(LAST_MS / BIN_MS, Math.max(0, Math.floor(latency / BIN_MS)))]! += 1;
  if (latency < FAST_MS) counted.fast += 1;
  if (latency > SLOW_MS) counted.slow += 1;
  if (isCorrect >= 0) counted.judged += 1;
  if (isCorrect === 0) counted.errors += 1;
}

function nothing([instance = "", ...block]: readonly string[]): Counted {
  return {
    column: snakeCase(instance),
    block: block.filter((part) => part !== "").join(", "),
    people: new Set(),
    bins: Array.from({ length: LAST_MS / BIN_MS + 1 }, () => 0),
    trials: 0,
    errors: 0,
    judged: 0,
    fast: 0,
    slow: 0,
  };
}
