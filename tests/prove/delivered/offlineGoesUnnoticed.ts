import { setTimeout as after } from "node:timers/promises";
import { takePart } from "../../journeys/participant.ts";
import { shorter } from "../../journeys/studyServer.ts";
import type { Proof } from "../proof.ts";
import { differences, withBrowser } from "../support/browserRun.ts";

/** Time for what is unsent to arrive once the network is back. */
const ARRIVAL_MS = 10_000;

/** The trial at which the network goes, and as many as the study has at the most. */
const FROM = 3;
const TRIALS = 200;

/** A participant whose network is gone for minutes while the trials go on. */
export const offlineGoesUnnoticed: Proof = {
  id: "B1",
  promise: "Five minutes offline in mid-study go unnoticed, and every trial arrives unchanged within ten seconds.",
  run: ({ scale }) =>
    withBrowser(scale === "short" ? shorter : (study) => study, async ({ arrive, storedOf }) => {
      const offlineMs = scale === "short" ? 10_000 : 300_000;
      const { context, page, ledger } = await arrive();
      let sinceMs = 0;
      const playing = takePart(page, {
        by: "keyboard",
        before: async ({ kind, number }) => {
          if (kind !== "trial") return undefined;
          if (number === FROM) {
            await context.setOffline(true);
            sinceMs = performance.now();
          }
          // The trials of the whole study are spread over the time without a network.
          const pace = scale === "short" || number < FROM ? 0 : (offlineMs * (number - FROM)) / TRIALS;
          await after(Math.max(0, sinceMs + pace - performance.now()));
          return undefined;
        },
      });
      while (sinceMs === 0) await Promise.race([playing, after(50)]);
      await after(offlineMs);
      const atReturn = ledger.length;
      const before = (await storedOf(ledger)).length;
      await context.setOffline(false);
      const backMs = performance.now();
      while ((await storedOf(ledger)).length < atReturn && performance.now() - backMs < 6 * ARRIVAL_MS) await after(50);
      const arrivedMs = Math.round(performance.now() - backMs);
      await playing;
      const stored = await storedOf(ledger);
      const inOrder = stored.every(({ seq }, place) => seq === place);
      const { lost, unknown, doubled } = differences(ledger, stored);
      return {
        isMet: lost + unknown + doubled === 0 && inOrder && arrivedMs <= ARRIVAL_MS && atReturn > before,
        figures: {
          offlineMs,
          trials: ledger.length,
          keptOffline: atReturn - before,
          arrivedMs,
          lost,
          unknown,
          doubled,
        },
      };
    }),
};
