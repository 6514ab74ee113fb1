import { ConsentGiven } from "../../../experiments/contract/session.ts";
import { peopleKinds, type SessionRow } from "../../database/tables.ts";
import { Device } from "../../device.ts";
import type { SessionRecord } from "../store.ts";
import { assignmentOf } from "./drawCell.ts";

/** A stored row as the rest of the server sees it, without its secrets. */
export function sessionRecord(row: SessionRow): SessionRecord {
  return {
    sessionId: row.id,
    participantId: row.participant_id,
    studyId: row.study_id,
    wave: row.wave,
    studyHash: row.study_hash,
    isSimulated: row.is_simulated === peopleKinds.simulated,
    isPilot: row.is_simulated === peopleKinds.pilot,
    language: row.language ?? "und",
    assignment: {
      ...assignmentOf(row.cell),
      ...(row.treatments === null ? {} : assignmentOf(row.treatments)),
    },
    seed: row.seed ?? 0,
    device: deviceOf(row),
    startedAt: row.started_at,
    consentedAt: row.consented_at,
    purposes: row.purposes === null ? null : ConsentGiven.shape.purposes.parse(JSON.parse(row.purposes)),
    ackedThrough: row.acked_through,
    highestSeq: row.highest_seq,
    refused: row.quarantined,
    finishedAt: row.finished_at,
    completionCode: row.completion_code,
    withdrawnAt: row.withdrawn_at,
    erasedAt: row.erased_at,
    movedAt: row.moved_at,
    screenedOutAt: row.screened_out_at,
  };
}

/** Undefined for a row that a fault of the disk made unreadable. */
export function readableSession(row: SessionRow): SessionRecord | undefined {
  try {
    return sessionRecord(row);
  } catch {
    return undefined;
  }
}

/** Facts about a device that cannot be read are facts not known. */
export function deviceOf({ device }: Pick<SessionRow, "device">): Device | null {
  try {
    return device === null ? null : Device.parse(JSON.parse(device));
  } catch {
    return null;
  }
}
