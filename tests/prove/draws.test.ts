import { expect, test } from "vitest";
import { buildServer } from "./support/built.ts";
import { winnersListedOnce } from "./unlucky/winnersListedOnce.ts";

test("a server that is killed during draws owes each winner once, and takes no choice after its draw", async () => {
  await buildServer();
  const { isMet, figures } = await winnersListedOnce.run({ seed: 1, scale: "short" });
  expect(figures).toMatchObject({ kills: 2, draws: 8, winnersNotOwedOnce: 0, choicesTakenAfterTheDraw: 0 });
  expect(isMet).toBe(true);
}, 180_000);
