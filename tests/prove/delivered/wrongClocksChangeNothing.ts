import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { parse } from "csv-parse/sync";
import type { Page } from "playwright-core";
import { runExport, startServer } from "../../../server/main.ts";
import { launchChromium } from "../../chromium.ts";
import { keepLedger, takePart } from "../../journeys/participant.ts";
import { builtPages, demoStudy, type StoredTrial, shorter, storedTrials } from "../../journeys/studyServer.ts";
import type { Proof } from "../proof.ts";
import { differences } from "../support/browserRun.ts";
import { inScratch } from "../support/scratch.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SKEW_MS = 5 * 60_000;
const NEAR_MS = 1000;
const AT_TRIAL = 10;
const RELOADED_AT = 15;

/** A device's clock, or the server's, that is wrong from the start or steps in the middle of a session, ms. */
type Clocks = {
  readonly name: string;
  readonly device?: number;
  readonly deviceSteps?: number;
  readonly serverSteps?: number;
  readonly timezone?: string;
};

const steps: readonly Clocks[] = [
  { name: "device right" },
  { name: "device 400 days slow", device: -400 * DAY_MS },
  { name: "device a day fast", device: DAY_MS },
  { name: "device jumps an hour on", deviceSteps: HOUR_MS },
  { name: "device jumps an hour back", deviceSteps: -HOUR_MS },
  { name: "server steps an hour on", serverSteps: HOUR_MS },
  { name: "server steps an hour back", serverSteps: -HOUR_MS },
];

/** Winter time begins while somebody takes part: local time goes from three o'clock back to two. */
const winter = (now: number): Clocks => ({
  name: "winter time begins",
  device: Date.parse("2026-10-25T00:59:55.000Z") - now,
  timezone: "Europe/Amsterdam",
});

type Row = Readonly<Record<string, string>>;
type Played = {
  readonly clocks: Clocks;
  readonly ledger: readonly StoredTrial[];
  readonly tookMs: number;
  readonly sessionId: string;
};

/** One participant a clock, in a real browser, each reloading the page once after the step. */
export const wrongClocksChangeNothing: Proof = {
  id: "B10",
  promise: "No wrong or stepping clock, of a device or of the server, changes order, latencies or durations.",
  run: ({ scale }) =>
    inScratch(async (folder) => {
      const all = [...steps, winter(Date.now())];
      const played = scale === "short" ? all.filter(({ name }) => /400|back|winter/.test(name)) : all;
      const { people, trials, rows } = await playAll(path(folder, "data"), path(folder, "export"), played);
      const found = people.map((one) => judge(one, trials, rows));
      const sum = (name: keyof (typeof found)[number]) => found.reduce((total, one) => total + one[name], 0);
      const figures = {
        clocks: people.length,
        trials: sum("trials"),
        lostOrChanged: sum("lostOrChanged"),
        outOfOrder: sum("outOfOrder"),
        negativeDurations: sum("negativeDurations"),
        wrongLatencies: sum("wrongLatencies"),
        unfinished: sum("unfinished"),
        offsetsOff: sum("offsetsOff"),
        largestOffsetErrorMs: Math.max(...found.map(({ offsetErrorMs }) => offsetErrorMs)),
        wrongFlags: sum("wrongFlags"),
      };
      const { lostOrChanged, outOfOrder, negativeDurations, wrongLatencies, unfinished, offsetsOff, wrongFlags } =
        figures;
      const wrong = [lostOrChanged, outOfOrder, negativeDurations, wrongLatencies, unfinished, offsetsOff, wrongFlags];
      return { isMet: figures.trials > 0 && wrong.every((count) => count === 0), figures };
    }),
};

async function playAll(data: string, out: string, all: readonly Clocks[]) {
  const study = await demoStudy((one) => shorter({ ...one, randomise: { ...one.randomise, partOrder: false } }));
  let serverShift = 0;
  const now = () => new Date(Date.now() + serverShift);
  const pagesFolder = await builtPages();
  const server = await startServer({ data, port: 0, consolePort: 0, studies: [study], pagesFolder, now });
  const browser = await launchChromium();
  try {
    const people: Played[] = [];
    for (const clocks of all) {
      serverShift = 0;
      const context = await browser.newContext({
        locale: "en-GB",
        ...(clocks.timezone === undefined ? {} : { timezoneId: clocks.timezone }),
      });
      const page = await context.newPage();
      const onStep = () => {
        serverShift += clocks.serverSteps ?? 0;
      };
      people.push(await play(page, { clocks, url: server.studies[0]?.url ?? "", onStep }));
      await context.close();
    }
    await runExport({ data, study: study.study.id, format: "csv", out });
    const rows: Row[] = parse(readFileSync(path(out, "sessions.csv")), { columns: true });
    return { people, trials: await storedTrials(data), rows };
  } finally {
    await browser.close();
    await server.close();
  }
}

