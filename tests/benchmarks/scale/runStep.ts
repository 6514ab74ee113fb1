import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);
const Used = z.object({ seconds: z.number(), cpu: z.number(), mb: z.number() });
/** Seconds on the clock, seconds of processor, and the most memory, MB. */
export type Used = z.infer<typeof Used>;

/** Runs one step of a large job in a process of its own. */
export async function runStep(...args: readonly string[]): Promise<Used> {
  const { stdout } = await run(process.execPath, [built("tests/benchmarks/scale/scaleStep.js"), ...args]);
  return Used.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
}

export function built(file: string): string {
  return fileURLToPath(new URL(`../../../${file}`, import.meta.url));
}

export function shown({ seconds, cpu, mb }: Used): string {
  return `${cpu.toFixed(1)} s of processor, ${seconds.toFixed(1)} s, ${mb.toFixed(0)} MB`;
}
