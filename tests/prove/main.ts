import { parseArgs } from "node:util";
import type { Proof, ProofOptions } from "./proof.ts";
import { proofs } from "./registry.ts";
import { buildServer } from "./support/built.ts";

const USAGE = "npm run prove -- <id…|all> [--short] [--seed N]";

/** `npm run prove`: lists the proofs, or runs those named and prints what was found; the exit code is 1 when one is not
 *  met, 2 when none is meant. */
async function prove(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { seed: { type: "string" }, short: { type: "boolean", default: false } },
  });
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
  const wanted = new Set(positionals.map((id) => id.toUpperCase()));
  const chosen = wanted.has("ALL") ? proofs : proofs.filter(({ id }) => wanted.has(id));
  if (chosen.length === 0 || (chosen.length < wanted.size && !wanted.has("ALL")) || !Number.isSafeInteger(seed)) {
    console.error(`${USAGE}\n\n${proofs.map(({ id, promise }) => `${id.padEnd(4)} ${promise}`).join("\n")}`);
    return wanted.size === 0 ? 0 : 2;
  }
  await buildServer();
  let unmet = 0;
  for (const proof of chosen) unmet += (await isMet(proof, { seed, scale: values.short ? "short" : "full" })) ? 0 : 1;
  return unmet === 0 ? 0 : 1;
}

async function isMet(proof: Proof, options: ProofOptions): Promise<boolean> {
  console.log(`${proof.id}: ${proof.promise}\n  seed ${options.seed}, ${options.scale}`);
  const from = performance.now();
  const finding = await proof.run(options);
  for (const [name, value] of Object.entries(finding.figures)) console.log(`  ${name}: ${value}`);
  const seconds = Math.round((performance.now() - from) / 1000);
  console.log(`  ${finding.isMet ? "met" : "NOT MET"}, ${seconds} s\n`);
  return finding.isMet;
}

process.exitCode = await prove(process.argv.slice(2));
