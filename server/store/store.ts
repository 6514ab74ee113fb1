import type { ProblemCode } from "../../experiments/contract/problem.ts";
import type { Assignment, ConsentGiven } from "../../experiments/contract/session.ts";
import type { Study } from "../../experiments/contract/study.ts";
import type { NamedProduct } from "../../experiments/measures/namedProducts.ts";
import type { JudgedClock } from "../database/clockMark.ts";
import type { PurchaseRow, Role, StudyState, Tables, WavePersonRow } from "../database/tables.ts";
import type { Device } from "../device.ts";
import type { RescueKeys } from "../rescue/rescueKeys.ts";
import type { Account, AccountStore } from "./accounts/accountStore.ts";
import type { AuditStore } from "./audit/auditStore.ts";
import type { ClosedDraw, DrawStore } from "./draws/drawStore.ts";
import type { WinningStore } from "./draws/winningStore.ts";
import type { ImportStore } from "./imports/importStore.ts";
import type { JobStore } from "./jobs/jobStore.ts";
import type { ShareStore } from "./jobs/shareStore.ts";
import type { ArrivalStore } from "./people/arrivals.ts";
import type { ErasedBytes } from "./people/erasing.ts";
import type { PeopleStore } from "./people/peopleStore.ts";
import type { ReferralDay, ReferralStore } from "./referrals/referralStore.ts";
import type { Withdrawal } from "./sessions/withdrawSession.ts";
import type { DraftStore } from "./studies/draftStore.ts";
import type { LinkStore } from "./studies/linkStore.ts";
import type { WaveStore } from "./waves/waveStore.ts";

export {
  type ArrivalEvent,
  type AuditRow,
  type PurchaseRow,
  REPORT_KIND,
  type Role,
  roles,
  type StudyState,
} from "../database/tables.ts";
export type {
  Account,
  AccountStore,
  Invitation,
  Member,
  PendingInvitation,
  ProposedFactor,
  Taken,
  Taker,
} from "./accounts/accountStore.ts";
export type { AuditStore } from "./audit/auditStore.ts";
export type { ClosedDraw, DrawStore } from "./draws/drawStore.ts";
export type { HandedBatch, Winning, WinningEnd, WinningStore } from "./draws/winningStore.ts";
export type { ImportBatch, ImportStore, UndoPreview } from "./imports/importStore.ts";
export type { Job, JobResult } from "./jobs/jobStore.ts";
export type { Share } from "./jobs/shareStore.ts";
export type { ArrivalCount } from "./people/arrivals.ts";
export type { PanelPerson, PanelPlace } from "./people/panelPeople.ts";
export type { PeopleCount } from "./people/peopleCounts.ts";
export {
  type HourCount,
  type LivePerson,
  type PeopleFilter,
  type PeopleStore,
  type PersonSummary,
  peopleFilters,
  type SessionOfCode,
} from "./people/peopleStore.ts";
export type { PersonOverview } from "./people/personOverview.ts";
export type { ReferralDay, ReferralStore } from "./referrals/referralStore.ts";
export type { Asset, AssetNote, Draft, DraftStore } from "./studies/draftStore.ts";
export type { LinkBatch, NewLinks } from "./studies/linkStore.ts";
export type { WaveList, WaveStore } from "./waves/waveStore.ts";
export type CoverageRow = Tables["coverage"];
export type ConditionRow = Tables["conditions"];
export type PredictorRow = Tables["predictors"];

/** What the server keeps, whatever keeps it. A refusal is thrown as a Problem; every promise that resolves after a
 *  write resolves after the write is on disk. */
export type Store = {
  readonly studies: StudyStore;
  readonly sessions: SessionStore;
  /** Stores batches of one event-loop turn in one transaction; one outcome a batch, in order. */
  appendTrials(batches: readonly TrialBatch[]): Promise<readonly BatchOutcome[]>;
  /** Puts an exported session back; see `ImportOutcome`. */
  importSession(imported: SessionImport, mode: AddMode): Promise<readonly ImportOutcome[] | "gone">;
  readonly draws: DrawStore;
  readonly winnings: WinningStore;
  readonly waves: WaveStore;
  readonly referrals: ReferralStore;
  readonly records: RecordStore;
  readonly imports: ImportStore;
  readonly accounts: AccountStore;
  readonly drafts: DraftStore;
  readonly jobs: JobStore;
  readonly shares: ShareStore;
  readonly links: LinkStore;
  readonly audit: AuditStore;
  readonly people: PeopleStore;
  readonly arrivals: ArrivalStore;
  /** Reads one study as it is at one moment, while others write. */
  readStudy<T>(studyId: string, work: (view: StudyView) => Promise<T>): Promise<T>;
  /** Why the store cannot take writes now; null when it can. */
  trouble(): Promise<string | null>;
  settings(): Promise<Readonly<Record<string, string>>>;
  /** Looks at the clock, and says by which time things expire; see `judgeClock`. */
  clock(now: Date, how: { readonly isConfirmed: boolean }): Promise<JudgedClock>;
  close(): Promise<void>;
};

