/** Somebody's link to a wave, as its first page shows it. */
export type OpenedWave = {
  readonly studyHash: string;
  readonly wave: string;
  /** The wave's place among the study's sessions, the first session being 1. */
  readonly part: number;
  readonly parts: number;
  readonly language: string;
  /** The day of the first session. */
  readonly firstOn: string;
  readonly opens: string;
  readonly closes: string;
  /** `open`: it can be begun or gone on with. `done`: it is finished, or was stopped. `ended`: the person wishes not to be
   *  asked again. */
  readonly state: "open" | "early" | "late" | "done" | "ended";
};

export type InvitedPerson = {
  readonly participantId: string;
  readonly panelId: string;
  readonly code: string;
  readonly opens: string;
  readonly closes: string;
};

/** Who is to be asked for a wave, and how many are not, by reason. */
export type WaveList = {
  readonly people: readonly InvitedPerson[];
  /** Of the people listed, those for whom the wave is open now. */
  readonly openNow: number;
  readonly left: Readonly<Record<LeftOut, number>>;
};

/** Why somebody who took part is in no list: the first session is not finished; they did not allow it, or end it; they
 *  stopped; the wave is done, refused or over; nothing says how to reach them. */
export const leftOutReasons = [
  ...(["unfinished", "noRecontact", "withdrawn", "done", "refused", "over", "noPanelId", "notNew"] as const),
] as const;
export type LeftOut = (typeof leftOutReasons)[number];

export type WaveChoice = {
  readonly studyId: string;
  readonly wave: string;
  /** Only people for whom the wave is open now. */
  readonly isDue: boolean;
  /** Only people who stood in no list of this wave before. */
  readonly isNew: boolean;
};

export type WaveStore = {
  /** Everyone to be asked for a wave; notes that they were. Simulated people and those of a pilot are in no list. */
  invite(choice: WaveChoice): Promise<WaveList>;
  /** What is behind a link; notes that it was opened. Undefined when it is nobody's. */
  open(studyId: string, code: string): Promise<OpenedWave | undefined>;
  /** Notes that the person does not take part in this wave; `never`: nor in any other. Undefined when the link is nobody's. */
  refuse(studyId: string, code: string, extent: "wave" | "never"): Promise<true | undefined>;
  /** Ends the permission to be asked again. */
  endRecontact(participantId: string): Promise<void>;
  /** How many people stood in a list of each wave. */
  invited(studyId: string): Promise<ReadonlyMap<string, number>>;
};
