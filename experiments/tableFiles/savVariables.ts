export type SavValue = number | string | null;
type Missing =
  | number
  | string
  | null
  | readonly (number | string)[]
  | { readonly min: number; readonly max: number; readonly value?: number };

/** What an SPSS file says of its variables, as sav-reader gives it. */
export type SavMeta = {
  /** `n_cases` is −1 when the file does not say. */
  readonly header: { readonly n_cases: number; readonly compression?: { readonly bias: number } | null };
  readonly sysvars: readonly {
    readonly name: string;
    readonly type: number;
    /** Units of eight bytes behind the first. */
    readonly __nb_string_contin_recs: number;
    /** Further segments of a long text. */
    readonly __child_string_sysvars?: readonly { readonly __nb_string_contin_recs: number }[];
    readonly missing: Missing;
    readonly printFormat: { readonly typestr: string };
  }[];
  readonly valueLabels: readonly {
    readonly appliesToNames: readonly string[];
    readonly entries: readonly { readonly val: number | string; readonly label: string }[];
  }[];
};

/** A variable: its labels by value, and its values as texts. */
export type SavVariable = {
  readonly name: string;
  readonly labels: ReadonlyMap<number | string, string>;
  textOf(value: SavValue): string;
};

const SYSTEM_MISSING = -Number.MAX_VALUE;
/** Seconds from 14 October 1582, where SPSS begins to count, to 1970. */
const UNIX_EPOCH = 12_219_379_200;
const DAYS = new Set(["DATE", "ADATE", "EDATE", "SDATE", "JDATE"]);

export function savVariables({ sysvars, valueLabels }: SavMeta): readonly SavVariable[] {
  return sysvars.map(({ name, missing, printFormat }) => ({
    name,
    labels: new Map(
      valueLabels
        .filter(({ appliesToNames }) => appliesToNames.includes(name))
        .flatMap(({ entries }) => entries.map(({ val, label }) => [val, label] as const)),
    ),
    textOf(value) {
      if (value === null || value === SYSTEM_MISSING || isMissing(value, missing)) return "";
      return typeof value === "number" ? numberText(value, printFormat.typestr) : value;
    },
  }));
}

function isMissing(value: number | string, missing: Missing): boolean {
  if (missing === null) return false;
  if (typeof missing !== "object") return value === missing;
  if (!("min" in missing)) return missing.includes(value);
  return value === missing.value || (typeof value === "number" && value >= missing.min && value <= missing.max);
}

function numberText(value: number, format: string): string {
  if (!DAYS.has(format) && format !== "DATETIME") return plainNumber(value);
  const moment = new Date(Math.round((value - UNIX_EPOCH) * 1000));
  if (Number.isNaN(moment.getTime())) return String(value);
  return DAYS.has(format) ? moment.toISOString().slice(0, 10) : moment.toISOString().slice(0, 23).replace(".000", "");
}

/** A whole number beyond those that SPSS keeps apart is written with an exponent: as an id it has been rounded. */
function plainNumber(value: number): string {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
}
