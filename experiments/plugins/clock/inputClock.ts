import { eventTimeMs, type InputModality, watchModality } from "./responses.ts";

/** When and with what the latest input was made, for controls whose own events come after the input itself. */
export type InputClock = {
  /** The time of the latest input by its own event, once; the clock now when there was none since the last call. */
  readonly takeMs: () => number;
  readonly modality: () => InputModality;
  readonly stop: () => void;
};

/** Watches the page's key presses, clicks and typing. A click that the browser makes itself out of a key press (detail
 *  0) is later than the key and does not count. */
export function watchInput(page: Document): InputClock {
  const watching = new AbortController();
  const options = { signal: watching.signal, capture: true };
  const modality = watchModality(page);
  let latestMs: number | null = null;
  const note = (event: Event) => {
    if (event.type === "click" && event.isTrusted && event instanceof MouseEvent && event.detail === 0) return;
    latestMs = eventTimeMs(event);
  };
  for (const type of ["keydown", "click", "input"]) page.addEventListener(type, note, options);
  return {
    takeMs: () => {
      const takenMs = latestMs ?? performance.now();
      latestMs = null;
      return takenMs;
    },
    modality: modality.latest,
    stop: () => {
      watching.abort();
      modality.stop();
    },
  };
}
