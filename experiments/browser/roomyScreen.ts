import { heard } from "./fitDevice.ts";
import { showGate } from "./pages/plainPages.ts";
import type { Shell } from "./pages/shell.ts";

/** The smallest window in which labels, stimulus and zones of a timed task all have their place. */
const LEAST_PX = 320;

/** Waits until the window is large enough, with a page that says so while it is not. */
export async function untilRoomy(shell: Shell): Promise<void> {
  const isRoomy = (): boolean => Math.min(window.innerWidth, window.innerHeight) >= LEAST_PX;
  if (isRoomy()) return;
  showGate(shell, "screen");
  await heard("resize", isRoomy);
}
