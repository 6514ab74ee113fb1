import { existsSync } from "node:fs";
import { sharedFolder } from "./sharedData.ts";

/** Says once, before any test, where the shared reference data are, or that they are absent. */
export function setup(): void {
  const folder = sharedFolder();
  console.log(
    existsSync(folder)
      ? `Shared reference data: ${folder}`
      : `Shared reference data not found at ${folder}: tests that need it are skipped (set SAYDO_SHARED).`,
  );
}
