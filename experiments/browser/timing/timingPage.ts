import { button, element } from "../pages/element.ts";
import { Shell } from "../pages/shell.ts";
import {
  type DisplayTiming,
  type FrameTiming,
  measureDisplays,
  measureFrames,
  measurePresses,
  pressesWanted,
} from "./measureTiming.ts";
import type { Spread } from "./summary.ts";

// A tool for laboratories, in English; participants never see it.
type Row = { readonly what: string; readonly found: string; readonly verdict: "good" | "usable" | "poor" };
type Limits = { readonly good: number; readonly usable: number };

async function selfTest(shell: Shell): Promise<void> {
  await new Promise<void>((resolve) => {
    shell.show({
      title: "Timing self-test",
      body: [
        element("p", {}, [
          "Shows how exactly this computer, browser and screen present stimuli and take responses, with the code the timed tasks use. It takes half a minute. Nothing is sent or stored.",
        ]),
        element("p", {}, ["Close other programs, plug the computer in, and leave this window in front."]),
      ],
      actions: [button("Start", "primary", resolve)],
    });
  });
  const place = element("div", { class: "self-test", "aria-hidden": "true" });
  shell.show({ title: "Watching the screen", body: [element("p", {}, ["Please wait and touch nothing."]), place] });
  const frames = await measureFrames();
  const displays = await measureDisplays(place, 1000 / frames.rateHz);
  const count = element("p", { role: "status" }, [`0 of ${pressesWanted}`]);
  shell.show({
    title: "Now press a key, or tap, twenty times",
    body: [element("p", {}, ["Use the keyboard or touch screen that participants will use."]), count],
  });
  const presses = await measurePresses((done) => {
    count.textContent = `${done} of ${pressesWanted}`;
  });
  showResults(shell, { frames, displays, presses });
}

type Results = { readonly frames: FrameTiming; readonly displays: DisplayTiming; readonly presses: Spread };

function showResults(shell: Shell, results: Results): void {
  const { frames, displays, presses } = results;
  const rows: readonly Row[] = [
    {
      what: "Refresh rate",
      found: `${frames.rateHz.toFixed(1)} Hz; intervals differ by ${ms(frames.jitter)}`,
      verdict: verdictOf(frames.jitter.mean, { good: 1, usable: 3 }),
    },
    {
      what: "Frames that did not come",
      found: `${frames.dropped} of ${frames.of}`,
      verdict: verdictOf(frames.dropped / frames.of, { good: 0.01, usable: 0.05 }),
    },
    displays.onset === null
      ? { what: "Measured onset", found: "this browser does not report render times", verdict: "usable" }
      : {
          what: "Measured onset minus the browser's render time",
          found: ms(displays.onset),
          verdict: verdictOf(displays.onset.sd, { good: 2, usable: 5 }),
        },
    {
      what: "A display of 100 ms minus the nearest whole frames",
      found: ms(displays.duration),
      verdict: verdictOf(Math.abs(displays.duration.mean) + displays.duration.sd, { good: 2, usable: 9 }),
    },
    {
      what: "A press waits before it is handled (latencies do not contain this)",
      found: ms(presses),
      verdict: verdictOf(presses.mean, { good: 4, usable: 12 }),
    },
  ];
  const text = JSON.stringify({ ...results, userAgent: navigator.userAgent, at: new Date().toISOString() }, null, 2);
  shell.show({
    title: worst(rows),
    body: [
      resultTable(rows),
      element("p", { class: "quiet-text" }, [
        "Mean, standard deviation and largest, in ms. What a keyboard, a screen and the system add before the browser knows of an event cannot be seen from inside a page; that takes a light sensor.",
      ]),
      element("details", {}, [element("summary", {}, ["All figures"]), element("pre", { tabindex: "0" }, [text])]),
    ],
    actions: [button("Again", "primary", () => window.location.reload())],
  });
}

function resultTable(rows: readonly Row[]): HTMLElement {
  const head = ["What", "Found", "Verdict"].map((name) => element("th", { scope: "col" }, [name]));
  const lines = rows.map(({ what, found, verdict }) =>
    element("tr", {}, [
      element("th", { scope: "row" }, [what]),
      element("td", {}, [found]),
      element("td", { class: `verdict ${verdict}` }, [`${marks[verdict]} ${verdict}`]),
    ]),
  );
  return element("table", { class: "self-test-results" }, [
    element("thead", {}, [element("tr", {}, head)]),
    element("tbody", {}, lines),
  ]);
}

const marks = { good: "●", usable: "◐", poor: "○" } as const;

function worst(rows: readonly Row[]): string {
  if (rows.some(({ verdict }) => verdict === "poor")) return "This machine is not fit for timed tasks as it is";
  if (rows.some(({ verdict }) => verdict === "usable")) return "This machine is usable for timed tasks";
  return "This machine is good for timed tasks";
}

function verdictOf(value: number, { good, usable }: Limits): Row["verdict"] {
  if (value <= good) return "good";
  return value <= usable ? "usable" : "poor";
}

function ms({ mean, sd, largest }: Spread): string {
  return `${mean.toFixed(2)} (SD ${sd.toFixed(2)}, largest ${largest.toFixed(1)})`;
}

const root = document.querySelector<HTMLElement>("#saydo");
if (root) void selfTest(new Shell(root));
