import { beforeAll, expect, test } from "vitest";
import { buildServer } from "../prove/built.ts";
import type { Proof } from "../prove/proof.ts";
import { proofs } from "../prove/proofs.ts";

const seed = 20261121;

beforeAll(buildServer, 240_000);

test.each<Proof>(proofs)("$id $promise", { timeout: 240_000 }, async (proof) => {
  const finding = await proof.run({ seed, scale: "short" });
  console.log(`${proof.id} seed ${seed}: ${JSON.stringify(finding.figures)}`);
  expect(finding.isMet).toBe(true);
});