export type StoredStudy = {
  readonly id: string;
  readonly hash: string;
  readonly state: StudyState;
  readonly study: Study;
};

/** A study as a list shows it; `stored` is undefined while it has never been launched. */
export type ListedStudy = {
  readonly studyId: string;
  readonly role: Role;
  readonly stored?: StoredStudy;
  /** What its draft is called, where it was never launched. */
  readonly title?: string;
  /** How many people finished it and have not withdrawn; those of a pilot and simulated ones not counted. */
  readonly finished: number;
};

export type StudyPage = {
  readonly limit: number;
  /** Only those whose ids come after it. */
  readonly after?: string | undefined;
  readonly only?: "drafts";
};
export type StudyVersion = {
  readonly hash: string;
  readonly madeAt: string;
  readonly study: Study;
  readonly sessions: { readonly real: number; readonly pilot: number; readonly simulated: number };
};

export type StudyStore = {
  /** Keeps a study version for good and makes it the current one; a new study begins in the state given, or is open. */
  publish(version: { readonly study: Study; readonly hash: string; readonly state?: StudyState }): Promise<void>;
  get(id: string): Promise<StoredStudy | undefined>;
  version(hash: string): Promise<Study>;
  /** Every file that a version of the study names, below the study's folder: someone may still take part in an earlier one. */
  filesOf(id: string): Promise<ReadonlySet<string>>;
  list(): Promise<readonly StoredStudy[]>;
  /** One page of the studies and drafts that an account may see, in the order of their ids. */
  of(account: Account, page: StudyPage): Promise<readonly ListedStudy[]>;
  /** The ids of all studies and drafts: what no new one may be called. */
  ids(): Promise<ReadonlySet<string>>;
  /** Every version of a study, the newest first, with how many sessions each has by kind of people. */
  versions(id: string): Promise<readonly StudyVersion[]>;
  setState(id: string, state: StudyState): Promise<void>;
  /** What rescue files of a study are sealed to and opened with. */
  rescueKeys(id: string): Promise<RescueKeys>;
  /** What whoever runs the server shows to let simulated people take part; the same for all servers of one store. */
  simulationKey(): Promise<string>;
  /** What tickets to previews of drafts are signed with; the same for all servers of one store. */
  previewKey(): Promise<string>;
};

export type StartRequest = {
  readonly studyId: string;
  readonly panelId?: string | undefined;
  readonly link?: string | undefined;
  readonly language?: string | undefined;
  /** The personal link to a wave. */
  readonly wave?: string | undefined;
  /** The caller's own random key: a start with it that was made is found again, not made twice. */
  readonly startKey?: string | undefined;
  readonly isSimulated: boolean;
  /** What came with the link and the page; the facts about the device are kept, nothing else. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
};

export type StartedSession = {
  readonly isNew: boolean;
  readonly session: SessionRecord;
  /** The day of the person's first session, such as 2026-01-31; of a wave's session alone. */
  readonly firstOn?: string;
  /** The session's secret; shown once, stored hashed. */
  readonly token: string;
};

export type SessionRecord = {
  readonly sessionId: string;
  readonly participantId: string;
  readonly studyId: string;
  /** The wave's id; "" for the first session. */
  readonly wave: string;
  readonly studyHash: string;
  readonly isSimulated: boolean;
  /** Whether it was started while the study was tried out: no result is about it. */
  readonly isPilot: boolean;
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
  /** When it was taken up at another device by the id or link alone, whose holder gets no answers and codes of before. */
  readonly movedAt: string | null;
  readonly screenedOutAt: string | null;
};

/** How a session ended: with a code for whoever went through all of it, without one for whoever was screened out. */
export type SessionEnd =
  | { readonly outcome: "complete"; readonly completionCode: string }
  | { readonly outcome: "screenedOut" };

/** Whether the session may hold one of a quota's places while its participant is at work. */
export type MayHold = (places: number) => boolean;