type Playing = { readonly clocks: Clocks; readonly url: string; readonly onStep: () => void };

async function play(page: Page, { clocks, url, onStep }: Playing): Promise<Played> {
  const ledger: StoredTrial[] = [];
  await keepLedger(page, ledger);
  await page.addInitScript(shiftClock, clocks.device ?? 0);
  const from = performance.now();
  await page.goto(url);
  await takePart(page, {
    by: "keyboard",
    before: async ({ kind, number }) => {
      if (kind !== "trial") return undefined;
      if (number === AT_TRIAL) {
        onStep();
        await page.evaluate((ms) => Reflect.get(window, "stepClock")(ms), clocks.deviceSteps ?? 0);
      }
      if (number !== RELOADED_AT) return undefined;
      await page.reload();
      return "again";
    },
  });
  return { clocks, ledger, tookMs: performance.now() - from, sessionId: ledger[0]?.sessionId ?? "" };
}

/** Runs in the page, before anything else: what the device says the time is. What is stepped stays so after a reload. */
function shiftClock(startMs: number): void {
  const RealDate = Date;
  const KEY = "shifted by";
  const shift = () => Number(sessionStorage.getItem(KEY) ?? startMs);
  class ShiftedDate extends RealDate {
    constructor(...given: readonly unknown[]) {
      // Library seam: whatever Date takes.
      if (given.length > 0) super(...(given as [number]));
      else super(RealDate.now() + shift());
    }
    static override now(): number {
      return RealDate.now() + shift();
    }
  }
  Reflect.set(window, "Date", ShiftedDate);
  Reflect.set(window, "stepClock", (ms: number) => sessionStorage.setItem(KEY, String(shift() + ms)));
}

function judge({ clocks, ledger, tookMs, sessionId }: Played, trials: readonly StoredTrial[], rows: readonly Row[]) {
  const stored = trials.filter((trial) => trial.sessionId === sessionId);
  const { lost, unknown, doubled } = differences(ledger, stored);
  const row = rows.find(({ session_id }) => session_id === sessionId) ?? {};
  const moments = ["started_at", "consented_at", "finished_at"].map((name) => row[name] ?? "");
  const offset = Number(row["clock_offset_ms"] ?? Number.NaN);
  const offsetErrorMs = Math.abs(offset - (clocks.device ?? 0));
  const flags = Object.keys(JSON.parse(row["flags"] || "{}"));
  const isSkewed = Math.abs(clocks.device ?? 0) > SKEW_MS;
  const timing = flags.filter((flag) => flag === "impossible-timing" || flag === "gaps" || flag === "refused");
  return {
    trials: stored.length,
    lostOrChanged: lost + unknown + doubled,
    // As they were played, under numbers without a hole.
    outOfOrder: stored.filter(({ seq, id }, place) => seq !== place || ledger[place]?.id !== id).length,
    negativeDurations: moments.filter((moment, place) => place > 0 && moment < (moments[place - 1] ?? "")).length,
    wrongLatencies: wrongLatencies(stored, tookMs),
    unfinished: row["finished_at"] ? 0 : 1,
    offsetsOff: offsetErrorMs < NEAR_MS ? 0 : 1,
    offsetErrorMs,
    wrongFlags: timing.length + (flags.includes("clock-off") === isSkewed ? 0 : 1),
  };
}

/** Latencies that are negative, and sessions that claim more time than passed here. */
function wrongLatencies(stored: readonly StoredTrial[], tookMs: number): number {
  const latencies = stored.map(({ body }) => body["latencyMs"]).filter((ms) => typeof ms === "number");
  const sum = latencies.reduce((total, ms) => total + ms, 0);
  return latencies.filter((ms) => ms < 0).length + (sum > tookMs || latencies.length === 0 ? 1 : 0);
}
