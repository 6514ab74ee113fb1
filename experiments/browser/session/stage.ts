import { indexedDbStorage } from "../outbox/indexedDbStorage.ts";
import { Outbox } from "../outbox/outbox.ts";
import type { OutboxParts } from "../outbox/outboxParts.ts";
import { memoryStorage, type OutboxStorage } from "../outbox/outboxStorage.ts";
import { showGate } from "../pages/plainPages.ts";
import type { Shell } from "../pages/shell.ts";
import { type Credentials, type ParticipantApi, participantApi, type Reply } from "./participantApi.ts";
import { type Settled, untilAnswered } from "./patiently.ts";
import { clockWait } from "./retry.ts";
import { type SessionMemory, sessionMemory } from "./sessionRecord.ts";
import { randomUuid } from "./uuid.ts";

/** Everything the participant's page stands on. */
export type Stage = {
  readonly shell: Shell;
  readonly api: ParticipantApi;
  readonly storage: OutboxStorage;
  readonly memory: SessionMemory;
  /** Whether the browser keeps anything on the device at all. */
  readonly isKeeping: boolean;
};

export async function setStage(shell: Shell): Promise<Stage> {
  const opened = await indexedDbStorage(factory()).catch(() => null);
  const storage = opened ?? memoryStorage();
  return {
    shell,
    api: participantApi((address, options) => fetch(address, options)),
    storage,
    memory: sessionMemory(tabStorage(), storage),
    isKeeping: opened !== null,
  };
}

// Both getters throw where site data are blocked, as in a cross-site frame without cookies.
function factory(): IDBFactory | undefined {
  try {
    return window.indexedDB;
  } catch {
    return undefined;
  }
}

function tabStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

/** Makes a request until it is answered, with a page that says so while nobody does. */
export function insist<T>({ shell }: Stage, request: () => Promise<Reply<T>>): Promise<Settled<T>> {
  let isTold = false;
  const onAway = (): void => {
    if (!isTold) showGate(shell, "away");
    isTold = true;
  };
  return untilAnswered(request, { wait: clockWait, random: Math.random, onAway });
}

type Opening = {
  readonly who: Credentials;
  readonly nextSeq: number;
  readonly onChange?: NonNullable<OutboxParts["onChange"]>;
  readonly onRefused?: (code: string) => void;
};

/** Opens the outbox of a session, and keeps it going when the connection comes and the page goes. */
export async function openOutbox({ api, storage }: Stage, opening: Opening): Promise<Outbox> {
  const { who, nextSeq, onChange, onRefused } = opening;
  const outbox = await Outbox.open({
    sessionId: who.sessionId,
    storage,
    send: (trials, life) => api.trials(who, trials, life),
    nextSeq,
    newId: randomUuid,
    random: Math.random,
    wait: clockWait,
    ...(onChange ? { onChange } : {}),
    ...(onRefused ? { onRefused } : {}),
  });
  window.addEventListener("online", () => outbox.hurry());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void outbox.handOver();
    else outbox.hurry();
  });
  return outbox;
}
