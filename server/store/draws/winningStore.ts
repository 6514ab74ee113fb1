/** Something that was won, as a list names it. Whoever was erased has neither code nor panel id. */
export type Winning = {
  readonly claimCode: string | null;
  readonly panelId: string | null;
  readonly gets: readonly { readonly item: string; readonly quantity: number }[];
  /** Hundredths of the currency's unit. */
  readonly bonus: number;
  readonly currency: string;
  readonly wonOn: string;
};

export type HandedBatch = {
  readonly id: string;
  readonly recipient: string;
  readonly madeAt: string;
  readonly rows: readonly Winning[];
};

/** How a winning ended. */
export type WinningEnd = { readonly state: "done" } | { readonly state: "void"; readonly reason: string };

/** Which winning it was, by an id that leads to nobody. */
export type EndedWinning = { readonly outcome: "ended" | "same"; readonly id: string };

export type WinningStore = {
  /** Puts everything owed on one list, in one step, so that nothing is ever on two; null when nothing is owed. */
  handOut(studyId: string, recipient: string): Promise<HandedBatch | null>;
  /** A list that was made, in the same order; undefined when there is none of this name. */
  batch(studyId: string, id: string): Promise<HandedBatch | undefined>;
  /** The lists of a study, the oldest first. */
  batches(studyId: string): Promise<readonly Omit<HandedBatch, "rows">[]>;
  /** Notes how one winning ended: "same" when it had ended so before. Throws setting-invalid for a code nobody has, and for
   *  a winning that ended in another way. */
  end(studyId: string, claimCode: string, end: WinningEnd): Promise<EndedWinning>;
  /** How many there are of each state. */
  counts(studyId: string): Promise<Readonly<Record<string, number>>>;
};
