import { mean, sampleStandardDeviation } from "simple-statistics";
import { headlineOutcome, valueColumns } from "../../experiments/contract/outcomesOf.ts";
import type { ReportContextInput } from "../blocks/context.ts";
import { type Cell, cellsOf } from "./dataTable.ts";
import type { ExportFolder } from "./exportFolder.ts";

type Rows = NonNullable<ReportContextInput["selection"]>;
type Person = { readonly exit: string; readonly stated: number | null; readonly bought: number | null };

/** Stated scores and buying by where people left: those whose outcome is known beside those whose it is not, and why
 *  (statistics.md §8.9 names this the selection table). One entry an exit point, the largest first. */
export function selectionRows(folder: ExportFolder, statedColumn: string | undefined): Rows {
  const { table } = folder.participants;
  const { value, reason: why } = valueColumns(folder.study, headlineOutcome(folder.study));
  const column = (name: string | undefined): readonly Cell[] =>
    name !== undefined && table.columns.has(name) ? cellsOf(table, name) : [];
  const [stated, bought, reasons] = [column(statedColumn), column(value), column(why)];
  const people = Array.from({ length: table.rows }, (_, row): Person => {
    const reason = reasons[row];
    const answer = stated[row];
    const outcome = bought[row];
    return {
      exit: typeof reason === "string" ? `outcome unknown: ${reason}` : "outcome known",
      stated: typeof answer === "number" ? answer : null,
      bought: typeof outcome === "number" ? outcome : null,
    };
  });
  const exits = [...new Set(people.map(({ exit }) => exit))];
  return exits
    .map((exit) =>
      rowOf(
        exit,
        people.filter((person) => person.exit === exit),
      ),
    )
    .sort((a, b) => b.n - a.n);
}

function rowOf(exit: string, people: readonly Person[]): Rows[number] {
  const answers = people.flatMap(({ stated }) => (stated === null ? [] : [stated]));
  const known = people.filter(({ bought }) => bought !== null);
  return {
    exit,
    n: people.length,
    statedMean: answers.length > 0 ? mean(answers) : null,
    statedSd: answers.length > 1 ? sampleStandardDeviation(answers) : null,
    observable: known.length,
    bought: known.filter(({ bought }) => bought === 1).length,
  };
}
