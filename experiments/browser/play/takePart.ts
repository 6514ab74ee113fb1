import type { TimelineDraw } from "../../contract/timeline.ts";
import { getReady } from "../arrival/ready.ts";
import { finish, rescueCode, statusOf, withdraw } from "../leaving/leave.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { OutboxState } from "../outbox/outboxParts.ts";
import { element } from "../pages/element.ts";
import { showEnd } from "../pages/endPage.ts";
import { askToGoOn, showGate, showWaiting } from "../pages/plainPages.ts";
import { askToStop } from "../pages/stopDialog.ts";
import { untilAnswered } from "../session/patiently.ts";
import { resumed } from "../session/place.ts";
import { clockWait } from "../session/retry.ts";
import type { Place, Remembered, SessionRecord } from "../session/sessionRecord.ts";
import { openOutbox, type Stage } from "../session/stage.ts";
import { randomNonce } from "../session/uuid.ts";
import { effortsOf } from "./efforts.ts";
import { type Run, runSteps } from "./runSteps.ts";
import { silenceTask } from "./silenceTask.ts";
import { studySteps } from "./studySteps.ts";

/** From a session with consent to its end page, wherever it was left before. `"lost"`: the server no longer knows this
 *  page's token, so the study has to be entered again. */
export async function takePart(stage: Stage, session: Remembered): Promise<"over" | "lost"> {
  const { record } = session;
  const reply = session.place.nextSeq === 0 ? untouched : await statusOf(stage, session);
  if (reply.kind !== "done") return "lost";
  const before = Math.max(session.place.nextSeq, reply.body.ackedThrough + 1);
  const place = { ...resumed(session.place), nextSeq: before };
  const outbox = await openOutbox(stage, {
    who: record,
    nextSeq: before,
    onChange: (changed) => tellUnsent(stage, changed),
    onRefused: () => leaveToOther(stage),
  });
  stage.memory.keep({ record, place });
  if (place.ending === "erase" || place.ending === "keep" || reply.body.withdrawn) {
    await withdraw(stage, record, { outbox, extent: place.ending === "keep" ? "keep" : "erase" });
    return "over";
  }
  const isOver = reply.body.finished || place.ending !== undefined;
  const end = isOver ? place : await play(stage, { record, place, outbox });
  if (end.ending === "screenedOut") await thank(stage, { record, place: end, outbox });
  else await goHome(stage, { record, place: end, outbox });
  return "over";
}

/** What the server would say of a session in which nothing has happened yet. */
const untouched = { kind: "done", body: { ackedThrough: -1, missing: [], finished: false, withdrawn: false } } as const;

type Session = { readonly record: SessionRecord; readonly place: Place; readonly outbox: Outbox };

async function play(stage: Stage, { record, place, outbox }: Session): Promise<Place> {
  const { shell, memory } = stage;
  showWaiting(shell, shell.texts.welcome.starting);
  const run = await prepare(stage, { record, outbox });
  // A preview that begins in the middle comes back from nowhere.
  if (place.nextSeq > 0 || (place.step > 0 && memory.inThisTab() !== null)) {
    const { resume } = shell.texts;
    const text = resume.text(Math.min(run.steps.length, place.step + 1), run.steps.length);
    await askToGoOn(shell, { title: resume.title, text: [text], goOn: resume.continue });
  }
  let interruptions = 0;
  let isStopping = false;
  shell.stopping(() => {
    if (isStopping) return;
    isStopping = true;
    interruptions += 1;
    void askToStop(shell).then((answer) => {
      isStopping = false;
      if (answer === "goOn") {
        shell.refocus();
        return;
      }
      memory.end(answer);
      silenceTask();
      void withdraw(stage, record, { outbox, extent: answer });
    });
  });
  const takeInterruption = (): boolean => {
    const was = interruptions > 0;
    interruptions = 0;
    return was;
  };
  return runSteps({ ...run, takeInterruption }, place);
}

