import { join } from "node:path";
import { type JsonSchema, schemaOfType } from "./schemaOfType.ts";

const FINDINGS = join(process.cwd(), "analysis/findings");

/** What `saydo schema --of report` prints. */
export const REPORT_SCHEMA_FILE = join(process.cwd(), "analysis/report/report.schema.json");

/** The schema of `compare --json` and `report --json`, as the types say now. */
export function reportSchemaNow(): JsonSchema {
  return {
    title: "What `saydo compare --json` and `saydo report --json` write",
    ...schemaOfType(join(FINDINGS, "comparison.ts"), "Comparison"),
  };
}
