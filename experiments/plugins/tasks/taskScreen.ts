import { listenForPresses, type Press } from "../clock/responses.ts";
import { element, keyCap, type Label, labelElements, type StyledStimulus, stimulusElement } from "../elements.ts";
import { listenForSwipes } from "./swipes.ts";

/** Where a response is made: a key, and a zone in the lower third of the screen that carries its labels. */
export type ChoiceZone = {
  readonly choice: string;
  readonly key: string;
  readonly place: "left" | "center" | "right";
  readonly labels: readonly Label[];
};

/** The screen of a timed task while one trial runs. */
export type TaskScreen = {
  /** Listens for responses until the returned function is called. */
  readonly listen: (onPress: (press: Press) => void) => () => void;
  /** Replaces what stands in the middle (null: nothing); returns the id its render time is known by. */
  readonly show: (stimulus: StyledStimulus | null) => string;
  readonly mark: (mark: "right" | "wrong") => void;
  readonly say: (text: string) => void;
  /** The colour everything stands on, as the browser draws it. */
  readonly ground: string;
  /** Moves what stands in the middle nearer or away. */
  readonly move: (choice: string) => void;
};

type Content = {
  readonly choices: readonly ChoiceZone[];
  readonly movement: "press" | "swipe";
  readonly prompt: string | null;
  readonly or: string;
  readonly wrong: string;
};

const PLACES = ["left", "center", "right"];

/** Builds the screen: labels with their keys at the top, the stimulus in the exact centre, feedback below it, and the
 *  zones in the lower third, so that no finger covers the stimulus. */
export function taskScreen(display: HTMLElement, content: Content): TaskScreen {
  const { or } = content;
  const choices = content.choices.toSorted((a, b) => PLACES.indexOf(a.place) - PLACES.indexOf(b.place));
  const labels = choices.map((zone) => labelBox(zone, or));
  const zones = choices.map((zone) => ({ element: zoneBox(zone, or), choice: zone.choice }));
  const stimulusPlace = element("div", "");
  const feedback = element("div", "saydo-feedback");
  const middle = element("div", "saydo-middle", [element("div", "saydo-shown-stimulus", [stimulusPlace, feedback])]);
  const prompt = element("p", "saydo-prompt", [content.prompt ?? ""]);
  const root = element("div", `saydo-task saydo-by-${content.movement}`, [
    element("div", "saydo-labels", labels),
    prompt,
    middle,
    element(
      "div",
      "saydo-zones",
      zones.map((zone) => zone.element),
    ),
  ]);
  // Words that a browser translated would be other words, and others in length.
  root.translate = false;
  root.addEventListener("contextmenu", (event) => event.preventDefault());
  display.replaceChildren(root);
  return {
    listen: (onPress) => listenOn(root, { ...content, zones }, onPress),
    show: (stimulus) => {
      const shown = stimulus === null ? null : stimulusElement(stimulus);
      stimulusPlace.replaceChildren(...(shown === null ? [] : [shown.node]));
      return shown?.timingId ?? "";
    },
    mark: (mark) => feedback.replaceChildren(markElement(mark, content.wrong)),
    ground: getComputedStyle(root).backgroundColor,
    say: (text) => feedback.replaceChildren(element("span", "saydo-said", [text])),
    move: (choice) => middle.classList.add(`saydo-moved-${choice}`),
  };
}

type Sources = Content & { readonly zones: readonly { readonly element: Element; readonly choice: string }[] };

function listenOn(
  root: HTMLElement,
  { choices, movement, zones }: Sources,
  onPress: (press: Press) => void,
): () => void {
  const keys = Object.fromEntries(choices.map(({ key, choice }) => [key, choice]));
  const [up, down] = choices;
  if (movement === "press" || !up || !down) return listenForPresses({ keys, zones, onPress });
  const stopKeys = listenForPresses({ keys, zones: [], onPress });
  const stopSwipes = listenForSwipes(root, { up: up.choice, down: down.choice }, onPress);
  return () => {
    stopKeys();
    stopSwipes();
  };
}

function labelBox(zone: ChoiceZone, or: string): HTMLElement {
  const box = element("div", `saydo-side saydo-${zone.place}`, [keyCap(zone.key)]);
  box.append(element("div", "saydo-side-labels", labelElements(zone.labels, or)));
  return box;
}

function zoneBox(zone: ChoiceZone, or: string): HTMLElement {
  const box = element("div", `saydo-zone saydo-${zone.place}`, [keyCap(zone.key)]);
  box.append(element("div", "saydo-side-labels", labelElements(zone.labels, or)));
  box.dataset.choice = zone.choice;
  return box;
}

function markElement(mark: "right" | "wrong", wrong: string): HTMLElement {
  const made = element("span", `saydo-mark saydo-mark-${mark}`);
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", mark === "wrong" ? wrong : "✓");
  return made;
}
