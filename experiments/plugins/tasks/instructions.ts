import { type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import { pauseFrames } from "../clock/presentation.ts";
import { listenForPresses } from "../clock/responses.ts";
import { element, keyCap, type Label } from "../elements.ts";
import { ScreenPlugin } from "../screenPlugin.ts";

const info = {
  name: "saydo-instructions",
  version: "1.0.0",
  parameters: {
    /** Small line above the title, such as "Part 2 of 7". */
    part: { type: ParameterType.STRING, default: "" },
    title: { type: ParameterType.STRING, default: undefined },
    paragraphs: { type: ParameterType.STRING, array: true, default: [] },
    /** What belongs where: `{key, place, groups: [{label, members: [{text, image}]}]}`. */
    sides: { type: ParameterType.OBJECT, array: true, default: [] },
    button: { type: ParameterType.STRING, default: undefined },
    hint: { type: ParameterType.STRING, default: "" },
    /** Pictures to have ready before the button works. */
    images: { type: ParameterType.STRING, array: true, default: [] },
    or: { type: ParameterType.STRING, default: "or" },
  },
  data: {},
} as const;

type Member = { readonly text: string; readonly image: string | null };
export type InstructionSide = {
  readonly key: string;
  readonly place: "left" | "center" | "right";
  readonly groups: readonly { readonly label: Label; readonly members: readonly Member[] }[];
};
type Info = typeof info;
type Trial = TrialType<Info>;
/** A press that was meant for the trial before must not skip what stands here. */
const SETTLE_MS = 250;

/** A page that says what to do; ends by the space bar or its button. Nothing of it is recorded. */
export class InstructionsPlugin extends ScreenPlugin<Trial, undefined> implements JsPsychPlugin<Info> {
  static readonly info = info;

  protected async show(display: HTMLElement, trial: Trial, onLoad: () => void): Promise<undefined> {
    const button = element("button", "saydo-primary", [trial.button]);
    button.type = "button";
    button.disabled = true;
    const page = pageOf(trial, button);
    display.replaceChildren(page);
    // So that a screen reader starts there, and keys scroll a page longer than the window.
    page.querySelector<HTMLElement>(".saydo-title")?.focus({ preventScroll: true });
    onLoad();
    await Promise.all([pauseFrames(SETTLE_MS), imagesReady(trial.images ?? [])]);
    button.disabled = false;
    await new Promise<void>((resolve) => {
      const stop = listenForPresses({ keys: { " ": "go" }, zones: [], onPress: () => go() });
      const go = () => {
        stop();
        resolve();
      };
      button.addEventListener("click", go, { once: true });
    });
  }

  protected override rowOf(): object {
    return {};
  }
}

function pageOf(trial: Trial, button: HTMLElement): HTMLElement {
  // OBJECT parameters reach a plugin untyped.
  const sides = trial.sides as unknown as readonly InstructionSide[];
  const title = element("h1", "saydo-title", [trial.title]);
  title.tabIndex = -1;
  const table =
    sides.length === 0
      ? []
      : [
          element(
            "div",
            "saydo-guide",
            sides.map((side) => guide(side, trial.or ?? "")),
          ),
        ];
  const part = trial.part ? [element("p", "saydo-part", [trial.part])] : [];
  const hint = trial.hint ? [element("p", "saydo-hint", [trial.hint])] : [];
  const text = (trial.paragraphs ?? []).map((paragraph) => element("p", "saydo-text", [paragraph]));
  return element("main", "saydo-instructions", [
    element("div", "saydo-instructions-body", [...part, title, ...text, ...table]),
    element("div", "saydo-instructions-foot", [...hint, button]),
  ]);
}

function guide(side: InstructionSide, or: string): HTMLElement {
  const groups = side.groups.flatMap(({ label, members }, index) => {
    const name = element("p", `saydo-label saydo-${label.style}`, [label.text]);
    const list = members.length === 0 ? [] : [element("p", "saydo-members", members.flatMap(memberNodes))];
    const group = element("div", "saydo-group", [name, ...list]);
    return index === 0 ? [group] : [element("p", "saydo-or", [or]), group];
  });
  const made = element("section", `saydo-guide-side saydo-${side.place}`, [keyCap(side.key), ...groups]);
  made.translate = false;
  return made;
}

function memberNodes({ text, image }: Member, index: number): readonly (Node | string)[] {
  const comma = index === 0 ? "" : ", ";
  if (image === null) return [`${comma}${text}`];
  const picture = element("img", "saydo-member");
  picture.src = image;
  picture.alt = text;
  return [" ", picture];
}

async function imagesReady(sources: readonly string[]): Promise<void> {
  // A picture that cannot load shows its words instead; the task goes on.
  await Promise.allSettled(
    sources.map((source) => {
      const image = new Image();
      image.src = source;
      return image.decode();
    }),
  );
}
