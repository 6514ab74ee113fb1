import { join } from "node:path";
import { type CsvFile, csvFile, type FileFacts } from "./csvFile.ts";

/** The tables of an export while it is written. */
export type NewTables = {
  readonly dir: string;
  /** Opens a new table of the folder. */
  open(name: string, columns: readonly string[], style?: "plain" | "spreadsheet"): CsvFile;
  /** Rows, bytes and hash of each table that was closed, so that nothing is read again to count it. */
  readonly facts: Map<string, FileFacts>;
};

/** Tables in a folder that is there. */
export function newTables(dir: string): NewTables {
  const facts = new Map<string, FileFacts>();
  return {
    dir,
    facts,
    open(name, columns, style) {
      const file = csvFile(join(dir, name), columns, style);
      return {
        write: (cells) => file.write(cells),
        writeAll: (rows) => file.writeAll(rows),
        async close() {
          const found = await file.close();
          facts.set(name, found);
          return found;
        },
      };
    },
  };
}
