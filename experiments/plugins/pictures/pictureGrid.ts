import { type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import type { SimulatedPerson } from "../../contract/simulatedPerson.ts";
import { showOnFrame } from "../clock/presentation.ts";
import { eventTimeMs } from "../clock/responses.ts";
import { passTime } from "../clock/simulatedTiming.ts";
import { element, type StyledStimulus, stimulusElement } from "../elements.ts";
import { ScreenPlugin } from "../screenPlugin.ts";

const info = {
  name: "saydo-picture-grid",
  version: "1.0.0",
  parameters: {
    title: { type: ParameterType.STRING, default: undefined },
    question: { type: ParameterType.STRING, default: undefined },
    /** `{name, text, image, path}`, in the order shown. */
    pictures: { type: ParameterType.OBJECT, array: true, default: undefined },
    fewest: { type: ParameterType.INT, default: 1 },
    most: { type: ParameterType.INT, default: 5 },
    /** Says how many are chosen. */
    counter: { type: ParameterType.FUNCTION, default: (n: number) => String(n) },
    button: { type: ParameterType.STRING, default: "Continue" },
    /** Gets the chosen pictures, in order of choosing. */
    chosen: { type: ParameterType.FUNCTION, default: () => undefined },
  },
  data: {},
} as const;

export type GridPicture = {
  readonly name: string;
  readonly text: string;
  readonly image: string | null;
  readonly path?: string;
};
export type ChosenPicture = {
  readonly picture: GridPicture;
  readonly position: number;
  readonly chosenAfterMs: number;
};
type Info = typeof info;
type Trial = TrialType<Info>;
type Grid = { readonly chosen: readonly ChosenPicture[] };
type Functions = {
  readonly pictures: readonly GridPicture[];
  readonly counter: (n: number) => string;
  readonly chosen: (chosen: readonly ChosenPicture[]) => void;
};

/** A grid of pictures of which some are chosen; each is a toggle button, so keyboard and screen reader work alike. */
export class PictureGridPlugin extends ScreenPlugin<Trial, Grid> implements JsPsychPlugin<Info> {
  static readonly info = info;

  protected async show(display: HTMLElement, trial: Trial, onLoad: () => void): Promise<Grid> {
    const page = gridPage(trial);
    const { shownAtMs } = await showOnFrame(() => display.replaceChildren(page.root));
    onLoad();
    return { chosen: await page.done(shownAtMs) };
  }

  protected override rowOf(trial: Trial, { chosen }: Grid): object {
    // FUNCTION parameters reach a plugin untyped.
    (trial as unknown as Functions).chosen(chosen);
    return {};
  }
}

function gridPage(trial: Trial) {
  // OBJECT and FUNCTION parameters reach a plugin untyped.
  const { pictures, counter } = trial as unknown as Functions;
  const { fewest = 1, most = 5 } = trial;
  const tiles = pictures.map(tile);
  const count = element("p", "saydo-count", [counter(0)]);
  count.setAttribute("role", "status");
  const next = element("button", "saydo-primary", [trial.button ?? ""]);
  next.type = "button";
  next.disabled = true;
  const body = element("div", "saydo-instructions-body", [
    element("h1", "saydo-title", [trial.title]),
    element("p", "saydo-text", [trial.question]),
    element("div", "saydo-grid", tiles),
  ]);
  const root = element("main", "saydo-instructions", [body, element("div", "saydo-instructions-foot", [count, next])]);
  const done = (shownAtMs: number) =>
    new Promise<readonly ChosenPicture[]>((resolve) => {
      let chosen: readonly ChosenPicture[] = [];
      const toggle = (position: number, event: Event) => {
        const isChosen = chosen.some((one) => one.position === position);
        if (!isChosen && chosen.length >= most) return;
        const picture = { picture: pictures[position]!, position, chosenAfterMs: eventTimeMs(event) - shownAtMs };
        chosen = isChosen ? chosen.filter((one) => one.position !== position) : [...chosen, picture];
        tiles[position]?.setAttribute("aria-pressed", String(!isChosen));
        count.textContent = counter(chosen.length);
        next.disabled = chosen.length < fewest;
      };
      for (const [position, button] of tiles.entries())
        button.addEventListener("click", (event) => toggle(position, event));
      next.addEventListener("click", () => resolve(chosen));
    });
  return { root, done };
}

function tile(picture: GridPicture): HTMLButtonElement {
  const stimulus: StyledStimulus = { ...picture, style: "plain" };
  const button = element("button", "saydo-tile", [stimulusElement(stimulus).node]);
  button.type = "button";
  button.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-label", picture.text);
  return button;
}

const MS_PER_CHOICE = 4000;

/** How a simulated person chooses: as few as allowed, at random, one after another. */
export function simulatedGrid(person: SimulatedPerson, pictures: readonly GridPicture[], fewest: number) {
  let left = pictures.map((picture, position) => ({ picture, position }));
  passTime(person, fewest * MS_PER_CHOICE);
  const chosen = Array.from({ length: fewest }, (_, index): ChosenPicture => {
    const one = left[Math.floor(person.random() * left.length)]!;
    left = left.filter(({ position }) => position !== one.position);
    return { ...one, chosenAfterMs: (index + 1) * MS_PER_CHOICE };
  });
  return { chosen };
}
