import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { chromiumFlags, chromiumPath } from "../../chromium.ts";
import { type Screen, TabEnded, takePart } from "../../journeys/participant.ts";
import { type StoredTrial, shorter } from "../../journeys/studyServer.ts";
import type { Proof } from "../proof.ts";
import { type BrowserRun, differences, visit, withBrowser } from "../support/browserRun.ts";
import { pause } from "../support/senders.ts";

const ways = ["close", "reload", "away", "crash", "kill"] as const;
type Way = (typeof ways)[number];
/** Timed trials of the shortened demo. */
const TRIALS = 32;
const MOST_VISITS = 4;

/** A tab that ends at a random trial in each way a tab can end; the participant comes back and finishes. */
export const killedTabLosesOneTrial: Proof = {
  id: "B3",
  promise: "A tab that is killed costs the unfinished trial at most; every finished one is stored.",
  run: ({ seed, scale }) =>
    withBrowser(shorter, async (run) => {
      const runs = scale === "short" ? ways.length : 200;
      const random = randomStream(seed);
      const figures = { runs, finishedTrials: 0, lost: 0, unknown: 0, doubled: 0, unfinished: 0, endedBesides: 0 };
      for (let number = 0; number < runs; number += 1) {
        const way = ways[number % ways.length] ?? "close";
        const found = await killed(run, { way, at: 1 + random.below(TRIALS) });
        figures.finishedTrials += found.trials;
        figures.lost += found.lost;
        figures.unknown += found.unknown;
        figures.doubled += found.doubled;
        figures.unfinished += found.isFinished ? 0 : 1;
        figures.endedBesides += found.endedBesides;
      }
      const { lost, unknown, doubled, unfinished } = figures;
      return { isMet: lost + unknown + doubled + unfinished === 0, figures };
    }),
};

type End = { readonly way: Way; readonly at: number };
type Visitor = { readonly profile: string; context: BrowserContext; readonly ledger: StoredTrial[] };

async function killed({ server, storedOf }: BrowserRun, end: End) {
  const profile = mkdtempSync(join(tmpdir(), "saydo-profile-"));
  const visitor: Visitor = { profile, context: await open(profile), ledger: [] };
  const ledger = visitor.ledger;
  const first = await visit(server, visitor.context, ledger);
  let hasEnded = false;
  const before = async ({ kind, number }: Screen) => {
    if (kind !== "trial" || number !== end.at) return undefined;
    hasEnded = true;
    visitor.context = await endTab({ page: first, visitor, way: end.way });
    throw new TabEnded();
  };
  await takePart(first, { by: "keyboard", before }).catch(unlessTabEnded);
  const visits = await finish(server, visitor);
  await visitor.context.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  const stored = await storedOf(ledger);
  const session = (await server.sessions()).find(({ id }) => id === ledger[0]?.sessionId);
  const endedBesides = visits - (hasEnded ? 1 : 0);
  return {
    ...differences(ledger, stored),
    trials: ledger.length,
    isFinished: session?.isFinished === true,
    endedBesides,
  };
}

/** Comes back until the study is finished. On a busy machine a browser may end by itself: that is one more tab that was
 *  killed. Returns how often it took. */
async function finish(server: BrowserRun["server"], visitor: Visitor): Promise<number> {
  for (let visits = 1; ; visits += 1) {
    if (visitor.context.pages().length === 0) visitor.context = await open(visitor.profile);
    const page = await visit(server, visitor.context, visitor.ledger);
    const played = await takePart(page, { by: "keyboard" }).catch(unlessTabEnded);
    if (played || visits === MOST_VISITS) return visits;
  }
}

function unlessTabEnded(error: unknown): undefined {
  if (!(error instanceof TabEnded)) throw error;
}

function open(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: [...chromiumFlags],
    locale: "en-GB",
  });
}

type Tab = { readonly page: Page; readonly visitor: Visitor; readonly way: Way };

/** Ends a tab; returns the browser to come back with, a new one on the same profile where the whole browser was killed. */
async function endTab({ page, visitor: { context, profile }, way }: Tab): Promise<BrowserContext> {
  if (way === "kill") {
    const isOver = new Promise((resolve) => context.once("close", resolve));
    await killBrowserOf(profile);
    await isOver;
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

/** Kills a browser and waits until none of its processes is left that could still use its profile. */
async function killBrowserOf(profile: string): Promise<void> {
  // Chromium notes in its profile which process uses it: this proof's own.
  process.kill(Number(readlinkSync(join(profile, "SingletonLock")).split("-").at(-1)), "SIGKILL");
  while (processesOf(profile).length > 0) await pause(20);
  for (const name of ["SingletonLock", "SingletonSocket", "SingletonCookie"]) {
    rmSync(join(profile, name), { force: true });
  }
}

function processesOf(profile: string): readonly string[] {
  return readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && commandLine(pid).includes(profile));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}
