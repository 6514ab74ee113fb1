import { showOnFrame, showSequence } from "../../plugins/clock/presentation.ts";
import { watchRenderTimes } from "../../plugins/clock/renderTimes.ts";
import { eventTimeMs } from "../../plugins/clock/responses.ts";
import { droppedFrames, medianOf, type Spread, spreadOf } from "./summary.ts";

const FRAMES = 240;
const DISPLAYS = 40;
const BRIEF_MS = 100;

export type FrameTiming = {
  readonly rateHz: number;
  readonly jitter: Spread;
  readonly dropped: number;
  readonly of: number;
};

/** Watches frames go by: the refresh rate from their median interval, how much single intervals differ from it, and how
 *  many frames did not come. */
export async function measureFrames(): Promise<FrameTiming> {
  const timesMs: number[] = [];
  while (timesMs.length <= FRAMES) timesMs.push(await new Promise<number>((resolve) => requestAnimationFrame(resolve)));
  const intervals = timesMs.slice(1).map((time, index) => time - (timesMs[index] ?? time));
  const frameMs = medianOf(intervals);
  const jitter = spreadOf(intervals.map((interval) => Math.abs(interval - frameMs)));
  return { rateHz: 1000 / frameMs, jitter, dropped: droppedFrames(intervals), of: FRAMES };
}

export type DisplayTiming = {
  /** Paint as Saydo measures it, minus the browser's own render time; null where the browser does not tell one. */
  readonly onset: Spread | null;
  /** Duration of a display asked to last 100 ms, minus the nearest whole number of frames. */
  readonly duration: Spread;
};

/** Draws in `place` as the tasks do, and compares what they would record with what the browser reports. */
export async function measureDisplays(place: HTMLElement, frameMs: number): Promise<DisplayTiming> {
  const renders = watchRenderTimes();
  const errors: number[] = [];
  for (let display = 0; display < DISPLAYS; display += 1) {
    const name = `self-test-${display}`;
    const { shownAtMs } = await showOnFrame(() => draw(place, name));
    await new Promise((resolve) => setTimeout(resolve, 60));
    const renderedAtMs = renders.of(name);
    if (renderedAtMs !== null) errors.push(shownAtMs - renderedAtMs);
    place.replaceChildren();
  }
  renders.stop();
  const nominalMs = Math.round(BRIEF_MS / frameMs) * frameMs;
  const durations: number[] = [];
  for (let display = 0; display < DISPLAYS / 2; display += 1) {
    const picture = { draw: () => draw(place, ""), durationMs: BRIEF_MS };
    const { pictures } = await showSequence([picture], () => place.replaceChildren());
    const [shown] = pictures;
    if (shown) durations.push(shown.hiddenAtMs - shown.shownAtMs - nominalMs);
  }
  return { onset: errors.length > 0 ? spreadOf(errors) : null, duration: spreadOf(durations) };
}

function draw(place: HTMLElement, name: string): void {
  const shown = document.createElement("div");
  shown.textContent = "+";
  if (name !== "") shown.setAttribute("elementtiming", name);
  place.replaceChildren(shown);
}

export const pressesWanted = 20;

/** Takes key presses and taps until there are enough: how long each waited between its own time and being handled. */
export function measurePresses(onPress: (done: number) => void): Promise<Spread> {
  const waitsMs: number[] = [];
  const listening = new AbortController();
  return new Promise((resolve) => {
    const note = (event: Event): void => {
      if (event instanceof KeyboardEvent && event.repeat) return;
      event.preventDefault();
      waitsMs.push(performance.now() - eventTimeMs(event));
      onPress(waitsMs.length);
      if (waitsMs.length < pressesWanted) return;
      listening.abort();
      resolve(spreadOf(waitsMs));
    };
    for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, note, { signal: listening.signal });
  });
}
