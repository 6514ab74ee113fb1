import type { ProblemDetails } from "../../../experiments/contract/problem.ts";

/** What `saydo recognise` says of a file; with --json, as it stands. */
export type Recognised = {
  readonly file: string;
  /** The recipes that fit. None: the file is of no platform that is known. */
  readonly fits: readonly Fit[];
  /** What the file holds in Saydo's own form. */
  readonly own: readonly Use[];
  readonly rows: number;
  readonly columns: readonly SeenColumn[];
  readonly notes: readonly string[];
};

export type SeenColumn = {
  readonly name: string;
  /** How many different texts it holds. */
  readonly different: number;
  /** The first of them. */
  readonly examples: readonly string[];
};

/** One recipe that fits a file. */
export type Fit = {
  readonly recipe: string;
  readonly says: string;
  /** Whether the recipe was tried on the platform's files or is written from its documentation. */
  readonly tried: "files" | "documentation";
  /** The columns by which it was recognised. */
  readonly by: readonly string[];
  readonly uses: readonly Use[];
  readonly leavesOut: readonly string[];
  readonly todo: readonly string[];
};

/** What a file would be read as. */
export type Use = {
  /** A measure, or purchases and the like. */
  readonly what: string;
  readonly people?: number;
  readonly rows?: number;
  readonly leftOut: readonly string[];
  /** What would be refused, the first mistakes. */
  readonly refused: readonly ProblemDetails[];
  /** What only the researcher knows, with the texts of the file that it could be. */
  readonly needs: readonly { readonly name: string; readonly says: string; readonly texts: readonly string[] }[];
  /** The command to run next. */
  readonly next: string;
};