export type SessionStore = {
  start(request: StartRequest): Promise<StartedSession>;
  /** The session a token opens. Throws token-invalid for a token nobody holds, session-not-found for another's. */
  authorised(sessionId: string, token: string): Promise<SessionRecord>;
  /** The study of the session that has this token; undefined when none has it. */
  studyOf(tokenHash: string): Promise<string | undefined>;
  /** Throws quota-full when all places were taken while the text was read. */
  consent(sessionId: string, given: ConsentGiven, mayHold?: MayHold): Promise<SessionRecord>;
  missing(session: SessionRecord): Promise<readonly number[]>;
  /** Ends a session whose study's own flow is stored to its end, or whose answers screened its participant out; throws
   *  trials-missing or study-unfinished otherwise. The same again however often it is asked. */
  finish(sessionId: string, trialCount: number): Promise<SessionEnd>;
  /** Whether the answers to the study's screening say that it does not look for this participant. */
  isScreenedOut(sessionId: string): Promise<boolean>;
  /** Ends the session for good, or erases its person; the audit says at whose wish. Returns what became of the bytes. */
  withdraw(sessionId: string, withdrawal: Withdrawal): Promise<ErasedBytes | null>;
  /** Takes back what the same account withdrew a moment ago; false where that is over or was another's wish. */
  takeBackWithdrawal(sessionId: string, actor: string): Promise<boolean>;
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
      /** Every product it names. */
      readonly products: readonly NamedProduct[];
    }
  | {
      readonly seq: number;
      readonly item: string;
      readonly problem: ItemProblem;
      /** What it was, where the session or its study holds as much as it may: the item is counted, not kept. */
      readonly over?: ReceivedTrial;
    };

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
  "studyId" | "ackedThrough" | "highestSeq" | "refused" | "completionCode" | "erasedAt" | "movedAt" | "screenedOutAt"
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

/** A stored purchase and what the company's newer file says in its place. */
export type PurchaseCorrection = { readonly stored: PurchaseRow; readonly row: PurchaseRow };
/** Stored coverage that reaches further than the company's newer file says, and what it says. */
export type CoverageCorrection = { readonly stored: readonly CoverageRow[]; readonly row: CoverageRow };

export type RecordStore = {
  /** The same, for the rows of one import. */
  inBatch(batch: string): RecordStore;
  /** The study's keyed hash of an identifier. */
  keyHasher(studyId: string): Promise<(identifier: string) => string>;
  /** Everyone of a study who came with a panel id, by its keyed hash. */
  linkedPeople(studyId: string): Promise<ReadonlyMap<string, LinkedPerson>>;
  /** These add the rows that are not there yet, a few at a time, and return how many those were. */
  addPurchases(rows: readonly PurchaseRow[], mode: AddMode): Promise<number>;
  addCoverage(rows: readonly CoverageRow[], mode: AddMode): Promise<number>;
  addConditions(rows: readonly ConditionRow[], mode: AddMode): Promise<number>;
  addPredictors(rows: readonly PredictorRow[], mode: AddMode): Promise<number>;
  /** These put rows in the place of stored ones, and return how many those were. */
  correctPurchases(corrections: readonly PurchaseCorrection[], mode: AddMode): Promise<number>;
  correctCoverage(corrections: readonly CoverageCorrection[], mode: AddMode): Promise<number>;
  correctConditions(rows: readonly ConditionRow[], mode: AddMode): Promise<number>;
  correctPredictors(rows: readonly PredictorRow[], mode: AddMode): Promise<number>;
  /** What is stored of these people, to tell what is new from what was changed. */
  storedPurchases(studyId: string, participantIds: readonly string[]): Promise<readonly PurchaseRow[]>;
  storedCoverage(studyId: string, participantIds: readonly string[]): Promise<readonly CoverageRow[]>;
  storedPredictors(studyId: string, participantIds: readonly string[]): Promise<readonly PredictorRow[]>;
  storedConditions(studyId: string): Promise<readonly ConditionRow[]>;
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

/** A stored row that is damaged: it costs itself, and is counted. `bytes` is what is left of a trial's body. */
export type UnreadableRow = {
  readonly kind: "trial" | "session";
  readonly sessionId: string;
  readonly seq: number | null;
  readonly bytes: Uint8Array | null;
};

/** One study at one moment. Erased people are in none of it. */
export type StudyView = {
  /** In the order of their starts, without those that cannot be read. */
  sessions(): Promise<readonly SessionRecord[]>;
  /** In the order of their numbers, without those whose bytes are not the ones received. */
  trials(sessionId: string): Promise<readonly StoredTrial[]>;
  /** What was left out so far because it cannot be read any more. */
  unreadable(): readonly UnreadableRow[];
  refused(sessionId: string): Promise<readonly RefusedItem[]>;
  /** Draws that are over, in the order of their sessions' ids. */
  draws(): Promise<readonly ClosedDraw[]>;
  /** Every personal link with the days on which it was opened. */
  referrals(): Promise<readonly ReferralDay[]>;
  purchases(): Promise<readonly PurchaseRow[]>;
  coverage(): Promise<readonly CoverageRow[]>;
  conditions(): Promise<readonly ConditionRow[]>;
  predictors(): Promise<readonly PredictorRow[]>;
  predictorNotes(): Promise<readonly Tables["predictor_notes"][]>;
  wavePeople(): Promise<readonly WavePersonRow[]>;
  peopleWithKey(): Promise<ReadonlySet<string>>;
  /** People erased from the study: they are counted and nothing else is known of them. */
  erased(): Promise<number>;
};
