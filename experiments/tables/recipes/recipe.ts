import { z } from "zod";

const Pattern = z.string().refine(isPattern, "a regular expression, in which {name} is one of the recipe's needs");

/** Where one of our columns comes from in the platform's file. */
const RecipeColumn = z
  .strictObject({
    /** The platform's names of it; the first that the file has is read. */
    from: z.array(z.string().min(1)).min(1).optional(),
    /** What its texts mean: the first pattern found in a text says the level, "" is a missing value. A text that none is
     *  found in is refused. */
    cases: z
      .array(z.tuple([Pattern, z.string()]))
      .min(1)
      .optional(),
    /** A number's column that it is multiplied with: a price by a quantity. */
    times: z.array(z.string().min(1)).min(1).optional(),
    /** Counted from 0, row by row, where the file has none of `from`. */
    count: z.literal(true).optional(),
    /** The same text in every row, where the file has none of `from`. */
    is: z.string().optional(),
  })
  .refine(({ from, count, is }) => from !== undefined || count === true || is !== undefined, "from, count or is");
export type RecipeColumn = z.infer<typeof RecipeColumn>;

/** Rows that are read: those in which the column holds the pattern, or does not. */
const RowRule = z
  .strictObject({
    /** The platform's names of the column; the first that the file has is looked at. */
    column: z.array(z.string().min(1)).min(1),
    matches: Pattern.optional(),
    not: Pattern.optional(),
    /** Where the cell is empty, that of the row above counts if both have the same text in this column: further lines of an
     *  order. */
    sameAs: z.array(z.string().min(1)).min(1).optional(),
    /** What the rows are that are left out, in words. */
    leavesOut: z.string().min(1),
  })
  .refine(({ matches, not }) => (matches === undefined) !== (not === undefined), "either matches or not");
export type RowRule = z.infer<typeof RowRule>;

const Target = z.strictObject({
  when: z.array(RowRule).optional(),
  columns: z.record(z.string(), RecipeColumn),
  /** How the platform's times are scored where nobody says: a profile of the measure, and why. */
  profile: z.string().optional(),
  because: z.string().optional(),
  /** The packed cells that hold the trials. */
  packed: z.literal("iatgen").optional(),
});

/** How a platform's file is recognised and which of its columns are ours: data, never code. */
export const Recipe = z.strictObject({
  name: z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]*$/),
  /** What such a file is, in words. */
  says: z.string().min(1),
  /** Whether it was tried on files of the platform or is written from what its documentation says. */
  tried: z.enum(["files", "documentation"]),
  header: z.strictObject({
    /** Names that are all there. */
    all: z.array(z.string()).optional(),
    /** Names of which one is there. */
    any: z.array(z.string()).optional(),
    /** Names of which none is there: those of a sister format. */
    none: z.array(z.string()).optional(),
    /** What at least `least` (1) names look like. */
    pattern: Pattern.optional(),
    least: z.int().positive().optional(),
  }),
  /** What the data cannot say and the researcher must, by `--given name=value`: in words. */
  needs: z.record(z.string(), z.string()).optional(),
  rows: z.array(RowRule).optional(),
  /** Texts that mean a missing value in every column. */
  missing: z.array(z.string()).optional(),
  /** Of our columns: ms, s or us. */
  units: z.record(z.string(), z.enum(["ms", "s", "us"])).optional(),
  zone: z.string().optional(),
  dateFormat: z.string().optional(),
  /** Ours in every use of the file. */
  columns: z.record(z.string(), RecipeColumn).optional(),
  measures: z.record(z.string(), Target).optional(),
  /** purchases, predictors, value and the like. */
  tables: z.record(z.string(), Target).optional(),
  /** What of the file is not read, a sentence each. */
  leavesOut: z.array(z.string()).optional(),
  /** What the researcher still has to say, a sentence each. */
  todo: z.array(z.string()).optional(),
});
export type Recipe = z.infer<typeof Recipe>;
export type RecipeTarget = z.infer<typeof Target>;

/** A recipe's pattern with the needs in their places, each as it is written. */
export function patternOf(written: string, given: ReadonlyMap<string, string>): RegExp {
  const filled = written.replaceAll(NEED, (whole, name: string) => {
    const value = given.get(name);
    return value === undefined ? whole : value.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(filled, "u");
}

/** The needs that a pattern names. */
export function needsIn(written: string): readonly string[] {
  return [...written.matchAll(NEED)].map(([, name]) => name ?? "");
}

const NEED = /\{([a-zA-Z]+)\}/g;

function isPattern(written: string): boolean {
  try {
    patternOf(written.replaceAll(NEED, "need"), new Map());
    return true;
  } catch {
    return false;
  }
}
