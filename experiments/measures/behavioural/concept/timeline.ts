import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { SimulatedPerson } from "../../../contract/simulatedPerson.ts";
import { textIn } from "../../../contract/text.ts";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { simulatedObservation } from "../../../plugins/clock/simulatedTiming.ts";
import { type Exposure, ExposurePlugin } from "../../../plugins/pictures/exposure.ts";
import { recordedBody } from "../../../plugins/recordedBody.ts";
import { simulatedBy } from "../../../plugins/taskOptions.ts";
import { wording } from "../../stated/wording.ts";
import type { concept } from "./measure.ts";
import { outline } from "./outline.ts";
import { texts } from "./texts.ts";

export { outline };

type Options = TimelineOptions<z.infer<typeof concept.parameters>>;

/** One screen: what is shown, and a button to go on. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const { parameters, language, product } = options;
  const { content, treatment, level, minimumSeconds } = parameters;
  const say = wording({ texts, overrides: parameters.texts, language, names: { product: product?.name ?? "" } });
  const image = content?.image ?? (content?.film === undefined ? product?.image : undefined);
  const alt = content?.alt === undefined ? (product?.name ?? "") : textIn(content.alt, language);
  const shown = {
    type: ExposurePlugin,
    title: say("title"),
    paragraphs:
      content?.text === undefined
        ? image === undefined && content?.film === undefined
          ? [alt]
          : []
        : [textIn(content.text, language)],
    image: image ?? null,
    alt,
    film: content?.film ?? null,
    captions: content?.captions ?? null,
    language,
    minimum_seconds: minimumSeconds,
    words: {
      ...{ play: say("play"), continue: say("continue"), broken: say("broken") },
      wait: say(content?.film === undefined ? "wait" : "watch"),
    },
    record: ({ observed, ...seen }: Exposure) => ({
      body: recordedBody(
        { measure: outline, options },
        { observed, blockIndex: 0, fields: { trialIndex: 0, treatment, level, ...seen } },
      ),
    }),
    ...simulatedBy(options, (person) =>
      simulatedExposure(person, { minimumSeconds, isFilm: content?.film !== undefined }),
    ),
  };
  return { timeline: (options.fromBlock ?? 0) > 0 ? [] : [shown] };
}

const FILM_MS = 20_000;

function simulatedExposure(
  person: SimulatedPerson,
  { minimumSeconds, isFilm }: { readonly minimumSeconds: number; readonly isFilm: boolean },
): Exposure {
  const extraMs = person.manner === "careful" ? 4000 * Math.exp(0.5 * person.normal()) : 200;
  const latencyMs = 1000 * minimumSeconds + extraMs + (isFilm && person.manner === "careful" ? FILM_MS : 0);
  const ended = isFilm && person.manner === "careful";
  return {
    observed: simulatedObservation(person, { latencyMs, trialMs: latencyMs }),
    shownMs: latencyMs,
    latencyMs,
    film: isFilm ? { playedMs: ended ? FILM_MS : 1000 * minimumSeconds, replays: 0, ended, muted: false } : null,
  };
}
