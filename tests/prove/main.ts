import { parseArgs } from "node:util";
import type { Proof, ProofOptions } from "./proof.ts";
import { proofs } from "./registry.ts";

const USAGE = "npm run prove -- <id…|all> [--seed 1] [--short]";

/** `npm run prove`: lists the proofs, or runs those named; the exit code is 1 when one is not met. */
async function prove(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { seed: { type: "string", default: "1" }, short: { type: "boolean", default: false } },
  });
  if (positionals.length === 0) return list();
  const seed = Number(values.seed);
  const unknown = positionals.filter((id) => id !== "all" && !proofs.some((proof) => proof.id === id.toUpperCase()));
  if (unknown.length > 0 || !Number.isSafeInteger(seed) || seed < 0) {
    process.stderr.write(
      `${unknown.length > 0 ? `no proof ${unknown.join(", ")}` : `seed ${values.seed}`}\n${USAGE}\n`,
    );
    process.exitCode = 2;
    return;
  }
  const wanted = new Set(positionals.map((id) => id.toUpperCase()));
  const chosen = wanted.has("ALL") ? proofs : proofs.filter(({ id }) => wanted.has(id));
  for (const proof of chosen) await runOne(proof, { seed, scale: values.short ? "short" : "full" });
}

function list(): void {
  process.stdout.write(`${USAGE}\n\n${proofs.map(({ id, promise }) => `${id.padEnd(4)} ${promise}`).join("\n")}\n`);
}

async function runOne({ id, promise, run }: Proof, options: ProofOptions): Promise<void> {
  process.stdout.write(`\n${id}  ${promise}\n    seed ${options.seed}, ${options.scale}\n`);
  const from = performance.now();
  const { isMet, figures } = await run(options);
  for (const [name, figure] of Object.entries(figures)) process.stdout.write(`    ${name}: ${figure}\n`);
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  process.stdout.write(`    ${isMet ? "met" : "NOT MET"} in ${seconds} s\n`);
  if (!isMet) process.exitCode = 1;
}

await prove(process.argv.slice(2));
