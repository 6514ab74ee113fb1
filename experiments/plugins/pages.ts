import type { Page } from "./choiceTask.ts";
import { likelyModality } from "./responses.ts";

/** Says the texts every task has (measures/implicit/texts.ts). */
type SayPage = (
  name: "part" | "start" | "startHint" | "next" | "nextHint" | "after" | "afterTitle",
  fill?: Readonly<Record<string, string | number>>,
) => string;

/** The page before a block: "Part n of N" and how to start it. */
export function startPage(
  say: SayPage,
  part: { readonly n: number; readonly of: number },
  page: Omit<Page, "part" | "button" | "hint">,
): Page {
  return { ...page, part: say("part", part), button: say("start"), hint: say("startHint") };
}

/** The last page of a task: one sober sentence on what it measures. */
export function closingPage(say: SayPage): Page {
  return { title: say("afterTitle"), paragraphs: [say("after")], button: say("next"), hint: say("nextHint") };
}

/** Whether the device is one to tap: instructions then speak of areas, not keys. */
export function isTapped(): boolean {
  return likelyModality() === "touch";
}
