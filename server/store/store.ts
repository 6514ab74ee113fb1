import type { ProblemCode } from "../../experiments/contract/problem.ts";
import type { Device } from "../device.ts";
import type { RescueKeys } from "../rescue/rescueKeys.ts";
import type { AuditRow, PurchaseRow, Role, Tables } from "./tables.ts";

export { type AuditRow, type PurchaseRow, type Role, roles } from "./tables.ts";
export type CoverageRow = Tables["coverage"];
export type ConditionRow = Tables["conditions"];
export type PredictorRow = Tables["predictors"];

import type { Assignment, ConsentGiven } from "../../experiments/contract/session.ts";
import type { Study } from "../../experiments/contract/study.ts";

/** What the server keeps, whatever keeps it. A refusal is thrown as a Problem; every promise that resolves after a
 *  write resolves after the write is on disk. */
export type Store = {
  readonly studies: StudyStore;
  readonly sessions: SessionStore;
  /** Stores batches of one event-loop turn in one transaction; one outcome a batch, in order. */
  appendTrials(batches: readonly TrialBatch[]): Promise<readonly BatchOutcome[]>;
  /** Puts an exported session back; see `ImportOutcome`. */
  importSession(imported: SessionImport, mode: AddMode): Promise<readonly ImportOutcome[] | "gone">;
  readonly records: RecordStore;
  readonly accounts: AccountStore;
  readonly audit: AuditStore;
  readonly people: PeopleStore;
  /** Reads one study as it is at one moment, while others write. */
  readStudy<T>(studyId: string, work: (view: StudyView) => Promise<T>): Promise<T>;
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
  /** What rescue files of a study are sealed to and opened with. */
  rescueKeys(id: string): Promise<RescueKeys>;
  /** Makes `count` single-use or personal links; returns their secrets, which are stored hashed only. */
  makeLinks(id: string, count: number): Promise<readonly string[]>;
};

export type StartRequest = {
  readonly studyId: string;
  readonly panelId?: string | undefined;
  readonly link?: string | undefined;
  readonly language?: string | undefined;
  readonly isSimulated: boolean;
  /** What came with the link and the page; the facts about the device are kept, nothing else. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
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
  readonly device: Device | null;
  readonly startedAt: string;
  readonly consentedAt: string | null;
  readonly purposes: ConsentGiven["purposes"] | null;
  readonly ackedThrough: number;
  readonly highestSeq: number;
  /** Items that did not fit their measure or contradicted stored ones. */
  readonly refused: number;
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
  | {
      readonly seq: number;
      readonly id: string;
      readonly body: string;
      readonly item: string;
      readonly measure: string;
      readonly instance: string;
    }
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

export type ImportedTrial = {
  readonly seq: number;
  readonly id: string;
  /** The body as it was received the first time. */
  readonly body: string;
  readonly receivedAt: string;
};

/** A session as an export holds it. */
export type SessionImport = Omit<
  SessionRecord,
  "studyId" | "ackedThrough" | "highestSeq" | "refused" | "completionCode" | "erasedAt"
> & {
  readonly study: Study;
  readonly trials: readonly ImportedTrial[];
  readonly refused: readonly RefusedItem[];
};

/** An item that was not taken as a trial, byte for byte. */
export type RefusedItem = {
  readonly seq: number;
  readonly status: "invalid" | "conflict";
  readonly item: string;
  /** JSON of an `ItemProblem`. */
  readonly problem: string;
  readonly receivedAt: string;
};

/** Whether an imported trial is new, there already, or contradicts the stored one, which stays. */
export type ImportOutcome = "created" | "same" | "conflict";

/** A person whose panel id is known, as far as the linkage of records is concerned. */
export type LinkedPerson = {
  readonly participantId: string;
  /** The session's end; its start when it was not finished. The outcome window runs from here. */
  readonly sessionEnd: Date;
  readonly mayLink: boolean;
  readonly mayLinkHistory: boolean;
};

/** `try` does everything and takes it back. */
export type AddMode = "keep" | "try";

export type RecordStore = {
  /** The study's keyed hash of an identifier. */
  keyHasher(studyId: string): Promise<(identifier: string) => string>;
  /** Everyone of a study who came with a panel id, by its keyed hash. */
  linkedPeople(studyId: string): Promise<ReadonlyMap<string, LinkedPerson>>;
  /** These add the rows that are not there yet, all or none, and return how many those were. */
  addPurchases(rows: readonly PurchaseRow[], mode: AddMode): Promise<number>;
  addCoverage(rows: readonly CoverageRow[], mode: AddMode): Promise<number>;
  addConditions(rows: readonly ConditionRow[], mode: AddMode): Promise<number>;
  addPredictors(rows: readonly PredictorRow[], mode: AddMode): Promise<number>;
  notePredictors(studyId: string, names: readonly string[], file: string): Promise<void>;
};

export type StoredTrial = {
  readonly seq: number;
  readonly id: string;
  /** The body as it was received. */
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly receivedAt: string;
};

/** One study at one moment. Erased people are in none of it. */
export type StudyView = {
  /** In the order of their starts. */
  sessions(): Promise<readonly SessionRecord[]>;
  /** In the order of their numbers. Throws a Problem when stored bytes are not those received. */
  trials(sessionId: string): Promise<readonly StoredTrial[]>;
  refused(sessionId: string): Promise<readonly RefusedItem[]>;
  purchases(): Promise<readonly PurchaseRow[]>;
  coverage(): Promise<readonly CoverageRow[]>;
  conditions(): Promise<readonly ConditionRow[]>;
  predictors(): Promise<readonly PredictorRow[]>;
  predictorNotes(): Promise<readonly Tables["predictor_notes"][]>;
  peopleWithKey(): Promise<ReadonlySet<string>>;
  /** People erased from the study: they are counted and nothing else is known of them. */
  erased(): Promise<number>;
};

export type Account = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isAdmin: boolean;
  readonly hasSecondFactor: boolean;
  readonly isDisabled: boolean;
};

