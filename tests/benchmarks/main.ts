import { parseArgs } from "node:util";
import { aucBootstrap } from "./aucBootstrap.ts";
import type { Benchmark, Row, Size } from "./benchmark.ts";
import { compareProducts } from "./compareProducts.ts";
import { dScoring } from "./dScoring.ts";
import { ingest } from "./ingest.ts";
import { optimism } from "./optimism.ts";
import { reliability } from "./reliability.ts";
import { largeTables } from "./scale/largeTables.ts";
import { scale } from "./scale/scale.ts";
import { wholeWay } from "./scale/wholeWay.ts";
import { timingErrors } from "./timingErrors.ts";

const benchmarks: readonly Benchmark[] = [
  aucBootstrap,
  optimism,
  reliability,
  dScoring,
  compareProducts,
  scale,
  wholeWay,
  largeTables,
  ingest,
  timingErrors,
];

/** `npm run bench`: measures ours and the peer in the same run; the exit code is 1 when a benchmark fails or the two
 *  sides do not agree. `-- NAME` runs those whose name holds it; `--quick` a fraction of the sizes. */
async function bench(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { quick: { type: "boolean", default: false } },
  });
  const chosen = benchmarks.filter(
    ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
  );
  if (chosen.length === 0) {
    process.stderr.write(
      `no benchmark ${positionals.join(", ")}; there are ${benchmarks.map(({ name }) => name).join(", ")}\n`,
    );
    process.exitCode = 2;
    return;
  }
  for (const one of chosen) await measure(one, values.quick ? "quick" : "whole");
}

async function measure({ name, what, run }: Benchmark, size: Size): Promise<void> {
  process.stdout.write(`\n${name}: ${what}${size === "quick" ? " (a fraction of it: --quick)" : ""}\n`);
  try {
    const { rows, notes } = await run(size);
    for (const row of rows) process.stdout.write(`  ${lineOf(row)}\n`);
    for (const note of notes) process.stdout.write(`  ${note}\n`);
  } catch (error) {
    process.stdout.write(`  FAILED: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

function lineOf({ by, measured, ratio }: Row): string {
  return `${by.padEnd(38)} ${measured.padStart(9)}${ratio === undefined ? "" : `   ${ratio.toFixed(ratio < 10 ? 2 : 0)}×`}`;
}

await bench(process.argv.slice(2));
