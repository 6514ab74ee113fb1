import type { ProblemCode } from "../../experiments/contract/problem.ts";
import type { Assignment, ConsentGiven } from "../../experiments/contract/session.ts";
import type { Study } from "../../experiments/contract/study.ts";

/** What the server keeps, whatever keeps it. A refusal is thrown as a Problem; every promise that resolves after a
 *  write resolves after the write is on disk. */
export type Store = {
  readonly studies: StudyStore;
  readonly sessions: SessionStore;
  /** Stores batches of one event-loop turn in one transaction; one outcome a batch, in order. */
  appendTrials(batches: readonly TrialBatch[]): Promise<readonly BatchOutcome[]>;
  /** Why the store cannot take writes now; null when it can. */
  trouble(): Promise<string | null>;
  settings(): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
};

export type StudyState = "open" | "paused" | "closed";
export type StoredStudy = {
  readonly id: string;
  readonly hash: string;
  readonly state: StudyState;
  readonly study: Study;
};

export type StudyStore = {
  /** Keeps a study version for good and makes it the current one. */
  publish(version: { readonly study: Study; readonly hash: string }): Promise<void>;
  get(id: string): Promise<StoredStudy | undefined>;
  version(hash: string): Promise<Study>;
  list(): Promise<readonly StoredStudy[]>;
  setState(id: string, state: StudyState): Promise<void>;
  /** Makes `count` single-use or personal links; returns their secrets, which are stored hashed only. */
  makeLinks(id: string, count: number): Promise<readonly string[]>;
};

export type StartRequest = {
  readonly studyId: string;
  readonly panelId?: string | undefined;
  readonly link?: string | undefined;
  readonly language?: string | undefined;
  readonly isSimulated: boolean;
};

export type StartedSession = {
  readonly isNew: boolean;
  readonly session: SessionRecord;
  /** The session's secret; shown once, stored hashed. */
  readonly token: string;
};

export type SessionRecord = {
  readonly sessionId: string;
  readonly participantId: string;
  readonly studyId: string;
  readonly studyHash: string;
  readonly isSimulated: boolean;
  readonly language: string;
  readonly assignment: Assignment;
  readonly seed: number;
  readonly startedAt: string;
  readonly consentedAt: string | null;
  readonly purposes: ConsentGiven["purposes"] | null;
  readonly ackedThrough: number;
  readonly highestSeq: number;
  readonly finishedAt: string | null;
  readonly completionCode: string | null;
  readonly withdrawnAt: string | null;
  readonly erasedAt: string | null;
};

export type SessionStore = {
  start(request: StartRequest): Promise<StartedSession>;
  /** The session a token opens. Throws token-invalid for a token nobody holds, session-not-found for another's. */
  authorised(sessionId: string, token: string): Promise<SessionRecord>;
  consent(sessionId: string, given: ConsentGiven): Promise<SessionRecord>;
  missing(session: SessionRecord): Promise<readonly number[]>;
  finish(sessionId: string, trialCount: number): Promise<{ readonly completionCode: string }>;
  withdraw(sessionId: string, extent: "keep" | "erase"): Promise<void>;
};

/** Answers for an item that has no usable number of its own; its place in the list tells which it was. */
export const UNNUMBERED = -1;

/** One trial as it was received: `item` is the whole item's text, `body` its body's, byte for byte. */
export type ReceivedTrial =
  | { readonly seq: number; readonly id: string; readonly body: string; readonly item: string }
  | { readonly seq: number; readonly item: string; readonly problem: ItemProblem };

export type ItemProblem = { readonly code: ProblemCode; readonly detail: string; readonly path?: string };

export type TrialBatch = {
  readonly sessionId: string;
  readonly tokenHash: string;
  readonly trials: readonly ReceivedTrial[];
};

export type TrialResult = {
  readonly seq: number;
  readonly status: "created" | "same" | "conflict" | "invalid";
  readonly problem?: ItemProblem;
};

export type BatchOutcome =
  | { readonly results: readonly TrialResult[]; readonly ackedThrough: number }
  | { readonly refused: ProblemCode };
