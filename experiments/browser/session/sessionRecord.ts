import type { Assignment } from "../../contract/session.ts";
import type { OutboxStorage } from "../outbox/outboxStorage.ts";
import { isShownStudy, type ShownStudy } from "./shownStudy.ts";
import { absentOr, isFlag, isMapOf, isOneOf, isText, isWhole, shaped } from "./understand.ts";

/** Where a participant is: the step, and inside it the block. */
export type Place = {
  readonly step: number;
  readonly blockIndex?: number | undefined;
  /** How often this block was begun before; 0 unless an earlier try was interrupted. */
  readonly attempt: number;
  /** Added to every attempt: larger than any attempt made at another device, where nobody here knows how far it came. */
  readonly elsewhere: number;
  /** Whether trials of this block were recorded since it last began. */
  readonly hasTrials: boolean;
  /** Whether a screen with a time limit was shown and is not answered yet: its time has run when the page comes back. */
  readonly isTimed?: boolean | undefined;
  /** What the step noted for itself, such as a basket. */
  readonly kept?: unknown;
  /** The first trial number nobody has used. */
  readonly nextSeq: number;
  /** Set once the participant has come to the end, does not belong to those the study looks for, or wishes to stop. */
  readonly ending?: "finish" | "screenedOut" | "keep" | "erase" | undefined;
};

/** What a page needs to take a session up again after it was closed. */
export type SessionRecord = {
  readonly studyId: string;
  readonly hash: string;
  readonly sessionId: string;
  readonly token: string;
  readonly assignment: Assignment;
  readonly seed: number;
  readonly language: string;
  readonly definition: ShownStudy;
  /** How the person came (panel id or link), to tell two people at one device apart; empty when the study is open. */
  readonly arrivedAs: string;
  /** What a rescue file is sealed to. */
  readonly rescueKey?: string | undefined;
  /** What the server has sealed of each paid instance. */
  readonly commitments?: Readonly<Record<string, string>> | undefined;
};

export type Remembered = { readonly record: SessionRecord; readonly place: Place };

const isRemembered = shaped<Remembered>({
  record: shaped<SessionRecord>({
    studyId: isText,
    hash: isText,
    sessionId: isText,
    token: isText,
    assignment: isMapOf(isText),
    seed: isWhole(0),
    language: isText,
    definition: isShownStudy,
    arrivedAs: isText,
    rescueKey: absentOr(isText),
    commitments: absentOr(isMapOf(isText)),
  }),
  place: shaped<Place>({
    step: isWhole(0),
    blockIndex: absentOr(isWhole(0)),
    attempt: isWhole(0),
    elsewhere: isWhole(0),
    hasTrials: isFlag,
    isTimed: absentOr(isFlag),
    kept: () => true,
    nextSeq: isWhole(0),
    ending: absentOr(isOneOf("finish", "screenedOut", "keep", "erase")),
  }),
});

const RECORD = "saydo-session";
const PLACE = "saydo-place";
const START = "saydo-start";
const isStart = shaped<{ readonly arrivedAs: string; readonly startKey: string }>({
  arrivedAs: isText,
  startKey: isText,
});

/** Remembers the session: in this tab at once, on the device for when the tab is killed. Both may be refused. */
export type SessionMemory = {
  readonly keep: (remembered: Remembered) => void;
  /** Notes a new place; on the device only when more than the number moved, so that trials stay cheap. */
  readonly move: (place: Place) => void;
  /** Notes how the session ends. */
  readonly end: (ending: NonNullable<Place["ending"]>) => void;
  /** The key of a start that was not remembered yet, drawn at its first try and the same for whoever came as `arrivedAs`. */
  readonly startKey: (arrivedAs: string, draw: () => string) => string;
  readonly forgetStartKey: () => void;
  readonly inThisTab: () => Remembered | null;
  readonly onThisDevice: () => Promise<readonly Remembered[]>;
  /** Leaves nothing of the session on the device. */
  readonly forgetOnDevice: (sessionId: string) => Promise<void>;
  /** Leaves nothing of it in this tab either. */
  readonly forget: (sessionId: string) => Promise<void>;
};

export function sessionMemory(tab: Storage | null, device: OutboxStorage): SessionMemory {
  let current: Remembered | null = null;
  const forgetStartKey = (): void => tab?.removeItem(START);
  const keepOnDevice = (remembered: Remembered): void => {
    // The tab still has it when the device refuses.
    device.keepSession(remembered.record.sessionId, remembered).catch(() => undefined);
  };
  const move = (place: Place): void => {
    write(tab, PLACE, place);
    if (!current) return;
    const { place: before } = current;
    current = { ...current, place };
    const { nextSeq: _before, ...whereBefore } = before;
    const { nextSeq: _now, ...whereNow } = place;
    if (JSON.stringify(whereBefore) !== JSON.stringify(whereNow)) keepOnDevice(current);
  };
  const forgetOnDevice = async (sessionId: string): Promise<void> => {
    if (current?.record.sessionId === sessionId) current = null;
    await device.forget(sessionId).catch(() => undefined);
  };
  return {
    startKey: (arrivedAs, draw) => {
      const known = read(tab, START);
      const startKey = isStart(known) && known.arrivedAs === arrivedAs ? known.startKey : draw();
      write(tab, START, { arrivedAs, startKey });
      return startKey;
    },
    forgetStartKey,
    keep: (remembered) => {
      forgetStartKey();
      current = remembered;
      write(tab, RECORD, remembered.record);
      write(tab, PLACE, remembered.place);
      keepOnDevice(remembered);
    },
    move,
    end: (ending) => {
      if (current) move({ ...current.place, ending });
    },
    inThisTab: () => {
      const here: unknown = { record: read(tab, RECORD), place: read(tab, PLACE) };
      return isRemembered(here) ? here : null;
    },
    onThisDevice: async () => {
      const all: readonly unknown[] = await device.sessions().catch(() => []);
      return all.filter(isRemembered);
    },
    forgetOnDevice,
    forget: (sessionId) => {
      tab?.removeItem(RECORD);
      tab?.removeItem(PLACE);
      return forgetOnDevice(sessionId);
    },
  };
}

function write(tab: Storage | null, key: string, value: unknown): void {
  try {
    tab?.setItem(key, JSON.stringify(value));
  } catch {
    // No room or no permission: the device's copy, or the page itself, has to do.
  }
}

function read(tab: Storage | null, key: string): unknown {
  try {
    return JSON.parse(tab?.getItem(key) ?? "null");
  } catch {
    return null;
  }
}
