import type { PanelPeople } from "./panelPeople.ts";
import type { PeopleCount } from "./peopleCounts.ts";
import type { PersonOverview } from "./personOverview.ts";

/** Whom a list of people shows: `people` is everybody but simulated people; `troubled` are those of whom something is
 *  missing or was refused. */
export const peopleFilters = [
  ...(["people", "finished", "unfinished", "withdrawn", "troubled", "pilot", "simulated"] as const),
] as const;
export type PeopleFilter = (typeof peopleFilters)[number];

/** How far one of the newest people came. */
export type LivePerson = {
  readonly sessionId: string;
  readonly isPilot: boolean;
  readonly assignment: Readonly<Record<string, string>>;
  readonly startedAt: string;
  readonly seenAt: string;
  readonly hasAgreed: boolean;
  readonly end: "finished" | "withdrawn" | "screenedOut" | null;
  readonly trials: number;
  readonly gaps: number;
  readonly refused: number;
  readonly language: string | null;
  readonly pointer: "coarse" | "fine" | null;
  readonly browser: string | null;
  /** The occurrence of a measure that the newest trial is of; null before the first, or where the trial cannot be read. */
  readonly instance: string | null;
};

export type HourCount = { readonly hour: string; readonly started: number };

export type PersonSummary = {
  readonly participantId: string;
  readonly sessionId: string;
  readonly startedAt: string;
  readonly consentedAt: string | null;
  readonly finishedAt: string | null;
  readonly withdrawnAt: string | null;
  /** Has agreed, has not ended, and gave a sign of life in the last minutes. */
  readonly isAtWork: boolean;
  readonly isSimulated: boolean;
  readonly isPilot: boolean;
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

export type SessionOfCode = {
  readonly sessionId: string;
  readonly studyId: string;
  readonly participantId: string;
  readonly isWithdrawn: boolean;
};

export type PeopleStore = {
  readonly panel: PanelPeople;
  /** The code by which the participant of a session reaches their own data without an account. */
  ownDataCode(session: { readonly studyId: string; readonly sessionId: string }): Promise<string>;
  /** Whose code it is; undefined when it is nobody's, or the person was erased. */
  byOwnDataCode(code: string): Promise<SessionOfCode | undefined>;
  /** Newest first; with `before`, a session's id, those that started before it. */
  list(studyId: string, limit: number, before?: string): Promise<readonly PersonSummary[]>;
  /** The same of some of them. */
  only(
    studyId: string,
    only: PeopleFilter,
    page: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<readonly PersonSummary[]>;
  /** What is stored about one person, counted. */
  overview(studyId: string, participantId: string): Promise<PersonOverview>;
  /** The newest sessions of real people that have a trial. */
  newestWithTrials(studyId: string, limit: number): Promise<readonly PersonSummary[]>;
  /** The newest people who are not simulated, each with how far they came. */
  newest(studyId: string, limit: number): Promise<readonly LivePerson[]>;
  /** How many people who are not simulated started in each hour since then; hours without anybody are left out. */
  startedByHour(studyId: string, since: Date): Promise<readonly HourCount[]>;
  /** The person of a session; undefined when the study has no such session, or no longer. */
  ofSession(studyId: string, sessionId: string): Promise<PersonSummary | undefined>;
  /** One person of a study; undefined when it has no such person, or no longer. */
  one(studyId: string, participantId: string): Promise<PersonSummary | undefined>;
  /** How many there are, cell by cell. */
  counts(studyId: string): Promise<readonly PeopleCount[]>;
  /** The participant whom a code names that they were given: of completion, of their own data, of what they won, of a link
   *  they used or were given to pass on, or their own or their session's id. For whoever may meet participants: a code says who someone is, no more. */
  byCode(studyId: string, code: string): Promise<string | undefined>;
  /** The participant whom a panel id names. */
  byPanelId(studyId: string, panelId: string): Promise<string | undefined>;
  /** Everything stored about one person, for the person to have. Undefined when the study has no such person. */
  copyOf(studyId: string, participantId: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Erases people whom a later store had erased already; those who are not here change nothing. */
  eraseAgain(participantIds: readonly string[]): Promise<void>;
  /** Ids of everyone who was erased, in any study. */
  erased(): Promise<readonly string[]>;
  /** Erases the identifiers of people whose sessions started before `before`; returns how many. */
  eraseIdentifiers(studyId: string, before: Date): Promise<number>;
  /** The panel's ids of everyone who came with one and was not erased, in the order of their starts. */
  panelIds(studyId: string): Promise<readonly PanelId[]>;
  /** The panel's id of one participant; null when they came without one, or it has been erased. */
  panelIdOf(participantId: string): Promise<string | null>;
  /** People who had started by `at` and were erased since: whoever was handed data then must delete theirs. */
  erasedSince(studyId: string, at: Date): Promise<readonly string[]>;
  countErasedSince(studyId: string, at: Date): Promise<number>;
};
