import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Everything the tests write lies in one folder, which is gone after the run, whatever became of its tests. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "saydo-tests-"));
  // PostgreSQL's own user passes through here to its cluster.
  chmodSync(folder, 0o711);
  process.env["TMPDIR"] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
