import type { SessionFinished, SessionStatus } from "../../contract/session.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { element } from "../pages/element.ts";
import { showGate, showWaiting } from "../pages/plainPages.ts";
import { sendingPage } from "../pages/sendingPage.ts";
import { type Settled, untilAnswered } from "../session/patiently.ts";
import { clockWait } from "../session/retry.ts";
import type { Remembered, SessionRecord } from "../session/sessionRecord.ts";
import type { Stage } from "../session/stage.ts";

/** Waits until every trial is with the study, then finishes; null when the session ended elsewhere. */
export async function finish(stage: Stage, record: SessionRecord, outbox: Outbox): Promise<SessionFinished | null> {
  const rescue = await rescuer(record, outbox);
  const show = sendingPage(stage.shell);
  const tell = (): void => show({ unsent: outbox.unsent, isAway: outbox.isAway, rescue });
  for (;;) {
    const telling = window.setInterval(tell, 500);
    await outbox.drained();
    const reply = await untilAnswered(() => stage.api.finish(record, outbox.trialCount), {
      wait: clockWait,
      random: Math.random,
      onAway: () => show({ unsent: outbox.unsent, isAway: true, rescue }),
    });
    window.clearInterval(telling);
    if (reply.kind === "done") return reply.body;
    if (reply.kind === "refused" && reply.code === "trials-missing") {
      await outbox.declareLost(missingIn(reply.problem));
      continue;
    }
    if (reply.kind === "refused" && reply.code === "study-unfinished") {
      tellUnfinished(stage, record);
      return null;
    }
    showGate(stage.shell, "moved");
    return null;
  }
}

/** Everything arrived, and yet it is not the whole study: a mistake that the researcher has to look at. */
function tellUnfinished({ shell }: Stage, { definition }: SessionRecord): void {
  const { gates } = shell.texts;
  const text = gates.unfinished(definition.consent.contact);
  shell.show({ title: gates.unfinishedTitle, body: [element("p", {}, [text])], tone: "alert" });
}

/** What the server has of a session this browser knows. Where nothing but the end is missing and the server stays away,
 *  what the device kept can be saved as a file here too. */
export async function statusOf(stage: Stage, { record, place }: Remembered): Promise<Settled<SessionStatus>> {
  const { shell, api, storage } = stage;
  const pending = place.ending === "finish" ? await storage.trials(record.sessionId).catch(() => []) : [];
  const rescue = await rescuer(record, { pending, trialCount: place.nextSeq });
  const show = sendingPage(shell);
  return untilAnswered(() => api.status(record), {
    wait: clockWait,
    random: Math.random,
    onAway: () => {
      if (pending.length === 0) showGate(shell, "away");
      else show({ unsent: pending.length, isAway: true, rescue });
    },
  });
}

/** Saves what has not arrived as a sealed file; null where the browser cannot seal it: an old one, or a page without
 *  TLS. */
async function rescuer(
  { rescueKey, studyId, sessionId, token }: SessionRecord,
  outbox: Pick<Outbox, "trialCount" | "pending">,
) {
  const sealing = globalThis.isSecureContext ? await rescueCode().catch(() => null) : null;
  if (sealing === null || rescueKey === undefined) return null;
  return (): void => {
    const rescued = { sessionId, token, trialCount: outbox.trialCount, trials: outbox.pending };
    void sealing
      .rescueFile(rescued, { study: studyId, rescueKey })
      .then((file) => sealing.save(file, `${studyId}-${sessionId.slice(0, 8)}.saydo`));
  };
}

/** Fetches the code that seals a rescue file; while there still is a connection. */
export function rescueCode() {
  return import("./rescue.ts");
}

function missingIn(problem: Readonly<Record<string, unknown>>): readonly number[] {
  const missing = problem.missing;
  return Array.isArray(missing) ? missing.filter((seq): seq is number => Number.isInteger(seq)) : [];
}

/** Passes the wish to stop on, until the study knows it, and leaves nothing on the device. */
export async function withdraw(
  stage: Stage,
  who: SessionRecord,
  given: { readonly outbox: Outbox; readonly extent: "keep" | "erase" },
): Promise<void> {
  const { shell, memory, api } = stage;
  const { stop } = shell.texts;
  shell.progress(null);
  shell.stopping(null);
  showWaiting(shell, stop.working);
  let isTold = false;
  const tellAway = (): void => {
    // Once: a page drawn anew would be read out anew.
    if (!isTold) showWaiting(shell, stop.working, stop.waiting);
    isTold = true;
  };
  if (given.extent === "keep") await arrived(given.outbox, tellAway);
  given.outbox.close();
  const patience = { wait: clockWait, random: Math.random, onAway: tellAway };
  const reply = await untilAnswered(() => api.withdraw(who, given.extent === "erase"), patience);
  const isElsewhere = reply.kind === "refused" && reply.code === "not-allowed";
  // Answers given at another device are erased with the code that was given there; this one can only end the session.
  if (isElsewhere) await untilAnswered(() => api.withdraw(who, false), patience);
  await memory.forget(who.sessionId);
  const kept = isElsewhere ? stop.begunElsewhere(who.definition.consent.contact) : stop.keptText;
  const [title, text] =
    given.extent === "erase" && !isElsewhere ? [stop.erasedTitle, stop.erasedText] : [stop.keptTitle, kept];
  shell.show({ title, body: [element("p", {}, [text])] });
}

/** Answers that are to be kept must arrive first: nothing is taken after the withdrawal. */
async function arrived(outbox: Outbox, onAway: () => void): Promise<void> {
  const watching = window.setInterval(() => {
    if (outbox.isAway) onAway();
  }, 500);
  await outbox.drained();
  window.clearInterval(watching);
}
