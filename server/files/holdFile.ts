import { openSqliteHandle } from "../database/sqliteHandle.ts";
import { keepPrivate } from "./privateFile.ts";

export type Hold = { release(): void };

/** Holds a file for this process until `release`, waiting so long for another that does; undefined when it still does.
 *  The operating system releases it when the process dies, so that no lock is ever left behind. */
export function holdFile(file: string, waitMs = 0): Hold | undefined {
  keepPrivate(file);
  const lock = openSqliteHandle(file);
  try {
    lock.exec(`pragma busy_timeout = ${waitMs}`);
    lock.exec("begin exclusive");
  } catch (error) {
    lock.close();
    if (/locked|busy/i.test(String(error))) return undefined;
    throw error;
  }
  return { release: () => lock.close() };
}
