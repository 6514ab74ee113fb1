import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CDPSession, Page } from "playwright-core";
import { build, preview } from "vite";
import { randomStream } from "../../experiments/random/randomStream.ts";
import { launchChromium } from "../chromium.ts";
import type { SeenTrial } from "./timingPage/main.ts";

export type TimingCase = {
  readonly plugin: "saydo" | "stock";
  readonly by: "keyboard" | "mouse" | "touch";
  /** `page`: the response is made inside the page at a known delay; `browser`: by the browser, as a device would. */
  readonly from: "page" | "browser";
};
export type Error = { readonly mean: number; readonly sd: number; readonly n: number };
export type TimingResult = TimingCase & {
  /** Recorded latency minus the delay made; of responses from outside the way through the browser is in it. */
  readonly againstDelay: Error;
  /** Recorded latency minus the time from the page's onset to the response's own timestamp: the plugin's own error. */
  readonly againstEvent: Error;
  /** Recorded latency minus the time from the stimulus's render to the response's own timestamp. */
  readonly againstScreen: Error | null;
};

type Bar = { readonly by: "the delay" | "the event"; readonly mean: number; readonly sd: number };

/** What is asked of Saydo's plugin on an idle machine, ms. */
function barsOf({ by, from }: TimingCase): readonly Bar[] {
  if (from === "page") return [{ by: "the delay", mean: 0.5, sd: 0.5 }];
  if (by === "mouse") return [{ by: "the event", mean: 3, sd: 2 }];
  if (by === "touch") return [{ by: "the event", mean: 6, sd: 5 }];
  return [
    { by: "the event", mean: 2, sd: 1.5 },
    { by: "the delay", mean: 6, sd: 4 },
  ];
}

const cases: readonly TimingCase[] = [
  { plugin: "saydo", by: "keyboard", from: "page" },
  { plugin: "stock", by: "keyboard", from: "page" },
  ...(["keyboard", "mouse", "touch"] as const).flatMap((by) => [
    { plugin: "saydo", by, from: "browser" } as const,
    { plugin: "stock", by, from: "browser" } as const,
  ]),
];

/** Plays timed trials in headless Chromium with responses at known delays after the measured onset, with Saydo's plugin
 *  and with jsPsych's own in the same run; `trials` a case, errors in ms. */
export async function benchmarkTiming(trials: number, seed: number): Promise<readonly TimingResult[]> {
  const outDir = mkdtempSync(join(tmpdir(), "saydo-timing-"));
  const root = join(process.cwd(), "tests/benchmarks/timingPage");
  const files = {
    root,
    base: "./",
    configFile: false,
    logLevel: "silent",
    build: { outDir, target: "es2023" },
  } as const;
  await build(files);
  const server = await preview({ ...files, preview: { port: 0, host: "127.0.0.1" } });
  const browser = await launchChromium();
  const results: TimingResult[] = [];
  for (const [number, one] of cases.entries()) {
    const random = randomStream(seed, number);
    const delays = Array.from({ length: trials }, () => 200 + 300 * random.uniform());
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, hasTouch: one.by === "touch" });
    const page = await context.newPage();
    const seen = await play(page, { address: server.resolvedUrls?.local[0] ?? "", one, delays });
    results.push(judged(one, seen, delays));
    await context.close();
  }
  await browser.close();
  await server.close();
  rmSync(outDir, { recursive: true, force: true });
  return results;
}

type Play = { readonly address: string; readonly one: TimingCase; readonly delays: readonly number[] };
type Answered = { readonly seen: readonly SeenTrial[]; readonly askedMs: readonly number[] };

async function play(page: Page, { address, one, delays }: Play): Promise<Answered> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Runtime.enable");
  for (const name of ["saydoOnset", "saydoDone"]) await devtools.send("Runtime.addBinding", { name });
  const askedMs: number[] = [];
  const done = new Promise<readonly SeenTrial[]>((resolve) => {
    devtools.on("Runtime.bindingCalled", ({ name, payload }) => {
      if (name === "saydoDone") resolve(JSON.parse(payload));
      else
        void respond(devtools, one, { delayMs: delays[Number(payload)] ?? 500, startedMs: performance.now() }).then(
          (ms) => askedMs.push(ms),
        );
    });
  });
  const query = new URLSearchParams({ plugin: one.plugin, by: one.by, trials: String(delays.length) });
  if (one.from === "page") query.set("delays", delays.join(","));
  await page.goto(`${address}?${query}`);
  return { seen: await done, askedMs };
}

