import type { Query } from "../../database/database.ts";
import { REPORT_KIND } from "../../database/tables.ts";

const ERASED = "Someone was erased after this report was made, so it was thrown away. Make it again.";

/** Takes away what the reports of a study say, because one of its people, or of its records, is in them no more. */
export async function dropReports(query: Query, studyId: string, reason = ERASED): Promise<void> {
  await query
    .updateTable("jobs")
    .set({ state: "failed", reason, result: null, result_type: null })
    .where("study_id", "=", studyId)
    .where("kind", "=", REPORT_KIND)
    .where("state", "=", "done")
    .execute();
}
