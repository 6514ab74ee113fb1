import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { Problem } from "../../experiments/contract/problem.ts";
import { newScratch, type Scratch } from "../files/scratch.ts";

export type CommandOptions = {
  /** The command, such as node and saydo.js; undefined where it has not been built. */
  readonly command: readonly string[] | undefined;
  /** `--data …` or `--database …`, as this server was started. */
  readonly place: readonly string[];
  /** Where what is in the making lies, in a folder that is gone when the server is. */
  readonly making: string;
};

/** The command as processes of their own, which end with this one, and a folder for what they make on the way. */
export type Commands = {
  /** What the command printed. Throws a Problem with what it said when it was refused. */
  run(parameters: readonly string[], how?: HowRun): Promise<string>;
  folder(): string;
  /** Ends what is going on and removes it. */
  close(): Promise<void>;
};

export type HowRun = {
  /** Ends it before its time. */
  readonly signal?: AbortSignal;
  readonly tell?: (done: number, total: number) => void;
  /** The folder it runs in. */
  readonly folder?: string;
  /** Whether it has to do with this server's store. */
  readonly isElsewhere?: boolean;
};

export function commandsOf({ command, place, making }: CommandOptions): Commands {
  const children = new Set<ChildProcess>();
  let scratch: Scratch | undefined;
  let isClosed = false;
  const folder = () => {
    scratch ??= newScratch(making, "making");
    return scratch.folder;
  };
  return {
    folder,
    run: async (parameters, { isElsewhere = false, ...how } = {}) => {
      if (isClosed) throw new Problem({ code: "store-unavailable", detail: "The server is being stopped." });
      return await run([...parameters, ...(isElsewhere ? [] : place)], {
        ...how,
        command,
        children,
        temporary: folder(),
      });
    },
    async close() {
      isClosed = true;
      const ended = [...children].map((child) => new Promise((resolve) => child.once("close", resolve)));
      for (const child of children) child.kill("SIGKILL");
      await Promise.all(ended);
      scratch?.remove();
    },
  };
}

const KEPT_OUTPUT = 64 * 1024;
const SHOWN_OUTPUT = 4000;

type Running = Omit<HowRun, "isElsewhere"> & {
  readonly command: readonly string[] | undefined;
  readonly children: Set<ChildProcess>;
  /** Where the process puts what it needs on the way. */
  readonly temporary: string;
};

async function run(parameters: readonly string[], running: Running): Promise<string> {
  const { command, children, temporary, signal, tell, folder } = running;
  const [program, ...first] = command ?? [];
  if (program === undefined) {
    throw new Problem({ code: "file-not-found", detail: "The command is not built.", todo: "Run npm run build." });
  }
  // Its end of the pipe closes when this process is gone, however it ended: it then ends too.
  const env = { ...process.env, TMPDIR: temporary, SAYDO_ENDS_WITH: "stdin", SAYDO_PROGRESS: "lines" };
  const child = spawn(program, [...first, ...parameters, "--quiet"], {
    stdio: "pipe",
    env,
    ...(folder === undefined ? {} : { cwd: folder }),
  });
  children.add(child);
  const end = () => void child.kill("SIGKILL");
  signal?.addEventListener("abort", end);
  if (signal?.aborted) end();
  const printed = lastOf(child.stdout);
  const said = lastOf(child.stderr, tell);
  child.stdin.on("error", () => {});
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).finally(() => {
    children.delete(child);
    signal?.removeEventListener("abort", end);
  });
  if (code === 0) return printed();
  const told = said().slice(-SHOWN_OUTPUT).trim();
  if (code === 1) throw new Problem({ code: "not-analysable", detail: told || "The command was refused." });
  throw new Error(`${parameters[0]} ended with exit code ${code}: ${told}`);
}

/** The last of what a process says; lines that say how far it is are told and left out. */
function lastOf(stream: Readable, tell: HowRun["tell"] = () => {}): () => string {
  let said = "";
  stream.setEncoding("utf8").on("data", (text: string) => {
    said = `${said}${text}`.replaceAll(/^progress (\d+)\/(\d+)\n/gm, (_, done, total) => {
      tell(Number(done), Number(total));
      return "";
    });
    said = said.slice(-KEPT_OUTPUT);
  });
  return () => said;
}
