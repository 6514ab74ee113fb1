import { untilAnswered } from "../session/patiently.ts";
import { clockWait } from "../session/retry.ts";
import type { Place, Remembered } from "../session/sessionRecord.ts";
import { openOutbox, type Stage } from "../session/stage.ts";
import { arrivalOf } from "./address.ts";
import { isSamePerson } from "./enter.ts";
import { arrivedAs } from "./startSession.ts";

/** The session this person began here earlier, or null. In the same tab it is taken up at once; one found on the device
 *  only after asking, because others may use the device too. */
export async function recall(stage: Stage, studyId: string): Promise<Remembered | null> {
  const onDevice = await stage.memory.onThisDevice();
  const isMeant = ({ record }: Remembered): boolean =>
    record.studyId === studyId && record.arrivedAs === arrivedAs(arrivalOf(query(), record.definition.recruitment));
  const inTab = stage.memory.inThisTab();
  if (inTab !== null && isMeant(inTab)) {
    const same = onDevice.find(({ record }) => record.sessionId === inTab.record.sessionId);
    return same === undefined ? inTab : { record: inTab.record, place: furthest(inTab.place, same.place) };
  }
  const found = onDevice.find(isMeant);
  if (found === undefined || found.place.ending !== undefined) return null;
  // Someone who comes with an id of their own is known by it.
  if (found.record.arrivedAs !== "") return found;
  return (await isSamePerson(stage, found)) ? found : null;
}

function query(): URLSearchParams {
  return new URLSearchParams(window.location.search);
}

/** A copied tab remembers an earlier place than the one that went on. */
function furthest(a: Place, b: Place): Place {
  if (a.step !== b.step) return a.step > b.step ? a : b;
  return (a.blockIndex ?? -1) >= (b.blockIndex ?? -1) ? a : b;
}

/** Sends, in the background, what earlier sessions at this device could not: their trials, or their wish to stop. */
export async function sendWhatIsLeft(stage: Stage, current: string | null): Promise<void> {
  for (const remembered of await stage.memory.onThisDevice()) {
    if (remembered.record.sessionId !== current) void sendOne(stage, remembered);
  }
}

async function sendOne(stage: Stage, { record, place }: Remembered): Promise<void> {
  const { memory, api, storage } = stage;
  if (place.ending === "erase" || place.ending === "keep") {
    const patience = { wait: clockWait, random: Math.random };
    await untilAnswered(() => api.withdraw(record, place.ending === "erase"), patience);
    return memory.forgetOnDevice(record.sessionId);
  }
  const left = await storage.trials(record.sessionId).catch(() => []);
  if (left.length === 0) return;
  const outbox = await openOutbox(stage, { who: record, nextSeq: place.nextSeq });
  await outbox.drained();
  outbox.close();
}
