import { parse } from "csv-parse/sync";
import {
  askForHeader,
  askForTrials,
  type TrialGroup,
  trialGroups,
} from "../../../../analysis/data/scoring/trialTable.ts";
import type { Measure } from "../../../../experiments/contract/measure.ts";
import { tableHeader } from "../../../../experiments/tables/readHeader.ts";
import { TableReader } from "../../../../experiments/tables/tableReader.ts";

type Text = { readonly file: string; readonly text: string; readonly isStored?: boolean };

/** A text as `saydo score` reads a file of trials. */
export function readTrialText(measure: Measure, { file, text, isStored = false }: Text): readonly TrialGroup[] {
  const reading = { said: {}, isStored };
  const [names = []]: readonly (readonly string[])[] = parse(text, { bom: true, to: 1 });
  const header = tableHeader(names, askForHeader(measure, {}));
  const reader = new TableReader({ file, ask: askForTrials(measure, header, reading) });
  reader.push(new TextEncoder().encode(text));
  const [table] = reader.finish();
  if (!table) throw new RangeError("a table is read whole or refused");
  return trialGroups(measure, table);
}
