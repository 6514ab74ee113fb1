import { cell } from "../contract/columns.ts";
import type { Measure } from "../contract/measure.ts";
import { TrialBody } from "../contract/trial.ts";
import { optionalFields } from "./optionalFields.ts";

type Body = Readonly<Record<string, unknown>>;
type Reader = (trial: Body) => ReturnType<Measure["row"]["safeParse"]>;

/** Reads a recorded trial as the row its measure scores, through the same cells as a table of trials. Only what the measure
 *  itself records is looked at: whatever else a body carries is nobody's score. */
export function trialRowReader(measure: Measure): Reader {
  const known = readers.get(measure);
  if (known) return known;
  const optional = optionalFields(measure);
  const recorded = recordedFields(measure);
  const fields = Object.keys(measure.row.shape).filter((name) => recorded.has(name) || !optional.has(name));
  const read: Reader = (trial) => {
    const cells: [name: string, text: string][] = [];
    for (const name of fields) {
      const text = Object.hasOwn(trial, name) ? cell(trial[name]).trim() : "";
      if (text !== "" || !optional.has(name)) cells.push([name, text]);
    }
    return measure.row.safeParse(Object.fromEntries(cells));
  };
  readers.set(measure, read);
  return read;
}

const readers = new WeakMap<Measure, Reader>();

/** The fields of a body that a measure's trials have by their description: its own and those of every trial. */
export function recordedFields(measure: Measure | undefined): ReadonlySet<string> {
  if (measure === undefined) return ofEveryTrial;
  const found = recorded.get(measure) ?? new Set([...ofEveryTrial, ...Object.keys(measure.trial.shape)]);
  recorded.set(measure, found);
  return found;
}

const ofEveryTrial: ReadonlySet<string> = new Set(Object.keys(TrialBody.shape));
const recorded = new WeakMap<Measure, ReadonlySet<string>>();
