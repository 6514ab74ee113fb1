import { buildServer } from "./built.ts";
import { proofs } from "./proofs.ts";

/** `npm run prove -- <id> [--short] [--seed N]`: runs one proof, or all, and prints what was found. */
const [wanted = "", ...flags] = process.argv.slice(2);
const seedAt = flags.indexOf("--seed");
const seed = seedAt === -1 ? Math.floor(Math.random() * 2 ** 31) : Number(flags[seedAt + 1]);
const scale = flags.includes("--short") ? "short" : "full";
const chosen = proofs.filter(({ id }) => wanted === "all" || id.toLowerCase() === wanted.toLowerCase());

if (chosen.length === 0) {
  console.error(
    `npm run prove -- <id> [--short] [--seed N], with an id of: all, ${proofs.map(({ id }) => id).join(", ")}`,
  );
  process.exit(2);
}
await buildServer();
let unmet = 0;
for (const proof of chosen) {
  console.log(`${proof.id}: ${proof.promise}\n  seed ${seed}, ${scale}`);
  const { isMet, figures } = await proof.run({ seed, scale });
  for (const [name, value] of Object.entries(figures)) console.log(`  ${name}: ${value}`);
  console.log(`  ${isMet ? "met" : "NOT MET"}\n`);
  if (!isMet) unmet += 1;
}
process.exitCode = unmet === 0 ? 0 : 1;
