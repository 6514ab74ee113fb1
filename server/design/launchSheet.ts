import type { Study } from "../../experiments/contract/study.ts";
import { type LocalText, textIn } from "../../experiments/contract/text.ts";
import { instancesOf } from "../../experiments/studyFile/flow.ts";

/** Something to look at before a study is launched, with the form in which it is set where there is one. It stops nothing. */
export type Remark = { readonly text: string; readonly form?: string };

export type LaunchSheet = {
  readonly remarks: readonly Remark[];
  /** What of a participant is kept, in the order in which it comes. */
  readonly collected: readonly string[];
  readonly whoCanTakePart: readonly string[];
  readonly minutes: number;
  readonly answers: number;
  readonly planned: number | null;
};

/** What a researcher should see of a study before people do, read from the study itself. */
export function launchSheet(study: Study, origin: string): LaunchSheet {
  const efforts = instancesOf(study).map(({ measure, parameters }) => measure.effort(parameters));
  const minutes = efforts.reduce((sum, one) => sum + one.minutes, 0);
  return {
    remarks: [...addressRemarks(study, origin), ...textRemarks(study), ...planRemarks(study, minutes)],
    collected: collectedOf(study),
    whoCanTakePart: admittedBy(study),
    minutes,
    answers: efforts.reduce((sum, one) => sum + one.trials, 0),
    planned: study.quota?.completes ?? null,
  };
}

const panels: readonly string[] = ["prolific", "sona", "mturk"];

function addressRemarks({ recruitment }: Study, origin: string): readonly Remark[] {
  const isHere = origin !== "" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(origin).hostname);
  const form = "form/recruitment";
  return [
    ...(isHere ? [{ text: `Participants' address is ${origin}: it opens on this computer only.` }] : []),
    ...(panels.includes(recruitment.source) && recruitment.redirectUrl === undefined
      ? [{ text: `People come from ${recruitment.source} and are sent nowhere at the end.`, form }]
      : []),
  ];
}

/** A text that exists in one language only where the study speaks several. */
function textRemarks(study: Study): readonly Remark[] {
  const texts: readonly (readonly [string, LocalText | undefined, string])[] = [
    ["title", study.title, "form/study"],
    ["consent text", study.consent.text, "form/consent"],
    ["text at the end", study.debrief, "form/study"],
  ];
  const missing = texts.flatMap(([name, text, form]) => {
    const others = text === undefined ? [] : study.languages.filter((language) => !isIn(text, language));
    return others.map((language) => ({ text: `The ${name} is not there in ${language}.`, form }));
  });
  const isReachable = /@|\d{5}/.test(study.consent.contact.replaceAll(/[\s()/-]/g, ""));
  const contact = "The contact is neither an e-mail address nor a telephone number.";
  return [...missing, ...(isReachable ? [] : [{ text: contact, form: "form/consent" }])];
}

function isIn(text: LocalText, language: string): boolean {
  return typeof text === "string" || (text[language] ?? text[language.split("-")[0] ?? ""]) !== undefined;
}

const LONG_MINUTES = 20;

function planRemarks(study: Study, minutes: number): readonly Remark[] {
  return [
    ...(study.quota === undefined
      ? [
          {
            text: "No number of people is planned: results are shown from the first person on.",
            form: "form/recruitment",
          },
        ]
      : []),
    ...(minutes > LONG_MINUTES
      ? [
          {
            text: `It takes about ${Math.round(minutes)} minutes; over ${LONG_MINUTES}, more people leave.`,
            form: "measures",
          },
        ]
      : []),
  ];
}

const purposeWords: Readonly<Record<string, string>> = {
  linkPurchases: "if they agree: their purchases after taking part, put beside their answers by the panel's id",
  linkHistory: "if they agree: their purchases from before",
  recontact: "if they agree: that they may be asked again",
  shareData: "if they agree: that their answers may be shared without their identity",
};

function collectedOf(study: Study): readonly string[] {
  const measures = instancesOf(study).map(({ instance, measure }) => {
    const what = measure.kind === "implicit" ? "each answer with its time in ms" : "each answer";
    return `${textIn(measure.title, "en")} (${instance}): ${what}`;
  });
  return [
    "when they agreed, to what, and the version of the text",
    ...measures,
    "the browser's name and version, the size of its window, touch or mouse, and how far its clock is off",
    ...(panels.includes(study.recruitment.source) || study.recruitment.panelParameter !== undefined
      ? ["the panel's id, kept apart from the answers under a key of its own"]
      : []),
    ...study.consent.ask.flatMap((purpose) => purposeWords[purpose] ?? []),
  ];
}

const comeBy: Readonly<Record<Study["recruitment"]["source"], string>> = {
  open: "everybody with the link",
  personal: "everybody with a personal link that you make",
  singleUse: "everybody with a link that works once",
  prolific: "people whom Prolific sends",
  sona: "people whom SONA sends",
  mturk: "people whom MTurk or CloudResearch sends",
};

function admittedBy(study: Study): readonly string[] {
  const { recruitment, consent, device, languages, quota } = study;
  const isScreened = study.flow.some(({ part }) => part === "screening");
  return [
    comeBy[recruitment.source],
    `from ${consent.minimumAge} years on`,
    `who read ${languages.join(" or ")}`,
    ...(device?.keyboard ? ["with a real keyboard"] : []),
    ...(device ? [`in a window of at least ${device.leastWidth} pixels`] : []),
    ...(isScreened ? ["whose answers to the screening are the ones looked for"] : []),
    ...(quota ? [`until ${quota.completes} have finished`] : []),
  ];
}
