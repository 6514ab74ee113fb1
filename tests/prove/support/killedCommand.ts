import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export type Killing = {
  readonly shim: string;
  /** Where changes count; "socket:" for what is sent to others. */
  readonly below: readonly string[];
  /** The change in whose place the process is killed; 0 kills none. */
  readonly at: number;
};

const main = () => JSON.stringify(pathToFileURL(`${process.cwd()}/dist/server/main.js`).href);

/** Runs one function of the built server with one request in a process that is killed at one of its changes. Returns
 *  whether it was, and how many changes there were where none was. */
export async function killedAt(
  { name, request }: { readonly name: string; readonly request: Readonly<Record<string, unknown>> },
  { shim, below, at }: Killing,
): Promise<{ readonly isKilled: boolean; readonly changes: number; readonly told: string }> {
  const count = join(shim, "..", `count-${process.pid}`);
  const script = `import { ${name} } from ${main()}; await ${name}(${JSON.stringify(request)});`;
  const env = { LD_PRELOAD: shim, KILL_BELOW: below.join(";"), KILL_AT: String(at), KILL_COUNT: count };
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...env },
  });
  let told = "";
  child.stderr.on("data", (chunk: Buffer) => {
    told += chunk.toString("utf8");
  });
  const [, signal] = await once(child, "close");
  const changes = existsSync(count) ? Number(readFileSync(count, "utf8")) : 0;
  return { isKilled: signal === "SIGKILL", changes, told };
}
