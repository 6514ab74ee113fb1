import { beforeAll, expect, test } from "vitest";
import { buildServer } from "../prove/built.ts";
import { proofs } from "../prove/proofs.ts";

const seed = 20261121;

beforeAll(buildServer, 240_000);

for (const { id, promise, run } of proofs) {
  test(`${id} ${promise}`, { timeout: 240_000 }, async () => {
    const finding = await run({ seed, scale: "short" });
    console.log(`${id} seed ${seed}: ${JSON.stringify(finding.figures)}`);
    expect(finding.isMet).toBe(true);
  });
}
