import { likelyModality } from "../clock/responses.ts";
import { type InstructionSide, InstructionsPlugin } from "./instructions.ts";

export type Page = {
  readonly part?: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly sides?: readonly InstructionSide[];
  readonly button: string;
  readonly hint: string;
  readonly images?: readonly string[];
};

/** Says the texts every task has (measures/implicit/texts.ts). */
export type SayTask = (
  name: "part" | "start" | "startHint" | "next" | "nextHint" | "after" | "afterTitle" | "or" | "wrong",
  fill?: Readonly<Record<string, string | number>>,
) => string;

/** A page of instructions as a trial that leaves no row. */
export function pageNode(page: Page, or: string) {
  return {
    type: InstructionsPlugin,
    part: page.part ?? "",
    title: page.title,
    paragraphs: page.paragraphs,
    sides: page.sides ?? [],
    button: page.button,
    hint: page.hint,
    images: page.images ?? [],
    or,
    record_data: false,
  };
}

/** The page before a block: "Part n of N" and how to start it. */
export function startPage(
  say: SayTask,
  part: { readonly n: number; readonly of: number },
  page: Omit<Page, "part" | "button" | "hint">,
): Page {
  return { ...page, part: say("part", part), button: say("start"), hint: say("startHint") };
}

/** The last page of a task. What it measures is said when the study is over: before the questions that may follow, it
 *  would change their answers. */
export function closingPage(say: SayTask): Page {
  return { title: say("afterTitle"), paragraphs: [say("after")], button: say("next"), hint: say("nextHint") };
}

/** Whether the device is one to tap: instructions then speak of areas, not keys. */
export function isTapped(): boolean {
  return likelyModality() === "touch";
}
