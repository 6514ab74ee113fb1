import { memoryStorage } from "../outbox/outboxStorage.ts";
import { element } from "../pages/element.ts";
import type { Shell } from "../pages/shell.ts";
import { studySteps } from "../play/studySteps.ts";
import { type Remembered, type SessionRecord, sessionMemory } from "../session/sessionRecord.ts";
import { shownStudy } from "../session/shownStudy.ts";
import type { Stage } from "../session/stage.ts";
import { chooseLanguage } from "../texts.ts";
import { previewApi } from "./previewApi.ts";

const marks: Readonly<Record<string, string>> = {
  en: "Preview: nothing is sent or kept.",
  nl: "Voorbeeld: er wordt niets verstuurd of bewaard.",
  de: "Vorschau: nichts wird gesendet oder gespeichert.",
};

/** A stage on which a draft is played: nothing is sent anywhere, and nothing is kept on the device. */
export function previewStage(shell: Shell): Stage {
  const storage = memoryStorage();
  document.body.prepend(
    element("p", { class: "preview-mark", role: "note" }, [marks[shell.language] ?? marks["en"] ?? ""]),
  );
  return { shell, api: previewApi(), storage, memory: sessionMemory(null, storage), isKeeping: false };
}

/** A session that has come as far as the measure that the address names (`?from=<instance>`), without the pages before it;
 *  null where it names none, or the draft's flow does not reach it. */
export async function begunAt({ api, shell }: Stage, query: URLSearchParams): Promise<Remembered | null> {
  const from = query.get("from");
  if (from === null) return null;
  const study = await api.study("");
  const started = await api.start({ study: "", parameters: {} });
  if (study.kind !== "done" || started.kind !== "done") return null;
  const definition = shownStudy(started.body.study.definition);
  if (definition === null) return null;
  const { sessionId, token, assignment, seed } = started.body;
  const step = studySteps(definition, { assignment, seed }).findIndex(({ instance }) => instance === from);
  if (step < 0) return null;
  const language = chooseLanguage(definition.languages, [query.get("language") ?? "", ...navigator.languages]);
  await shell.speak(language);
  const { id: studyId, hash } = started.body.study;
  const record: SessionRecord = {
    studyId,
    hash,
    sessionId,
    token,
    assignment,
    seed,
    language,
    definition,
    arrivedAs: "",
  };
  return { record, place: { step, attempt: 0, elsewhere: 0, hasTrials: false, nextSeq: 0 } };
}
