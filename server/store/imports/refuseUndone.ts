import { Problem } from "../../../experiments/contract/problem.ts";
import { type Database, locked, type Query } from "../../database/database.ts";

/** An import that somebody undoes while it goes on takes no further rows. */
export async function refuseUndone(database: Database, query: Query, batch: string): Promise<void> {
  const row = query.selectFrom("import_batches").select("undo_at").where("id", "=", batch);
  if ((await locked(database, row).executeTakeFirst())?.undo_at == null) return;
  throw new Problem({
    code: "table-invalid",
    detail: "This import is being undone, so nothing more of the file is taken.",
    todo: "Import the file again if that was not meant.",
  });
}
