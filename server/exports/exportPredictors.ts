import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cell } from "../../experiments/contract/columns.ts";
import type { SessionRecord, StudyView } from "../store/store.ts";
import { mayLink } from "./exportOutcomes.ts";
import type { NewTables } from "./newTables.ts";

/** predictors.csv (one row a participant) and conditions.csv, where any were imported. */
export async function exportPredictors(
  view: StudyView,
  sessions: readonly SessionRecord[],
  out: NewTables,
): Promise<void> {
  const rows = await view.predictors();
  const names = [...new Set(rows.map(({ name }) => name))].sort();
  const values = new Map(rows.map(({ participant_id, name, value }) => [`${participant_id}/${name}`, value]));
  if (names.length > 0) {
    const file = out.open("predictors.csv", ["participant_id", ...names]);
    for (const { participantId } of sessions.filter(mayLink)) {
      const cells = names.map((name) => cell(values.get(`${participantId}/${name}`)));
      if (cells.some((text) => text !== "")) await file.write([participantId, ...cells]);
    }
    await file.close();
    const notes = await view.predictorNotes();
    const lines = Object.fromEntries(notes.map(({ name, note }) => [name, note]));
    await writeFile(join(out.dir, "predictors.json"), `${JSON.stringify(lines, null, 2)}\n`, { mode: 0o600 });
  }
  await exportConditions(view, out);
}

async function exportConditions(view: StudyView, out: NewTables): Promise<void> {
  const rows = await view.conditions();
  if (rows.length === 0) return;
  const file = out.open("conditions.csv", [
    ...["product", "from", "to", "price", "promotion", "in_stock", "advertising"],
  ]);
  for (const { product, from_at, to_at, price, promotion, in_stock, advertising } of rows) {
    await file.write([product, from_at, to_at, price, promotion, in_stock, advertising].map(cell));
  }
  await file.close();
}
