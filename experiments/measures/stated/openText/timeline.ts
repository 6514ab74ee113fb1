import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { aroundWords, fromBlock, itemTrial, itemWording } from "../../../plugins/items/itemTimeline.ts";
import { TextPlugin } from "../../../plugins/items/textPlugin.ts";
import type { openText } from "./measure.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

/** Marked as such, so that nobody takes it for something a person wrote. */
const SIMULATED_TEXT = "Simulated answer";

/** One item: an answer in own words. */
export function createTimeline(_jsPsych: JsPsych, options: TimelineOptions<z.infer<typeof openText.parameters>>) {
  const shared = { measure: outline, options };
  const { minimumCharacters, maximumCharacters } = options.parameters;
  const say = itemWording(shared, texts, { minimum: String(minimumCharacters) });
  const item = {
    type: TextPlugin,
    question: say("question"),
    help: say("help"),
    minimum_characters: minimumCharacters,
    maximum_characters: maximumCharacters,
    too_short: say("tooShort"),
    ...itemTrial<string>(shared, {
      item: "openText",
      index: 0,
      around: aroundWords(say),
      simulate: () => ({ value: SIMULATED_TEXT.padEnd(minimumCharacters, ".").slice(0, maximumCharacters) }),
    }),
  };
  return fromBlock([item], options);
}
