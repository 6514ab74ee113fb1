import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Brings the built server up to date, so that a proof runs what the sources say. */
export async function buildServer(): Promise<void> {
  await promisify(execFile)(process.execPath, ["node_modules/typescript/bin/tsc", "-b", "server"]);
}
