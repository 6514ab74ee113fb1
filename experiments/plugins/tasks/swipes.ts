import { eventTimeMs, modalityOf, type Press } from "../clock/responses.ts";

/** A drag counts once it is this long, and mostly up or down. */
const SWIPE_PX = 36;

/** Listens for drags up and down on an element, by mouse, finger or pen, until stopped. A drag is timed when it is long
 *  enough to be one; each touch gives at most one. */
export function listenForSwipes<Choice extends string>(
  element: HTMLElement,
  choices: { readonly up: Choice; readonly down: Choice },
  onSwipe: (press: Press<Choice>) => void,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let from: { readonly x: number; readonly y: number } | null = null;
  const begin = (event: PointerEvent) => {
    if (event.isPrimary && event.button <= 0) from = { x: event.clientX, y: event.clientY };
  };
  const move = (event: PointerEvent) => {
    if (from === null || !event.isPrimary) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (Math.abs(dy) < SWIPE_PX || Math.abs(dy) < Math.abs(dx)) return;
    from = null;
    const choice = dy < 0 ? choices.up : choices.down;
    onSwipe({ choice, atMs: eventTimeMs(event), handledAtMs: performance.now(), inputModality: modalityOf(event) });
  };
  const end = () => {
    from = null;
  };
  element.addEventListener("pointerdown", begin, { signal });
  element.addEventListener("pointermove", move, { signal });
  element.addEventListener("pointerup", end, { signal });
  element.addEventListener("pointercancel", end, { signal });
  return () => listening.abort();
}
