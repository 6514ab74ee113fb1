import type { AskedColumn } from "../contract/asked.ts";
import type { AppliedRecipe } from "./recipes/appliedRecipe.ts";

/** Bytes of a table, wherever they come from. */
export type TableSource = {
  /** As messages name it. */
  readonly name: string;
  readonly chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** Size in bytes where known: columns are then made in one piece. */
  readonly bytes?: number;
  /** SHA-256 (hex) of the bytes, once all were read. */
  readonly sha256?: () => string;
  /** What opening it already showed, such as the sheet that was taken. */
  readonly notes?: readonly string[];
};

/** What the caller says about a file beyond what it shows: the flags that every command reading a table has. */
export type Said = {
  /** Our column → the file's name of it, or `#3` for its third column. */
  readonly map?: ReadonlyMap<string, string>;
  /** Our column → what stands in its cells → what is meant ("" = missing). */
  readonly values?: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly decimal?: "." | ",";
  /** IANA zone of times that name none. */
  readonly zone?: string;
  readonly dateFormat?: string;
  /** Our column → ms, s or us. */
  readonly units?: ReadonlyMap<string, string>;
  /** Our column → the one text it holds in every row. */
  readonly given?: ReadonlyMap<string, string>;
  /** How the platform that wrote the file writes our columns. */
  readonly recipe?: AppliedRecipe;
};

type OnlyRow = { readonly column: string; readonly values: readonly string[] };

/** Which columns are wanted of a table. */
export type Ask = {
  /** By our name, snake_case. */
  readonly columns: Readonly<Record<string, AskedColumn>>;
  /** Rows with another text in this column are left out unread; all rows count where the file has no such column. Of
   *  several columns, each leaves rows out. */
  readonly only?: OnlyRow | readonly OnlyRow[];
  /** A column that says why a row is empty: where it holds something, only ids and texts are read of the row. */
  readonly leftBlankBy?: string;
  /** A row with a cell that cannot be read is refused when absent; else it is missing but for its ids and texts: "missing"
   *  where nobody can correct it, "listed" with its mistakes where the caller judges row by row. What a cell shows of the
   *  whole file (its encoding, its zone, rounded ids) is refused all the same. */
  readonly wrongRows?: "missing" | "listed";
  /** Whether batches share their texts or forget them, so that memory does not grow with the rows; shared when absent. */
  readonly texts?: "shared" | "forgotten";
  /** Columns whose values together occur once; columns the file does not have are left out of it. */
  readonly unique?: readonly string[];
  /** Columns that tell blocks apart, in each of which the last unique column may count anew. */
  readonly within?: readonly string[];
  /** Whether a header alone is a table of no rows; refused when absent. */
  readonly mayBeEmpty?: boolean;
  readonly said?: Said;
};
