import { isPreviewAt, studyIdOf } from "./arrival/address.ts";
import { enter } from "./arrival/enter.ts";
import { recall, sendWhatIsLeft } from "./arrival/recall.ts";
import { askToGoOn, showFault, showGate } from "./pages/plainPages.ts";
import { Shell } from "./pages/shell.ts";
import { silenceTask } from "./play/silenceTask.ts";
import { claimTab } from "./session/oneTab.ts";
import type { Remembered } from "./session/sessionRecord.ts";
import type { ShownStudy } from "./session/shownStudy.ts";
import { type Stage, setStage } from "./session/stage.ts";
import { randomUuid } from "./session/uuid.ts";
import { chooseLanguage } from "./texts.ts";

async function participate(shell: Shell): Promise<void> {
  await shell.speak(chooseLanguage(["en", "nl", "de"], navigator.languages));
  const preview = isPreviewAt(window.location.pathname) ? await import("./preview/previewStage.ts") : null;
  const studyId = preview ? "" : studyIdOf(window.location.pathname);
  if (studyId === null) return showGate(shell, "unknown");
  const stage = preview ? preview.previewStage(shell) : await setStage(shell);
  let session = preview
    ? await preview.begunAt(stage, new URLSearchParams(window.location.search))
    : await recall(stage, studyId);
  void sendWhatIsLeft(stage, session?.record.sessionId ?? null);
  // The tasks' code comes while the first page is read.
  const tasks = import("./play/takePart.ts");
  for (;;) {
    const ready = (study: ShownStudy) => void tasks.then(({ getReady }) => getReady(study));
    session ??= new URLSearchParams(window.location.search).has("wave")
      ? await import("./wave/enterWave.ts").then(({ enterWave }) => enterWave(stage, studyId, ready))
      : await enter(stage, studyId, ready);
    if (session === null) return;
    await shell.speak(session.record.language);
    await haveTab(stage, session);
    const { takePart } = await tasks;
    if ((await takePart(stage, session)) === "over") return;
    session = null;
  }
}

/** Waits until this tab is the one that runs the session. */
async function haveTab({ shell }: Stage, { record }: Remembered): Promise<void> {
  const tab = await claimTab(navigator.locks, record.sessionId);
  if (!tab.isFirst) {
    const { gates } = shell.texts;
    await askToGoOn(shell, { title: gates.otherTabTitle, text: [gates.otherTab], goOn: gates.otherTabHere });
    await tab.takeOver();
  }
  void tab.lost.then(() => {
    silenceTask();
    showGate(shell, "moved");
  });
}

function fail(shell: Shell, error: unknown): void {
  console.error(error);
  showFault(shell, randomUuid().slice(0, 8));
}

const root = document.querySelector<HTMLElement>("#saydo");
if (root) {
  const shell = new Shell(root);
  // What a task throws between its trials reaches nobody else; without this the study would just stand still.
  window.addEventListener("unhandledrejection", ({ reason }) => fail(shell, reason));
  participate(shell).catch((error: unknown) => fail(shell, error));
}
