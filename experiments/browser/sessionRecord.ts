import { z } from "zod";
import { Assignment } from "../contract/session.ts";
import type { OutboxStorage } from "./outbox/outboxStorage.ts";
import { ShownStudy } from "./shownStudy.ts";

/** Where a participant is: the step, and inside it the block. */
export const Place = z.object({
  step: z.int().min(0),
  blockIndex: z.int().min(0).optional(),
  /** How often this block was begun before; 0 unless an earlier try was interrupted. */
  attempt: z.int().min(0),
  /** Added to every attempt: larger than any attempt made at another device, where nobody here knows how far it came. */
  elsewhere: z.int().min(0),
  /** Whether trials of this block were recorded since it last began. */
  hasTrials: z.boolean(),
  /** The first trial number nobody has used. */
  nextSeq: z.int().min(0),
  /** Set once the participant has come to the end or wishes to stop. */
  ending: z.enum(["finish", "keep", "erase"]).optional(),
});
export type Place = z.infer<typeof Place>;

/** What a page needs to take a session up again after it was closed. */
export const SessionRecord = z.object({
  studyId: z.string(),
  hash: z.string(),
  sessionId: z.string(),
  token: z.string(),
  assignment: Assignment,
  seed: z.int().min(0),
  language: z.string(),
  definition: ShownStudy,
  /** How the person came (panel id or link), to tell two people at one device apart; empty when the study is open. */
  arrivedAs: z.string(),
});
export type SessionRecord = z.infer<typeof SessionRecord>;

export type Remembered = { readonly record: SessionRecord; readonly place: Place };
const Remembered = z.object({ record: SessionRecord, place: Place });

const RECORD = "saydo-session";
const PLACE = "saydo-place";

/** Remembers the session: in this tab at once, on the device for when the tab is killed. Both may be refused. */
export type SessionMemory = {
  readonly keep: (remembered: Remembered) => void;
  /** Notes a new place; on the device only when more than the number moved, so that trials stay cheap. */
  readonly move: (place: Place) => void;
  /** Notes how the session ends. */
  readonly end: (ending: NonNullable<Place["ending"]>) => void;
  readonly inThisTab: () => Remembered | null;
  readonly onThisDevice: () => Promise<readonly Remembered[]>;
  /** Leaves nothing of the session on the device. */
  readonly forgetOnDevice: (sessionId: string) => Promise<void>;
  /** Leaves nothing of it in this tab either. */
  readonly forget: (sessionId: string) => Promise<void>;
};

export function sessionMemory(tab: Storage | null, device: OutboxStorage): SessionMemory {
  let current: Remembered | null = null;
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
    keep: (remembered) => {
      current = remembered;
      write(tab, RECORD, remembered.record);
      write(tab, PLACE, remembered.place);
      keepOnDevice(remembered);
    },
    move,
    end: (ending) => {
      if (current) move({ ...current.place, ending });
    },
    inThisTab: () => Remembered.safeParse({ record: read(tab, RECORD), place: read(tab, PLACE) }).data ?? null,
    onThisDevice: async () => {
      const all = await device.sessions().catch(() => []);
      return all.flatMap((one) => Remembered.safeParse(one).data ?? []);
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