/** Sends the response as exactly as Node can: sleeps, then waits the last stretch. Returns the delay really made. */
async function respond(
  devtools: CDPSession,
  { by }: TimingCase,
  time: { readonly delayMs: number; readonly startedMs: number },
): Promise<number> {
  const dueMs = time.startedMs + time.delayMs;
  const at = by === "keyboard" ? null : await pointOf(devtools);
  await new Promise((resolve) => setTimeout(resolve, dueMs - performance.now() - 15));
  while (performance.now() < dueMs) {
    // Timers are late by milliseconds.
  }
  const sentMs = performance.now();
  if (at === null) await pressKey(devtools);
  else await pressPoint(devtools, by, at);
  return sentMs - time.startedMs;
}

async function pressKey(devtools: CDPSession): Promise<void> {
  const key = { key: "e", code: "KeyE", text: "e", windowsVirtualKeyCode: 69 };
  await Promise.all([
    devtools.send("Input.dispatchKeyEvent", { type: "keyDown", ...key }),
    devtools.send("Input.dispatchKeyEvent", { type: "keyUp", ...key }),
  ]);
}

type Point = { readonly x: number; readonly y: number };

async function pointOf(devtools: CDPSession): Promise<Point> {
  const { result } = await devtools.send("Runtime.evaluate", { expression: WHERE, returnByValue: true });
  // The expression below gives a point.
  return result.value as Point;
}

async function pressPoint(devtools: CDPSession, by: TimingCase["by"], at: Point): Promise<void> {
  if (by === "touch") {
    await Promise.all([
      devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [at] }),
      devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] }),
    ]);
    return;
  }
  const press = { ...at, button: "left", clickCount: 1 } as const;
  await Promise.all([
    devtools.send("Input.dispatchMouseEvent", { type: "mousePressed", ...press }),
    devtools.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...press }),
  ]);
}

const WHERE = `(() => {
  const box = (document.querySelector(".saydo-zone") ?? document.querySelector("button")).getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
})()`;

function judged(one: TimingCase, { seen, askedMs }: Answered, delays: readonly number[]): TimingResult {
  // The first trials warm the page up.
  const delayOf = ({ madeMs }: SeenTrial, number: number) => madeMs ?? askedMs[number] ?? delays[number] ?? 0;
  const counted = seen.map((trial, number) => ({ ...trial, delayMs: delayOf(trial, number) })).slice(5);
  const screen = counted.flatMap(({ recordedMs, respondedAtMs, renderedAtMs }) =>
    renderedAtMs === null || renderedAtMs === 0 ? [] : [recordedMs - (respondedAtMs - renderedAtMs)],
  );
  return {
    ...one,
    againstDelay: errorOf(counted.map((trial) => trial.recordedMs - trial.delayMs)),
    againstEvent: errorOf(counted.map((trial) => trial.recordedMs - (trial.respondedAtMs - trial.onsetAtMs))),
    againstScreen: screen.length > 1 ? errorOf(screen) : null,
  };
}

function errorOf(errors: readonly number[]): Error {
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const squares = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (errors.length - 1)), n: errors.length };
}

/** The results as a table for the terminal and for docs/participant.md, and whether each bar is met. */
export function timingTable(results: readonly TimingResult[]): readonly string[] {
  const cell = (error: Error | null | undefined) => (error ? `${round(error.mean)} / ${round(error.sd)}` : "–");
  const rows = results.flatMap((ours) => {
    if (ours.plugin !== "saydo") return [];
    const stock = results.find(({ plugin, by, from }) => plugin === "stock" && by === ours.by && from === ours.from);
    const cells = [
      `${ours.by}${ours.from === "page" ? ", made in the page" : ""}`,
      ...[ours.againstDelay, stock?.againstDelay].map(cell),
      ...[ours.againstEvent, stock?.againstEvent].map(cell),
      ...[ours.againstScreen, stock?.againstScreen].map(cell),
    ];
    return [`| ${cells.join(" | ")} |`];
  });
  return [
    `errors in ms, mean / SD, ${results[0]?.againstDelay.n ?? 0} trials a case; Saydo's plugin, then jsPsych's own`,
    "| response | − delay made: Saydo | jsPsych | − (event − onset): Saydo | jsPsych | − (event − render time): Saydo | jsPsych |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    ...results.flatMap(verdicts),
  ];
}

function verdicts(result: TimingResult): readonly string[] {
  if (result.plugin !== "saydo") return [];
  return barsOf(result).map((bar) => {
    const { mean, sd } = bar.by === "the event" ? result.againstEvent : result.againstDelay;
    const isMet = Math.abs(mean) <= bar.mean && sd <= bar.sd;
    const where = result.from === "page" ? "made in the page" : "from outside";
    const found = `${round(mean)} / ${round(sd)}`;
    return `${isMet ? "met    " : "NOT MET"} ${result.by}, ${where}, against ${bar.by}: ${found}, bar ${bar.mean} / ${bar.sd}`;
  });
}

function round(ms: number): string {
  return Math.abs(ms) < 10 ? ms.toFixed(2) : ms.toFixed(1);
}
