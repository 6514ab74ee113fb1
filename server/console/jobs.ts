import { type ChildProcess, spawn } from "node:child_process";
import { Problem } from "../../experiments/contract/problem.ts";
import { newScratch, type Scratch } from "../store/scratch.ts";

export type JobOptions = {
  /** The command, such as node and saydo.js; undefined where it has not been built. */
  readonly command: readonly string[] | undefined;
  /** `--data …` or `--database …`, as this server was started. */
  readonly place: readonly string[];
  /** Where what is in the making lies, in a folder that is gone when the server is. */
  readonly making: string;
};

/** The command as processes of their own, which end with this one, and a folder for what they make on the way. */
export type Jobs = {
  /** Throws a Problem with what the command said when it was refused. */
  run(parameters: readonly string[]): Promise<void>;
  folder(): string;
  /** Ends what is going on and removes it. */
  close(): Promise<void>;
};

export function jobsOf({ command, place, making }: JobOptions): Jobs {
  const children = new Set<ChildProcess>();
  let scratch: Scratch | undefined;
  const folder = () => {
    scratch ??= newScratch(making, "making");
    return scratch.folder;
  };
  return {
    folder,
    run: (parameters) => run([...parameters, ...place], { command, children, temporary: folder() }),
    async close() {
      const ended = [...children].map((child) => new Promise((resolve) => child.once("close", resolve)));
      for (const child of children) child.kill("SIGKILL");
      await Promise.all(ended);
      scratch?.remove();
    },
  };
}

const KEPT_OUTPUT = 4000;

type Running = {
  readonly command: readonly string[] | undefined;
  readonly children: Set<ChildProcess>;
  /** Where the process puts what it needs on the way. */
  readonly temporary: string;
};

async function run(parameters: readonly string[], { command, children, temporary }: Running): Promise<void> {
  const [program, ...first] = command ?? [];
  if (program === undefined) {
    throw new Problem({ code: "file-not-found", detail: "The command is not built.", todo: "Run npm run build." });
  }
  // Its end of the pipe closes when this process is gone, however it ended: it then ends too.
  const env = { ...process.env, TMPDIR: temporary, SAYDO_ENDS_WITH: "stdin" };
  const child = spawn(program, [...first, ...parameters, "--quiet"], { stdio: ["pipe", "ignore", "pipe"], env });
  children.add(child);
  let told = "";
  child.stderr.on("data", (chunk: Buffer) => {
    told = `${told}${chunk.toString("utf8")}`.slice(-KEPT_OUTPUT);
  });
  child.stdin.on("error", () => {});
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).finally(() => children.delete(child));
  if (code === 0) return;
  if (code === 1) throw new Problem({ code: "not-analysable", detail: told.trim() || "The command was refused." });
  throw new Error(`${parameters[0]} ended with exit code ${code}: ${told}`);
}
