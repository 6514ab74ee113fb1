/** A column that a reader of tables is asked for: what its cells hold and what they may be. Columns nobody asks for are
 *  never looked at. */
export type AskedColumn = {
  readonly kind: "id" | "text" | "choice" | "flag" | "count" | "number" | "moment";
  /** The table is refused without it. */
  readonly required?: true;
  /** What an empty cell is; missing when absent. */
  readonly empty?: "missing" | "refused";
  /** Other names under which files carry it. */
  readonly aliases?: readonly string[];
  /** The levels of a choice. */
  readonly choices?: readonly string[];
  /** Its values are milliseconds, and their median must look like it. */
  readonly unit?: "ms";
  /** Lowest and highest value of a number or count, both included. */
  readonly range?: readonly [number, number];
  /** Its moments have passed: later ones are noted, and one a lifetime ahead is refused. */
  readonly past?: true;
  /** Its texts are about people who may not have agreed to anything: no note and no message shows one. */
  readonly private?: true;
  /** What a number outside `range` is; refused when absent. */
  readonly outside?: "refused" | "missing";
};

type More = Omit<AskedColumn, "kind" | "choices">;

/** Text that identifies: never a number, never a placeholder. */
export const askId = (more: More = {}): AskedColumn => ({ kind: "id", ...more });
export const askText = (more: More = {}): AskedColumn => ({ kind: "text", ...more });
/** One of at most 127 levels. */
export const askChoice = (choices: readonly string[], more: More = {}): AskedColumn => ({
  kind: "choice",
  choices,
  ...more,
});
/** 1 or 0, true or false. */
export const askFlag = (more: More = {}): AskedColumn => ({ kind: "flag", ...more });
/** A whole number from 0 to 2,147,483,647. */
export const askCount = (more: More = {}): AskedColumn => ({ kind: "count", ...more });
export const askNumber = (more: More = {}): AskedColumn => ({ kind: "number", ...more });
export const askMoment = (more: More = {}): AskedColumn => ({ kind: "moment", ...more });
