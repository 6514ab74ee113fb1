import { initJsPsych } from "jspsych";
import { textIn } from "../../contract/text.ts";
import { element } from "../../plugins/elements.ts";
import * as standalone from "../measures.ts";
import { type Asked, addressOf } from "./asked.ts";
import { entries } from "./entries.ts";
import { measureOf } from "./measureOf.ts";
import { resultPage } from "./resultPage.ts";

const products = [
  { id: "velmora", name: "Velmora" },
  { id: "quenby", name: "Quenby" },
];

/** Plays the measure asked for, then shows what it recorded. Stands as the page's `jsPsych`, as in any experiment. */
export async function playPage(place: HTMLElement, asked: Asked): Promise<void> {
  const measure = measureOf(asked.measure ?? "");
  const { name } = measure;
  document.documentElement.lang = asked.language;
  document.title = `${textIn(measure.title, asked.language)} · Saydo`;
  const task = element("div", "task");
  place.replaceChildren(closing(asked), task);
  // No sound, no video: nothing that a page from the disk could not load.
  const jsPsych = initJsPsych({ display_element: task, override_safe_mode: true });
  Object.assign(window, { jsPsych });
  const { createTimeline } = playable(name);
  const node = createTimeline(jsPsych, {
    product: products[0]!,
    products,
    language: asked.language,
    parameters: asked.length === "short" ? (entries[name as keyof typeof standalone].short ?? {}) : {},
    // Looks like one, and leads nowhere.
    link: async () => "https://example.org/r/gallery",
  });
  // jsPsych's own type of a timeline is narrower than what it accepts.
  await jsPsych.run([node] as unknown as Parameters<typeof jsPsych.run>[0]);
  document.documentElement.lang = "en";
  place.replaceChildren(resultPage(asked, jsPsych));
  document.body.dataset["done"] = "yes";
}

function playable(name: string): typeof standalone.iat {
  const found = Object.entries(standalone).find(([known]) => known === name)?.[1];
  if (!found) throw new RangeError(`the package has no measure "${name}"`);
  // One measure of many: its own parameters' type is lost, its schema checks them all the same.
  return found as typeof standalone.iat;
}

function closing(asked: Asked): HTMLElement {
  const link = element("a", "leave", ["×"]);
  link.href = addressOf({ ...asked, measure: null });
  link.setAttribute("aria-label", "Back to every measure");
  return link;
}
