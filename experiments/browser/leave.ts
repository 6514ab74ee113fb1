import type { SessionFinished } from "../contract/session.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { element } from "./pages/element.ts";
import { showGate, showWaiting } from "./pages/plainPages.ts";
import type { Credentials } from "./participantApi.ts";
import { untilAnswered } from "./patiently.ts";
import { clockWait } from "./retry.ts";
import type { Stage } from "./stage.ts";

/** Waits until every trial is with the study, then finishes; null when the session ended elsewhere. */
export async function finish(stage: Stage, who: Credentials, outbox: Outbox): Promise<SessionFinished | null> {
  for (;;) {
    const telling = window.setInterval(() => showSending(stage, outbox), 500);
    await outbox.drained();
    const reply = await untilAnswered(() => stage.api.finish(who, outbox.trialCount), {
      wait: clockWait,
      random: Math.random,
      onAway: () => showSending(stage, outbox),
    });
    window.clearInterval(telling);
    if (reply.kind === "done") return reply.body;
    if (reply.kind === "refused" && reply.code === "trials-missing") {
      await outbox.declareLost(missingIn(reply.problem));
      continue;
    }
    showGate(stage.shell, "moved");
    return null;
  }
}

function missingIn(problem: Readonly<Record<string, unknown>>): readonly number[] {
  const missing = problem.missing;
  return Array.isArray(missing) ? missing.filter((seq): seq is number => Number.isInteger(seq)) : [];
}

function showSending({ shell }: Stage, outbox: Outbox): void {
  const { sending } = shell.texts;
  const text = outbox.isAway ? [sending.text(outbox.unsent), sending.away] : [sending.text(outbox.unsent)];
  shell.stopping(null);
  shell.show({ title: sending.title, body: text.map((line) => element("p", {}, [line])) });
}

/** Passes the wish to stop on, until the study knows it, and leaves nothing on the device. */
export async function withdraw(
  stage: Stage,
  who: Credentials,
  given: { readonly outbox: Outbox; readonly extent: "keep" | "erase" },
): Promise<void> {
  const { shell, memory, api } = stage;
  const { stop } = shell.texts;
  shell.progress(null);
  shell.stopping(null);
  showWaiting(shell, stop.working);
  // Answers that are to be kept must arrive first: nothing is taken after the withdrawal.
  if (given.extent === "keep") await given.outbox.drained();
  given.outbox.close();
  await untilAnswered(() => api.withdraw(who, given.extent === "erase"), {
    wait: clockWait,
    random: Math.random,
    onAway: () => showWaiting(shell, stop.waiting),
  });
  await memory.forget(who.sessionId);
  const [title, text] =
    given.extent === "erase" ? [stop.erasedTitle, stop.erasedText] : [stop.keptTitle, stop.keptText];
  shell.unsent("");
  shell.show({ title, body: [element("p", {}, [text])] });
}
