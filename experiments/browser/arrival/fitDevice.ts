import type { Study } from "../../contract/study.ts";
import { askToGoOn, showGate } from "../pages/plainPages.ts";
import type { Shell } from "../pages/shell.ts";

/** Waits until the device is what the study asks for, with a page that says what is missing. Whether there is a keyboard
 *  no browser tells; a press of the space bar does. */
export async function untilFit(shell: Shell, needs: Study["device"]): Promise<void> {
  if (needs === undefined) return;
  await untilWide(shell, needs.leastWidth);
  if (needs.keyboard && !window.matchMedia("(any-pointer: fine)").matches) await untilSpace(shell);
}

async function untilWide(shell: Shell, leastPx: number): Promise<void> {
  const isWide = (): boolean => window.innerWidth >= leastPx;
  while (!isWide()) {
    const { gates, tryAgain } = shell.texts;
    await Promise.race([
      askToGoOn(shell, { title: gates.screenTitle, text: [gates.screen], goOn: tryAgain }),
      heard("resize", isWide),
    ]);
  }
}

function untilSpace(shell: Shell): Promise<void> {
  showGate(shell, "keyboard");
  // A keyboard on the screen sends no code with its keys.
  return heard("keydown", (event) => "code" in event && event.code === "Space");
}

/** Resolves at the first event that will do. */
export function heard(name: "resize" | "keydown", isIt: (event: Event) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const look = (event: Event): void => {
      if (!isIt(event)) return;
      listening.abort();
      resolve();
    };
    window.addEventListener(name, look, { signal: listening.signal });
  });
}
