import type { JsPsych } from "jspsych";
import { textIn } from "../../../contract/text.ts";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import {
  type ChosenPicture,
  type GridPicture,
  PictureGridPlugin,
  simulatedGrid,
} from "../../../plugins/pictures/pictureGrid.ts";
import { type PictureReason, PictureReasonPlugin, simulatedReason } from "../../../plugins/pictures/pictureReason.ts";
import { recordedBody } from "../../../plugins/recordedBody.ts";
import { simulatedBy } from "../../../plugins/taskOptions.ts";
import { randomStream } from "../../../random/randomStream.ts";
import { speaker } from "../texts.ts";
import { drawings } from "./drawings.ts";
import { outline } from "./outline.ts";
import type { MetaphorParameters } from "./parameters.ts";
import { metaphorTexts } from "./texts.ts";
import type { MetaphorTrial } from "./trial.ts";

export { outline };

type Options = TimelineOptions<MetaphorParameters>;

/** Choosing pictures, then a page for each asking why; each explained picture is a row with `body`. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const { parameters } = options;
  const say = speaker(metaphorTexts, { own: parameters.texts, language: options.language });
  const pictures = shuffledPictures(options);
  const most = Math.min(parameters.most, pictures.length);
  const fewest = Math.min(parameters.fewest, most);
  const product = options.product?.name ?? say("product");
  let chosen: readonly ChosenPicture[] = [];
  const grid = {
    type: PictureGridPlugin,
    title: say("title", { product }),
    question: say("choose", { product, fewest, most }),
    pictures,
    fewest,
    most,
    counter: (n: number) => say("chosen", { n, most }),
    button: say("next"),
    chosen: (picked: readonly ChosenPicture[]) => {
      chosen = picked;
    },
    record_data: false,
    ...simulatedBy(options, (person) => simulatedGrid(person, pictures, fewest)),
  };
  const reasons = Array.from({ length: most }, (_, index) => ({
    conditional_function: () => index < chosen.length,
    timeline: [reasonNode(options, { say, product, index }, () => chosen[index]!)],
  }));
  return { timeline: [grid, ...reasons] };
}

function shuffledPictures({ parameters, language, seed }: Options): readonly GridPicture[] {
  const own = parameters.pictures.map(({ image, alt }) => ({ name: image, text: textIn(alt, language), image }));
  const drawn = Object.entries(drawings).map(([name, { path, ...alt }]) => ({
    name,
    text: textIn(alt, language),
    image: null,
    path,
  }));
  return randomStream(seed).shuffle<GridPicture>(own.length > 0 ? own : drawn);
}

type Words = {
  readonly say: ReturnType<typeof speaker<keyof typeof metaphorTexts>>;
  readonly product: string;
  readonly index: number;
};

function reasonNode(options: Options, { say, product, index }: Words, chosen: () => ChosenPicture) {
  return {
    type: PictureReasonPlugin,
    title: say("whyTitle"),
    question: say("why", { product }),
    picture: () => chosen().picture,
    button: say("next"),
    record: (given: PictureReason) => {
      const { picture, position, chosenAfterMs } = chosen();
      const fields = {
        trialIndex: index,
        picture: picture.name,
        position,
        chosenAfterMs,
        reason: given.reason,
        latencyMs: given.latencyMs,
      } satisfies MetaphorTrial;
      return { body: recordedBody({ measure: outline, options }, { observed: given.observed, fields }) };
    },
    ...simulatedBy(options, simulatedReason),
  };
}
