import type { ConsentGiven, SessionStarted } from "../../contract/session.ts";
import { askConsent } from "../pages/consentPage.ts";
import { button, element } from "../pages/element.ts";
import { askToGoOn, showWaiting } from "../pages/plainPages.ts";
import { effortsOf, minutesOf } from "../play/efforts.ts";
import { studySteps } from "../play/studySteps.ts";
import type { Remembered } from "../session/sessionRecord.ts";
import { type ShownStudy, shownStudy } from "../session/shownStudy.ts";
import { insist, type Stage } from "../session/stage.ts";
import { chooseLanguage, nameOfLanguage } from "../texts.ts";
import { arrivalOf } from "./address.ts";
import { untilFit } from "./fitDevice.ts";
import { agree, type Entry, remembered, startSession, turnedAway } from "./startSession.ts";

/** From the address to a session with consent: reads the study, asks, and only then starts. Null when the page that
 *  stands there now is the end of it. `onStudy` hears of the study as soon as its first page is shown. */
export async function enter(
  stage: Stage,
  studyId: string,
  onStudy: (study: ShownStudy) => void,
): Promise<Remembered | null> {
  const reply = await insist(stage, () => stage.api.study(studyId));
  if (reply.kind !== "done") return turnedAway(stage, reply.kind === "refused" ? reply.code : "study-not-found");
  if (reply.body.state !== "open") return turnedAway(stage, `study-${reply.body.state}`);
  const query = new URLSearchParams(window.location.search);
  const arrival = arrivalOf(query, reply.body.definition.recruitment);
  if (arrival.gap === "preview") return turnedAway(stage, "preview");
  if (arrival.gap === "link") return turnedAway(stage, "no-panel-id");
  // The study refuses it itself, and notes for the researcher that the link is not filled in.
  if (arrival.gap === "panelId") return startSession(stage, { study: reply.body, arrival }).then(() => null);
  await speak(stage, reply.body.definition);
  onStudy(reply.body.definition);
  await untilFit(stage.shell, reply.body.definition.device);
  return consentAndStart(stage, { study: reply.body, arrival });
}

async function consentAndStart(stage: Stage, entry: Entry): Promise<Remembered | null> {
  let shown = entry.study;
  let started: SessionStarted | null = null;
  for (;;) {
    const purposes = await decide(stage, shown.definition, started === null ? null : "changed");
    if (purposes === "declined") {
      await untilReconsidered(stage);
      continue;
    }
    showWaiting(stage.shell, stage.shell.texts.welcome.starting);
    const reply: SessionStarted | null = started === null ? await startSession(stage, entry) : started;
    if (reply === null) return null;
    started = reply;
    const definition = shownStudy(started.study.definition);
    if (definition === null) throw new RangeError("the study's definition is not one");
    // What was shown must be what is agreed to; a study relaunched in between is shown anew.
    const isSame = started.consentHash === shown.consentHash;
    shown = { ...shown, consentHash: started.consentHash, definition };
    if (!isSame) continue;
    const agreed = await agree(stage, started, purposes);
    if (agreed === "changed") continue;
    if (agreed === "lost") {
      stage.memory.forgetStartKey();
      started = null;
      continue;
    }
    return agreed === null ? null : remembered(stage, { started, definition, arrival: entry.arrival });
  }
}

async function decide(
  stage: Stage,
  study: ShownStudy,
  notice: "changed" | null,
): Promise<ConsentGiven["purposes"] | "declined"> {
  const { shell } = stage;
  const steps = studySteps(study, { assignment: {}, seed: 0 });
  const minutes = effortsOf(steps).then(minutesOf);
  return new Promise((resolve) => {
    const ask = (): void => {
      offerLanguages(stage, study, ask);
      void askConsent(shell, { study, minutes, notice }).then((choice) => {
        shell.languages([]);
        resolve(choice);
      });
    };
    ask();
  });
}

function offerLanguages({ shell }: Stage, study: ShownStudy, again: () => void): void {
  const others = study.languages.filter((language) => language !== shell.language);
  shell.languages(
    others.map((language) => {
      const choice = button(nameOfLanguage(language), "quiet", () => {
        void shell.speak(language).then(again);
      });
      choice.lang = language;
      return choice;
    }),
  );
}

async function untilReconsidered({ shell }: Stage): Promise<void> {
  const { declined } = shell.texts;
  await new Promise<void>((resolve) => {
    shell.show({
      title: declined.title,
      body: [element("p", {}, [declined.text])],
      actions: [button(declined.reconsider, "quiet", resolve)],
    });
  });
}

function speak({ shell }: Stage, study: ShownStudy): Promise<void> {
  const asked = new URLSearchParams(window.location.search).get("language");
  const wanted = [...(asked === null ? [] : [asked]), ...navigator.languages];
  return shell.speak(chooseLanguage(study.languages, wanted));
}

/** Asks whether the person at this device is the one who began. */
export async function isSamePerson({ shell }: Stage, found: Remembered): Promise<boolean> {
  await shell.speak(found.record.language);
  const { resume } = shell.texts;
  const steps = studySteps(found.record.definition, found.record);
  const answer = await askToGoOn(shell, {
    title: resume.title,
    text: [resume.text(Math.min(steps.length, found.place.step + 1), steps.length)],
    goOn: resume.continue,
    other: resume.anew,
  });
  return answer === "goOn";
}
