import type { PartBlocks } from "../blocks/block.ts";
import type { Context } from "./context.ts";
import type { Hiding } from "./hiding.ts";
import type { Draws } from "./replicates.ts";
import type { ReportData } from "./reportData.ts";
import type { Work } from "./work.ts";

/** What one finding of a comparison is: its numbers, what few people must hide of them, and its words. */
export type Finding<Name extends string, Sections extends object> = {
  /** Its part of the report, and the part's anchor. */
  readonly name: Name;
  /** The numbers, under their names in `compare --json`; empty where the plan or the data do not ask for them. `always`:
   *  whatever the outcome; `ofYesNo`: of a 0/1 outcome that some people have and some have not; `ofQuantity`: of a count
   *  or an amount. */
  readonly compute: {
    readonly always?: (context: Context) => Sections;
    readonly ofYesNo?: (work: Work) => Sections;
    readonly ofQuantity?: (context: Context, draws: Draws) => Sections;
  };
  /** The same sections without counts of few people and what would give them away. It has no default, and a section that
   *  it does not name is not shown: whoever adds a number decides here what it may say. */
  readonly protect: (sections: Sections, hiding: Hiding) => Sections;
  /** Its part of the report: heading, terms, and the tables, figures and sentences made of what may be shown. */
  readonly blocks: PartBlocks<ReportData<Sections>>;
};

/** A record with every value changed; an absent one stays absent. */
export function mapped<Value, Changed>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value, name: string) => Changed,
): Readonly<Record<string, Changed>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}

/** The entries of a record that may stay. */
export function kept<Value>(
  record: Readonly<Record<string, Value>>,
  isKept: (value: Value, name: string) => boolean,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([name, value]) => isKept(value, name)));
}