export type Invitation = { readonly studyId: string | null; readonly role: Role };
export type Member = { readonly account: Account; readonly role: Role };

export type AccountStore = {
  count(): Promise<number>;
  /** The new account; undefined when the address is taken. */
  create(account: {
    readonly email: string;
    readonly name: string;
    readonly password: string;
    readonly isAdmin: boolean;
  }): Promise<Account | undefined>;
  byEmail(email: string): Promise<{ readonly account: Account; readonly password: string } | undefined>;
  all(): Promise<readonly Account[]>;
  setPassword(id: string, password: string): Promise<void>;
  disable(id: string): Promise<void>;
  /** Keeps a second factor's secret; it counts once confirmed. */
  proposeTotp(id: string, secret: string): Promise<void>;
  totpSecret(id: string): Promise<string | null>;
  confirmTotp(id: string): Promise<void>;
  /** Marks a time step as used; false when it was used before. */
  useTotpStep(id: string, step: number): Promise<boolean>;
  /** Opens a session in the console and returns its secret. */
  openSession(id: string): Promise<string>;
  /** The account of a live session: used within 30 minutes, at most 12 hours old. */
  bySession(token: string): Promise<Account | undefined>;
  closeSession(token: string): Promise<void>;
  closeSessions(id: string): Promise<void>;
  roleIn(studyId: string, account: Account): Promise<Role | undefined>;
  members(studyId: string): Promise<readonly Member[]>;
  setRole(studyId: string, accountId: string, role: Role | null): Promise<void>;
  invite(invitation: Invitation): Promise<string>;
  invitation(secret: string): Promise<Invitation | undefined>;
  /** Uses an invitation up; undefined when it is used, expired or unknown. */
  useInvitation(secret: string): Promise<Invitation | undefined>;
  /** Forgets unused invitations to the whole server. */
  clearServerInvitations(): Promise<void>;
  tries(subject: string, since: Date): Promise<number>;
  /** Counts a try; returns what `dropTry` takes it back by. */
  addTry(subject: string): Promise<string>;
  dropTry(id: string): Promise<void>;
};

export type AuditEntry = {
  /** An account's id, or `command line`, or `participant`. */
  readonly actor: string;
  readonly action: string;
  readonly studyId?: string;
  readonly subject?: string;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
};

export type AuditStore = {
  add(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  list(studyId: string | null, limit: number): Promise<readonly AuditRow[]>;
  /** Every time that a study's data were handed out, newest first. */
  handedOut(studyId: string): Promise<readonly AuditRow[]>;
  /** What is wrong with the chain; empty when every line is as it was written. */
  verify(): Promise<readonly string[]>;
};

export type PersonSummary = {
  readonly participantId: string;
  readonly sessionId: string;
  readonly startedAt: string;
  readonly consentedAt: string | null;
  readonly finishedAt: string | null;
  readonly withdrawnAt: string | null;
  readonly isSimulated: boolean;
  readonly trials: number;
  readonly refused: number;
  readonly hasGaps: boolean;
  readonly clockOffsetMs: number | null;
};

export type PanelId = {
  readonly participantId: string;
  readonly panelId: string;
  readonly finishedAt: string | null;
};

export type PeopleStore = {
  /** Newest first. */
  list(studyId: string, limit: number): Promise<readonly PersonSummary[]>;
  /** The participant whom a panel id names. */
  byPanelId(studyId: string, panelId: string): Promise<string | undefined>;
  /** Everything stored about one person, for the person to have. Undefined when the study has no such person. */
  copyOf(studyId: string, participantId: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  erase(participantId: string): Promise<void>;
  /** Ids of everyone who was erased, in any study. */
  erased(): Promise<readonly string[]>;
  /** Erases the identifiers of people whose sessions started before `before`; returns how many. */
  eraseIdentifiers(studyId: string, before: Date): Promise<number>;
  /** The panel's ids of everyone who came with one and was not erased, in the order of their starts. */
  panelIds(studyId: string): Promise<readonly PanelId[]>;
  /** People who had started by `at` and were erased since: whoever was handed data then must delete theirs. */
  erasedSince(studyId: string, at: Date): Promise<readonly string[]>;
};
