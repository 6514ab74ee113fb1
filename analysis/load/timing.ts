import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import { snakeCase } from "../../experiments/contract/columns.ts";
import type { TimingBlock } from "../report/context.ts";

/** Latencies up to here are counted in bins this wide; slower ones together. */
const BIN_MS = 50;
const LAST_MS = 2000;
const FAST_MS = 300;
const SLOW_MS = 10_000;

type Trial = Readonly<Record<string, string>>;
type Counted = {
  readonly people: Set<string>;
  readonly bins: number[];
  trials: number;
  errors: number;
  judged: number;
  fast: number;
  slow: number;
};

/** How fast people answered in each block of everything with a latency in an export's `trials.csv`: counts by latency (ms), errors,
 *  and trials under 300 ms or over 10,000 ms. Trials without a latency are not counted. */
export async function readTiming(file: string): Promise<readonly TimingBlock[]> {
  const blocks = new Map<string, { readonly instance: string; readonly block: string; readonly counted: Counted }>();
  for await (const trial of createReadStream(file).pipe(parse({ columns: true, bom: true }))) {
    // The seam to csv-parse: with `columns` every record holds texts by column.
    count(blocks, trial as Trial);
  }
  return [...blocks.values()].map(({ instance, block, counted }) => ({
    column: snakeCase(instance),
    block,
    trials: counted.trials,
    people: counted.people.size,
    errorRate: counted.judged === 0 ? null : counted.errors / counted.judged,
    fast: counted.fast,
    slow: counted.slow,
    binMs: BIN_MS,
    bins: counted.bins,
  }));
}

function count(
  blocks: Map<string, { readonly instance: string; readonly block: string; readonly counted: Counted }>,
  { instance = "", participant_id = "", latency_ms = "", is_correct = "", ...trial }: Trial,
): void {
  const latency = Number(latency_ms);
  if (latency_ms === "" || !Number.isFinite(latency)) return;
  const block = [trial["block_kind"], trial["pairing"]].filter((part) => part !== undefined && part !== "").join(", ");
  const key = `${instance}\n${block}`;
  const known = blocks.get(key) ?? { instance, block, counted: nothing() };
  blocks.set(key, known);
  const { counted } = known;
  counted.people.add(participant_id);
  counted.trials += 1;
  counted.bins[Math.min(LAST_MS / BIN_MS, Math.floor(latency / BIN_MS))]! += 1;
  if (latency < FAST_MS) counted.fast += 1;
  if (latency > SLOW_MS) counted.slow += 1;
  if (is_correct !== "") counted.judged += 1;
  if (is_correct === "0") counted.errors += 1;
}

function nothing(): Counted {
  const bins = Array.from({ length: LAST_MS / BIN_MS + 1 }, () => 0);
  return { people: new Set(), bins, trials: 0, errors: 0, judged: 0, fast: 0, slow: 0 };
}
