import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** Compiles a C file of this folder into a library to preload; returns its path. Needs a C compiler. */
export async function shimOf(name: string, folder: string): Promise<string> {
  const out = join(folder, `${name}.so`);
  const source = join(process.cwd(), "tests/prove/support", `${name}.c`);
  await promisify(execFile)("cc", ["-shared", "-fPIC", "-O2", "-o", out, source, "-ldl"]);
  return out;
}
