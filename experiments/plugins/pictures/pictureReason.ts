import { type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import type { SimulatedPerson } from "../../contract/simulatedPerson.ts";
import { showOnFrame } from "../clock/presentation.ts";
import { eventTimeMs, watchModality } from "../clock/responses.ts";
import { simulatedObservation } from "../clock/simulatedTiming.ts";
import { watchVisibility } from "../clock/visibility.ts";
import { element, stimulusElement } from "../elements.ts";
import type { Observed } from "../recordedBody.ts";
import { RecordedScreenPlugin } from "../screenPlugin.ts";
import type { GridPicture } from "./pictureGrid.ts";

const info = {
  name: "saydo-picture-reason",
  version: "1.0.0",
  parameters: {
    title: { type: ParameterType.STRING, default: undefined },
    question: { type: ParameterType.STRING, default: undefined },
    /** The picture asked about: `{name, text, image, path}`. */
    picture: { type: ParameterType.OBJECT, default: undefined },
    button: { type: ParameterType.STRING, default: "Continue" },
    /** Makes the jsPsych row from what was given; that itself when absent. */
    record: { type: ParameterType.FUNCTION, default: (given: unknown) => given },
  },
  data: {
    /** Latency as jsPsych counts it, whole ms. */
    rt: { type: ParameterType.INT },
  },
} as const;

/** A reason in the person's own words. */
export type PictureReason = { readonly observed: Observed; readonly reason: string; readonly latencyMs: number };
type Info = typeof info;
type Trial = TrialType<Info>;
const LONGEST_REASON = 2000;

/** One picture and a field to say why it was chosen. */
export class PictureReasonPlugin extends RecordedScreenPlugin<Trial, PictureReason> implements JsPsychPlugin<Info> {
  static readonly info = info;

  protected async show(display: HTMLElement, trial: Trial, onLoad: () => void): Promise<PictureReason> {
    const visibility = watchVisibility();
    const modality = watchModality(display);
    const { root, field, next } = reasonPage(trial);
    const { shownAtMs, drawnAtMs } = await showOnFrame(() => display.replaceChildren(root));
    onLoad();
    field.focus();
    const submitted = await new Promise<Event>((resolve) => {
      next.addEventListener("click", resolve, { once: true });
    });
    const observed: Observed = {
      shownAtMs,
      renderedAtMs: null,
      inputModality: modality.latest(),
      visibilityLost: visibility.wasLost(),
      rt: Math.round(performance.now() - drawnAtMs),
    };
    visibility.stop();
    modality.stop();
    return { observed, reason: field.value.trim(), latencyMs: eventTimeMs(submitted) - shownAtMs };
  }
}

function reasonPage(trial: Trial) {
  // OBJECT parameters reach a plugin untyped.
  const picture = trial.picture as unknown as GridPicture;
  const field = element("textarea", "saydo-reason");
  field.rows = 4;
  field.maxLength = LONGEST_REASON;
  field.id = "saydo-reason";
  const label = element("label", "saydo-text", [trial.question]);
  label.htmlFor = field.id;
  const shown = stimulusElement({ ...picture, style: "plain" }).node;
  shown.setAttribute("role", "img");
  shown.setAttribute("aria-label", picture.text);
  const next = element("button", "saydo-primary", [trial.button ?? ""]);
  next.type = "button";
  next.disabled = true;
  field.addEventListener("input", () => {
    next.disabled = field.value.trim() === "";
  });
  const body = element("div", "saydo-instructions-body", [
    element("h1", "saydo-title", [trial.title]),
    element("div", "saydo-shown", [shown]),
    label,
    field,
  ]);
  return {
    root: element("main", "saydo-instructions", [body, element("div", "saydo-instructions-foot", [next])]),
    field,
    next,
  };
}

const REASON_MS = 20_000;

/** What a simulated person writes, labelled as such. */
export function simulatedReason(person: SimulatedPerson): PictureReason {
  const latencyMs = REASON_MS * (0.5 + person.random());
  return {
    observed: simulatedObservation(person, { latencyMs, trialMs: latencyMs }),
    reason: "(simulated reason)",
    latencyMs,
  };
}
