import { writeFileSync } from "node:fs";
import { REPORT_SCHEMA_FILE, reportSchemaNow } from "./reportSchemaNow.ts";

// Writes the schema that `saydo schema --of report` prints, after the type of a comparison changed.
writeFileSync(REPORT_SCHEMA_FILE, `${JSON.stringify(reportSchemaNow(), null, 1)}\n`);
