import type { Study } from "../../experiments/contract/study.ts";
import { instancesOfAll } from "../../experiments/studyFile/flow.ts";
import type { CellKind } from "./cellTable.ts";
import { codebook } from "./scoring/codebook.ts";
import { columnType } from "./scoring/tableColumns.ts";

const IDS = new Set(["participant_id", "session_id"]);

/** How each column of an export's table is read: as its codebook says, so that a table that a spreadsheet saved again is
 *  not read as something else. */
export function exportKinds(study: Study, file: string, names: readonly string[]): ReadonlyMap<string, CellKind> {
  const instances = instancesOfAll(study).map(({ instance, measure }) => ({ instance, measure: measure.name }));
  const { outcomes = [], waves = [] } = study;
  const described = { instances, outcomes, waves: waves.map(({ id }) => id), factors: [] };
  const lines = codebook({ [file]: names.filter((name) => name !== "") }, described);
  return new Map(lines.map(({ column, values }) => [column, kindOf(column, values)]));
}

function kindOf(column: string, values: string): CellKind {
  if (IDS.has(column)) return "id";
  const type = columnType(values);
  return type === "text" ? "any" : type;
}
