import { beforeAll, expect, test } from "vitest";
import { a1 } from "../prove/a1.ts";
import { buildServer } from "../prove/built.ts";
import { d1 } from "../prove/d1.ts";
import type { Proof } from "../prove/proof.ts";

const seed = 20261121;

beforeAll(buildServer);

test.each<Proof>([a1, d1])("$id $promise", { timeout: 120_000 }, async (proof) => {
  const finding = await proof.run({ seed, scale: "short" });
  console.log(`${proof.id} seed ${seed}: ${JSON.stringify(finding.figures)}`);
  expect(finding.isMet).toBe(true);
});
