import type { SkipReason } from "../../contract/trial.ts";
import { askWhy } from "../pages/partPage.ts";
import { askToGoOn } from "../pages/plainPages.ts";
import type { Shell } from "../pages/shell.ts";
import { heard } from "./fitDevice.ts";

/** The smallest window in which labels, stimulus and zones of a timed task all have their place. */
const LEAST_PX = 320;

/** Waits until the window is large enough for a timed task. Someone who needs large letters cannot make it so: they may
 *  leave the task out, or stop, as everybody may. */
export async function askForRoom(shell: Shell): Promise<"goOn" | SkipReason> {
  const isRoomy = (): boolean => Math.min(window.innerWidth, window.innerHeight) >= LEAST_PX;
  while (!isRoomy()) {
    const { gates, part, tryAgain } = shell.texts;
    const page = { title: gates.screenTitle, text: [gates.screen], goOn: tryAgain, other: part.cannot };
    const answer = await Promise.race([askToGoOn(shell, page), heard("resize", isRoomy)]);
    if (answer !== "other") continue;
    const reason = await askWhy(shell);
    if (reason !== "back") return reason;
  }
  return "goOn";
}
