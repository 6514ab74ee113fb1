/** When something drawn became visible, in ms since the page's time origin, as `performance.now` counts. */
export type Onset = {
  /** The clock at the drawing itself, where jsPsych starts its own `rt`. */
  readonly drawnAtMs: number;
  /** The clock right after the frame with the drawing was painted; latencies count from here. */
  readonly shownAtMs: number;
};

/** Draws inside the next animation frame and measures when that frame was painted.
 *  A message posted from the frame's callback is handled after the frame's layout and paint, so that its clock bounds
 *  the onset from above by a fraction of a millisecond, where a timer would be off by up to a frame. */
export function showOnFrame(draw: () => void): Promise<Onset> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const drawnAtMs = performance.now();
      draw();
      afterPaint(() => resolve({ drawnAtMs, shownAtMs: performance.now() }));
    });
  });
}

function afterPaint(then: () => void): void {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    channel.port1.close();
    then();
  };
  channel.port2.postMessage(null);
}

/** One picture of a brief display: how to draw it and how long it should stay. */
export type Picture = { readonly draw: () => void; readonly durationMs: number };

/** A picture as it was shown: onset, and the onset of what replaced it. */
export type ShownPicture = { readonly shownAtMs: number; readonly hiddenAtMs: number };

/** Shows pictures one after another, each for the whole number of frames nearest to its duration, then draws `last`.
 *  Returns when each was really on and off the screen, and the onset of `last`. */
export async function showSequence(
  pictures: readonly Picture[],
  last: () => void,
): Promise<{ readonly pictures: readonly ShownPicture[]; readonly onset: Onset }> {
  const onsets: number[] = [];
  let frameMs = await nextFrame();
  for (const picture of pictures) {
    picture.draw();
    const startedMs = frameMs;
    afterPaint(() => onsets.push(performance.now()));
    frameMs = await frameAtLeast(startedMs, picture.durationMs);
  }
  const drawnAtMs = performance.now();
  last();
  const shownAtMs = await new Promise<number>((resolve) => afterPaint(() => resolve(performance.now())));
  const ends = [...onsets.slice(1), shownAtMs];
  return {
    pictures: onsets.map((onset, index) => ({ shownAtMs: onset, hiddenAtMs: ends[index] ?? shownAtMs })),
    onset: { drawnAtMs, shownAtMs },
  };
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** The first frame that is nearer to `startedMs + durationMs` than the frame after it would be. */
async function frameAtLeast(startedMs: number, durationMs: number): Promise<number> {
  let previousMs = startedMs;
  for (;;) {
    const frameMs = await nextFrame();
    const halfFrameMs = (frameMs - previousMs) / 2;
    if (frameMs - startedMs >= durationMs - halfFrameMs) return frameMs;
    previousMs = frameMs;
  }
}

/** An interval of at least `durationMs` that ends on a frame; for pauses between trials and limits on screens. */
export async function pauseFrames(durationMs: number): Promise<void> {
  if (durationMs <= 0) return;
  const startedMs = await nextFrame();
  await frameAtLeast(startedMs, durationMs);
}