/** Everything the study needs is here and decoded before its first trial. */
async function prepare(
  stage: Stage,
  { record, outbox }: Pick<Session, "record" | "outbox">,
): Promise<Omit<Run, "takeInterruption">> {
  const { definition: study, language } = record;
  const steps = studySteps(study, record);
  const [efforts, { refreshRateHz }] = await Promise.all([effortsOf(steps), getReady(study)]);
  const { shell, memory } = stage;
  const drawOf = (instance: string) => sealedDraw(stage, { record, outbox, instance });
  const linkOf = (instance: string) => async () =>
    (await import("../leaving/closeDraw.ts")).ownLink(stage, record, instance);
  return { shell, memory, outbox, study, language, steps, efforts, refreshRateHz, drawOf, linkOf };
}

/** The draw of a paid instance. What is drawn with stays in its own chunk: most studies pay for no choice. */
function sealedDraw(
  stage: Stage,
  { record, outbox, instance }: Pick<Session, "record" | "outbox"> & { readonly instance: string },
): TimelineDraw | undefined {
  const commitment = record.commitments?.[instance];
  if (commitment === undefined) return undefined;
  const close = async () => (await import("../leaving/closeDraw.ts")).closeDraw(stage, { record, outbox, instance });
  return { commitment, nonce: randomNonce(), close };
}

/** For whom the study does not look: what was answered is passed on, and the study hears of the end, which takes nobody's
 *  place. */
async function thank(stage: Stage, { record, outbox }: Session): Promise<void> {
  const { shell, memory, api } = stage;
  showGate(shell, "ineligible");
  await outbox.drained();
  const end = await untilAnswered(() => api.finish(record, outbox.trialCount), {
    wait: clockWait,
    random: Math.random,
  });
  if (end.kind === "done") showGate(shell, "ineligible", end.body.redirectUrl);
  outbox.close();
  await memory.forgetOnDevice(record.sessionId);
}

async function goHome(stage: Stage, { record, outbox }: Session): Promise<void> {
  const { shell, memory } = stage;
  memory.end("finish");
  shell.stopping(null);
  shell.progress(null);
  showWaiting(shell, shell.texts.sending.title);
  const finished = await finish(stage, record, outbox);
  if (finished === null) return;
  outbox.close();
  if (finished.outcome === "screenedOut") {
    await memory.forgetOnDevice(record.sessionId);
    return showGate(shell, "ineligible", finished.redirectUrl);
  }
  // The tab still knows the session, so that a reload shows this page again; the device keeps nothing.
  await memory.forgetOnDevice(record.sessionId);
  showEnd(shell, {
    study: record.definition,
    finished,
    ownScores: offered(stage, record),
  });
}

/** The way to the participant's own results, where the study tells them; fetched only then, and without the end
 *  waiting for it. */
function offered(stage: Stage, record: SessionRecord): HTMLElement | null {
  if (!record.definition.ownScores) return null;
  const place = element("section");
  import("../pages/ownScorePage.ts").then(
    ({ offerOwnScores }) => offerOwnScores(stage, record, place),
    () => undefined,
  );
  return place;
}

function tellUnsent({ shell, isKeeping }: Stage, outbox: OutboxState): void {
  // With the first answer rather than at the end, when it may be too late; and after the first load.
  rescueCode().catch(() => undefined);
  // One trial on its way is nothing to tell.
  if (outbox.unsent === 0 || (outbox.unsent === 1 && !outbox.isAway)) {
    shell.unsent("");
    return;
  }
  const isKept = isKeeping && outbox.isDurable;
  const how = isKept ? shell.texts.offline : shell.texts.notKept;
  shell.unsent([shell.texts.unsent(outbox.unsent), ...(outbox.isAway ? [how] : [])].join(". "));
}

function leaveToOther({ shell }: Stage): void {
  silenceTask();
  showGate(shell, "moved");
}

export { getReady };
