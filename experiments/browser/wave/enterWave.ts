import type { SessionStarted } from "../../contract/session.ts";
import { textIn } from "../../contract/text.ts";
import { type Arrival, arrivalOf } from "../arrival/address.ts";
import { deviceFacts } from "../arrival/device.ts";
import { untilFit } from "../arrival/fitDevice.ts";
import { arrivedAs, remembered, turnedAway } from "../arrival/startSession.ts";
import { button, element, prose } from "../pages/element.ts";
import { showWaiting } from "../pages/plainPages.ts";
import type { Shell } from "../pages/shell.ts";
import { effortsOf, minutesOf } from "../play/efforts.ts";
import { studySteps } from "../play/studySteps.ts";
import { exchange } from "../session/participantApi.ts";
import { isAnything, isSessionStarted } from "../session/replies.ts";
import type { Remembered } from "../session/sessionRecord.ts";
import { type ShownStudy, shownStudy } from "../session/shownStudy.ts";
import { insist, type Stage } from "../session/stage.ts";
import { randomUuid } from "../session/uuid.ts";
import { chooseLanguage } from "../texts.ts";
import { isOpenedWave, type Opened } from "./openedWave.ts";
import { waveTextsIn } from "./waveTexts.ts";

/** From a person's own link to a later part of the study to a session of it, without a second consent: what was agreed to in
 *  the first session holds, and can be ended here. Null when the page that is shown is the end of it. */
export async function enterWave(
  stage: Stage,
  studyId: string,
  onStudy: (study: ShownStudy) => void,
): Promise<Remembered | null> {
  const wave = new URLSearchParams(window.location.search).get("wave")?.trim() ?? "";
  const link = { study: studyId, wave };
  const reply = await insist(stage, () => post("/api/v1/waves/open", link, isOpenedWave));
  if (reply.kind !== "done") return refused(stage, reply.kind === "refused" ? reply.code : "wave-unknown");
  const opened = reply.body;
  const study = shownStudy(opened.definition);
  if (study === null) throw new RangeError("the study's definition is not one");
  await stage.shell.speak(chooseLanguage(study.languages, wantedLanguages(opened)));
  if (opened.state !== "open") return tellState(stage.shell, study, opened);
  onStudy(study);
  await untilFit(stage.shell, study.device);
  const choice = await ask(stage.shell, study, opened);
  if (choice !== "start") return refuse(stage, link, choice);
  const arrival = arrivalOf(new URLSearchParams(window.location.search), study.recruitment);
  showWaiting(stage.shell, stage.shell.texts.welcome.starting);
  const started = await start(stage, link, arrival);
  const definition = started && shownStudy(started.study.definition);
  return started && definition ? remembered(stage, { started, definition, arrival }) : null;
}

type Link = { readonly study: string; readonly wave: string };

function post<T>(path: string, body: unknown, reply: (value: unknown) => value is T) {
  return exchange((address, options) => fetch(address, options), { method: "POST", path, body, reply });
}

function wantedLanguages({ language }: Opened): readonly string[] {
  const asked = new URLSearchParams(window.location.search).get("language");
  return [...(asked === null ? [] : [asked]), language, ...navigator.languages];
}

async function start(stage: Stage, link: Link, arrival: Arrival): Promise<SessionStarted | null> {
  const startKey = stage.memory.startKey(`${link.study} ${arrivedAs(arrival)}`, () => randomUuid() + randomUuid());
  const parameters = { ...arrival.parameters, ...deviceFacts(window) };
  const body = { ...link, startKey, language: stage.shell.language, parameters };
  const reply = await insist(stage, () => post("/api/v1/sessions", body, isSessionStarted));
  if (reply.kind === "done") return reply.body;
  return refused(stage, reply.kind === "refused" ? reply.code : "wave-unknown");
}

type Choice = "start" | "wave" | "never";

/** Says which part this is, how long it takes, and what was agreed to; both ways to say no are as easy as yes. */
function ask(shell: Shell, study: ShownStudy, opened: Opened): Promise<Choice> {
  const texts = waveTextsIn(shell.language);
  const length = element("p", {}, [texts.part(opened.part, opened.parts)]);
  void effortsOf(studySteps(study, { assignment: {}, seed: 0 }))
    .then(minutesOf)
    .then((minutes) => {
      if (minutes !== null) length.textContent = texts.partFor(opened.part, opened.parts, minutes);
    });
  return new Promise((resolve) => {
    shell.show({
      title: texts.welcome,
      body: [
        element("p", { class: "byline" }, [textIn(study.title, shell.language)]),
        length,
        element("p", {}, [texts.same]),
        element("details", {}, [
          element("summary", {}, [texts.agreed]),
          ...prose(textIn(study.consent.text, shell.language)),
        ]),
        element("p", { class: "quiet-text" }, [shell.texts.welcome.contact(study.consent.contact)]),
      ],
      actions: [
        button(texts.never, "quiet", () => resolve("never")),
        button(texts.notNow, "quiet", () => resolve("wave")),
        button(shell.texts.welcome.start, "primary", () => resolve("start")),
      ],
    });
  });
}

async function refuse(stage: Stage, link: Link, extent: Exclude<Choice, "start">): Promise<null> {
  const { shell } = stage;
  const texts = waveTextsIn(shell.language);
  await insist(stage, () => post("/api/v1/waves/refuse", { ...link, extent }, isAnything));
  const text = extent === "never" ? texts.neverText : texts.notNowText;
  shell.show({ title: texts.refusedTitle, body: [element("p", {}, [text])] });
  return null;
}

/** Why the link does not lead on now. */
function tellState(shell: Shell, study: ShownStudy, { state, opens, closes }: Opened): null {
  const texts = waveTextsIn(shell.language);
  const day = (at: string): string =>
    new Date(at).toLocaleDateString(shell.language, { day: "numeric", month: "long", year: "numeric" });
  const { title, text } = {
    early: { title: texts.earlyTitle, text: texts.early(day(opens)) },
    late: { title: texts.lateTitle, text: texts.late(day(closes)) },
    done: { title: texts.doneTitle, text: texts.done },
    ended: { title: texts.endedTitle, text: texts.ended },
    open: { title: texts.welcome, text: "" },
  }[state];
  shell.show({
    title,
    body: [
      element("p", { class: "byline" }, [textIn(study.title, shell.language)]),
      element("p", {}, [text]),
      element("p", { class: "quiet-text" }, [shell.texts.welcome.contact(study.consent.contact)]),
    ],
  });
  return null;
}

/** A refusal that a wave alone knows has its own page; every other leads to the study's. */
function refused(stage: Stage, code: string): null {
  const texts = waveTextsIn(stage.shell.language);
  const pages = new Map([
    ["wave-unknown", { title: texts.unknownTitle, text: texts.unknown }],
    ["wave-late", { title: texts.lateTitle, text: texts.done }],
    ["already-taken-part", { title: texts.doneTitle, text: texts.done }],
    ["recontact-ended", { title: texts.endedTitle, text: texts.ended }],
  ]);
  const page = pages.get(code);
  if (page === undefined) return turnedAway(stage, code);
  stage.shell.show({ title: page.title, body: [element("p", {}, [page.text])] });
  return null;
}
