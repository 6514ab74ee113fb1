import { askFlag, askNumber, askText } from "../../experiments/contract/asked.ts";
import { snakeCase } from "../../experiments/contract/columns.ts";
import type { ExportTables } from "../../experiments/tableFiles/exportFolder.ts";
import { combinations } from "../../experiments/tables/combinations.ts";
import { flagColumn, numberColumn, type Table, textColumn } from "../../experiments/tables/table.ts";
import type { TimingBlock } from "../report/context.ts";

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
  said: { delimiter: "," },
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

/** How fast people answered in each block of everything with a latency in an export's `trials.csv`: counts by latency (ms), errors,
 *  and trials under 300 ms or over 10,000 ms. Trials without a latency are not counted. */
export async function readTiming(tables: ExportTables): Promise<readonly TimingBlock[]> {
  const table = await tables.read("trials.csv", ASK);
  const blocks = countBlocks(table);
  return blocks.map(({ column, block, trials, people, judged, errors, fast, slow, bins }) => ({
    column,
    block,
    trials,
    people: people.size,
    errorRate: judged === 0 ? null : errors / judged,
    fast,
    slow,
    binMs: BIN_MS,
    bins,
  }));
}

function countBlocks(table: Table): readonly Counted[] {
  const latencies = numberColumn(table, "latency_ms")?.values;
  if (!latencies) return [];
  const [instance, kind, pairing] = ["instance", "block_kind", "pairing"].map((name) => textColumn(table, name));
  const people = textColumn(table, "participant_id")?.values;
  const correct = flagColumn(table, "is_correct")?.values;
  const blockOf = combinations(
    table.rows,
    [instance, kind, pairing].flatMap((column) => column ?? []),
  );
  const blocks = new Map<number, Counted>();
  for (let row = 0; row < table.rows; row++) {
    const latency = latencies[row]!;
    if (Number.isNaN(latency)) continue;
    const texts = () => [instance, kind, pairing].map((column) => column?.texts[column.values[row]!] ?? "");
    const counted = blocks.get(blockOf[row]!) ?? nothing(texts());
    blocks.set(blockOf[row]!, counted);
    count(counted, latency, correct?.[row]);
    counted.people.add(people?.[row] ?? -1);
  }
  return [...blocks.values()];
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
