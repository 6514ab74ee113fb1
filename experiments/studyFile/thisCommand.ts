import { basename, relative } from "node:path";

/** How this program was started, for commands to copy: a checkout has no `saydo` on the path. */
export function thisCommand(): string {
  const [, script = ""] = process.argv;
  return basename(script) === "saydo.js" ? `node ${relative(process.cwd(), script)}` : "saydo";
}
