/** Frames whose median interval gives the rate; about two thirds of a second at 60 Hz. */
const FRAMES = 40;
const GIVE_UP_AFTER_MS = 3000;

/** The screen's refresh rate in Hz, from the median interval of animation frames; null when none come (hidden page). */
export function estimateRefreshRate(): Promise<number | null> {
  return new Promise((resolve) => {
    const framesMs: number[] = [];
    const giveUp = setTimeout(() => resolve(rateOf(framesMs)), GIVE_UP_AFTER_MS);
    const count = (frameMs: number) => {
      framesMs.push(frameMs);
      if (framesMs.length <= FRAMES) return requestAnimationFrame(count);
      clearTimeout(giveUp);
      return resolve(rateOf(framesMs));
    };
    requestAnimationFrame(count);
  });
}

function rateOf(framesMs: readonly number[]): number | null {
  const intervals = framesMs
    .slice(1)
    .map((frameMs, index) => frameMs - (framesMs[index] ?? frameMs))
    .sort((a, b) => a - b);
  const median = intervals[Math.floor(intervals.length / 2)];
  return median !== undefined && median > 0 ? 1000 / median : null;
}
