import HtmlButtonResponsePlugin from "@jspsych/plugin-html-button-response";
import HtmlKeyboardResponsePlugin from "@jspsych/plugin-html-keyboard-response";
import { initJsPsych } from "jspsych";
import { TimedChoicePlugin, type TimedChoiceResult } from "../../../experiments/plugins/tasks/timedChoice.ts";

/** One trial as the page saw it, ms since the page's time origin: what the plugin recorded, and what the browser knows. */
export type SeenTrial = {
  readonly recordedMs: number;
  /** When the page had painted the stimulus, by a message of the benchmark's own after the frame. */
  readonly onsetAtMs: number;
  /** The delay a response made in the page really had, which on a busy machine is later than asked; null from outside. */
  readonly madeMs: number | null;
  /** The response's own time, from a listener of the benchmark. */
  readonly respondedAtMs: number;
  /** When the browser says that the stimulus was on the screen; null where it does not. */
  readonly renderedAtMs: number | null;
};

type Told = {
  /** Tells Node that the stimulus was painted just now. */
  readonly saydoOnset: (text: string) => void;
  readonly saydoDone: (text: string) => void;
};

const query = new URLSearchParams(window.location.search);
const trials = Number(query.get("trials"));
const by = query.get("by") ?? "keyboard";
const isOurs = query.get("plugin") === "saydo";
// A response from inside the page, after a delay that is known to the microsecond.
const delaysMs = (query.get("delays") ?? "").split(",").filter(Boolean).map(Number);
// Node put these two here (Runtime.addBinding).
const told = window as unknown as Told;

const rendered: number[] = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) rendered.push((entry as PerformanceEntry & { renderTime: number }).renderTime);
}).observe({ type: "element", buffered: true });

let respondedAtMs = 0;
let onsetAtMs = 0;
let madeMs: number | null = null;
for (const kind of ["keydown", "pointerdown"]) {
  window.addEventListener(
    kind,
    (event) => {
      if (respondedAtMs === 0) respondedAtMs = event.timeStamp;
    },
    { capture: true },
  );
}

/** Waits for the paint of what was just drawn, and tells it. Saydo's plugins draw inside a frame, jsPsych's before one. */
function tellOnset(number: number): void {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    onsetAtMs = performance.now();
    channel.port1.close();
    const delayMs = delaysMs[number];
    if (delayMs === undefined) told.saydoOnset(String(number));
    else respondAfter(onsetAtMs + delayMs);
  };
  if (isOurs) channel.port2.postMessage(null);
  else requestAnimationFrame(() => channel.port2.postMessage(null));
}

function respondAfter(atMs: number): void {
  setTimeout(
    () => {
      while (performance.now() < atMs) {
        // Timers are late by milliseconds; the last stretch is waited for.
      }
      madeMs = performance.now() - onsetAtMs;
      const display = document.querySelector(".jspsych-display-element");
      for (const kind of ["keydown", "keyup"])
        display?.dispatchEvent(new KeyboardEvent(kind, { key: "e", bubbles: true }));
    },
    atMs - performance.now() - 20,
  );
}

const seen: SeenTrial[] = [];
const keep = (recordedMs: number): void => {
  seen.push({ recordedMs, onsetAtMs, madeMs, respondedAtMs, renderedAtMs: null });
  respondedAtMs = 0;
};

const zones = [{ choice: "left", key: "e", place: "left", labels: [{ text: "Left", style: "plain" }] }];

function trialNode(number: number) {
  if (isOurs) {
    return {
      type: TimedChoicePlugin,
      stimulus: { text: `Word ${number}`, image: null, style: "plain" },
      choices: zones,
      correct: "left",
      on_load: () => whenThere(".saydo-stimulus", () => tellOnset(number)),
      record: ({ presses }: TimedChoiceResult) => ({ latencyMs: presses[0]?.latencyMs }),
      on_finish: (row: { latencyMs: number }) => keep(row.latencyMs),
    };
  }
  const stimulus = `<div elementtiming="stock-${number}">Word ${number}</div>`;
  const stock =
    by === "keyboard"
      ? { type: HtmlKeyboardResponsePlugin, stimulus, choices: ["e"] }
      : { type: HtmlButtonResponsePlugin, stimulus, choices: ["Left"] };
  return {
    ...stock,
    post_trial_gap: 250,
    on_load: () => tellOnset(number),
    on_finish: (row: { rt: number }) => keep(row.rt),
  };
}

function whenThere(selector: string, then: () => void): void {
  const watch = new MutationObserver(() => {
    if (!document.querySelector(selector)) return;
    watch.disconnect();
    then();
  });
  watch.observe(document.body, { childList: true, subtree: true });
}

const jsPsych = initJsPsych();
await jsPsych.run(
  Array.from({ length: trials }, (_, number) => trialNode(number)) as Parameters<typeof jsPsych.run>[0],
);
// The last entries of the observer come a frame later.
await new Promise((resolve) => setTimeout(resolve, 200));
told.saydoDone(JSON.stringify(seen.map((trial, number) => ({ ...trial, renderedAtMs: rendered[number] ?? null }))));
