import { mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { chromiumFlags, chromiumPath } from "../../chromium.ts";
import { takePart } from "../../journeys/participant.ts";
import { type StoredTrial, shorter } from "../../journeys/studyServer.ts";
import type { Proof } from "../proof.ts";
import { type BrowserRun, differences, visit, withBrowser } from "../support/browserRun.ts";

const ways = ["close", "reload", "away", "crash", "kill"] as const;
type Way = (typeof ways)[number];
/** Timed trials of the shortened demo. */
const TRIALS = 32;

/** A tab that ends at a random trial in each way a tab can end; the participant comes back and finishes. */
export const killedTabLosesOneTrial: Proof = {
  id: "B3",
  promise: "A tab that is killed costs the unfinished trial at most; every finished one is stored.",
  run: ({ seed, scale }) =>
    withBrowser(shorter, async (run) => {
      const runs = scale === "short" ? ways.length : 200;
      const random = randomStream(seed);
      const figures = { runs, finishedTrials: 0, lost: 0, unknown: 0, doubled: 0, unfinished: 0 };
      for (let number = 0; number < runs; number += 1) {
        const way = ways[number % ways.length] ?? "close";
        const found = await killed(run, { way, at: 1 + random.below(TRIALS) });
        figures.finishedTrials += found.trials;
        figures.lost += found.lost;
        figures.unknown += found.unknown;
        figures.doubled += found.doubled;
        figures.unfinished += found.isFinished ? 0 : 1;
      }
      const { lost, unknown, doubled, unfinished } = figures;
      return { isMet: lost + unknown + doubled + unfinished === 0, figures };
    }),
};

async function killed({ server, storedOf }: BrowserRun, end: { readonly way: Way; readonly at: number }) {
  const profile = mkdtempSync(join(tmpdir(), "saydo-profile-"));
  const ledger: StoredTrial[] = [];
  let context = await open(profile);
  const first = await visit(server, context, ledger);
  const ending = new Error("the tab ended");
  const playing = takePart(first, {
    by: "keyboard",
    before: async ({ kind, number }) => {
      if (kind !== "trial" || number !== end.at) return undefined;
      context = await endTab({ page: first, context, profile, way: end.way });
      throw ending;
    },
  });
  await playing.catch((error: unknown) => {
    if (error !== ending) throw error;
  });
  const second = await visit(server, context, ledger);
  await takePart(second, { by: "keyboard" });
  await context.close();
  rmSync(profile, { recursive: true, force: true });
  const stored = await storedOf(ledger);
  const session = (await server.sessions()).find(({ id }) => id === ledger[0]?.sessionId);
  return { ...differences(ledger, stored), trials: ledger.length, isFinished: session?.isFinished === true };
}

function open(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: [...chromiumFlags],
    locale: "en-GB",
  });
}

type Tab = { readonly page: Page; readonly context: BrowserContext; readonly profile: string; readonly way: Way };

/** Ends a tab; returns the browser to come back with, a new one on the same profile where the whole browser was killed. */
async function endTab({ page, context, profile, way }: Tab): Promise<BrowserContext> {
  if (way === "kill") {
    // Chromium notes in its profile which process uses it: this proof's own.
    const owner = Number(readlinkSync(join(profile, "SingletonLock")).split("-").at(-1));
    const isOver = new Promise((resolve) => context.once("close", resolve));
    process.kill(owner, "SIGKILL");
    await isOver;
    rmSync(join(profile, "SingletonLock"), { force: true });
    return await open(profile);
  }
  if (way === "reload") await page.reload();
  if (way === "away") await page.goto("about:blank");
  if (way === "crash") {
    const devtools = await context.newCDPSession(page);
    const isOver = new Promise((resolve) => page.once("crash", resolve));
    devtools.send("Page.crash").catch(() => undefined);
    await isOver;
  }
  await page.close();
  return context;
}
