import { beforeAll, expect, test } from "vitest";
import { proofs } from "../prove/proofs.ts";
import { buildServer } from "../prove/support/built.ts";

const seed = 20261121;

// Even their short variants wait for what takes its time: connections to be closed, passwords to be hashed, hours to pass.
const alone = new Set(["A9", "C3", "C4", "C7", "E10"]);

beforeAll(buildServer, 240_000);

for (const { id, promise, run } of proofs.filter((proof) => !alone.has(proof.id))) {
  test(`${id} ${promise}`, { timeout: 240_000 }, async () => {
    const finding = await run({ seed, scale: "short" });
    console.log(`${id} seed ${seed}: ${JSON.stringify(finding.figures)}`);
    expect(finding.isMet).toBe(true);
  });
}
