import { parse } from "csv-parse/sync";
import {
  askForHeader,
  askForTrials,
  type TrialGroup,
  trialGroups,
} from "../../../../analysis/data/scoring/trialTable.ts";
import type { Measure } from "../../../../experiments/contract/measure.ts";
import { tableHeader } from "../../../../experiments/tables/readHeader.ts";
import type { Table } from "../../../../experiments/tables/table.ts";
import { TextReader } from "../../../../experiments/tables/textReader.ts";

type Text = { readonly file: string; readonly text: string; readonly isStored?: boolean };

/** A text as `saydo score` reads a file of trials. */
export function readTrialText(measure: Measure, { file, text, isStored = false }: Text): readonly TrialGroup[] {
  const reading = { said: {}, isStored };
  const [names = []]: readonly (readonly string[])[] = parse(text, { bom: true, to: 1 });
  const header = tableHeader(names, askForHeader(measure, {}));
  let table: Table | undefined;
  const take = (whole: Table) => {
    table = whole;
  };
  const reader = new TextReader({ file }, [{ ask: askForTrials(measure, header, reading), take }]);
  reader.push(new TextEncoder().encode(text));
  reader.finish();
  if (!table) throw new RangeError("a table is read whole or refused");
  return trialGroups(measure, table);
}
