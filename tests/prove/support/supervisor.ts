import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { createServer } from "node:net";
import { pathToFileURL } from "node:url";

export type ServedPlace = {
  readonly data?: string;
  readonly database?: string;
  readonly copy?: { readonly folder: string; readonly acknowledge: "at once" | "after copy" };
};

/** A server in a process of its own, started again whenever it dies, as systemd would. */
export type Supervised = {
  readonly origin: string;
  readonly consoleOrigin: string;
  readonly pid: () => number;
  /** Milliseconds from each death to the next answer of /ready. */
  readonly readyAfterMs: readonly number[];
  /** kill -9, and waits until the next process has started whole. */
  kill(): Promise<void>;
  /** Holds the process still while `look` looks at its files. */
  frozen(look: () => void): void;
  /** SIGTERM without a restart; resolves with the exit code. */
  stop(): Promise<number | null>;
};

export type SupervisorOptions = {
  readonly place: ServedPlace;
  readonly studyFile: string;
  /** Runs the process under another program, such as one that injects faults. */
  readonly under?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where everything goes that the process prints, its log included; without it only what went wrong is shown. */
  readonly logFile?: string;
};

const built = (path: string) => JSON.stringify(pathToFileURL(`${process.cwd()}/dist/${path}`).href);

/** Starts the built server (`tsc -b` has been run) under supervision. */
export async function supervise(options: SupervisorOptions): Promise<Supervised> {
  const ports = [await freePort(), await freePort()] as const;
  const [origin, consoleOrigin] = [`http://127.0.0.1:${ports[0]}`, `http://127.0.0.1:${ports[1]}`];
  const readyAfterMs: number[] = [];
  let child = launch(ports, options);
  await ready(origin, child);
  await consoleUp(consoleOrigin, child);
  let isStopping = false;
  return {
    origin,
    consoleOrigin,
    pid: () => child.pid ?? 0,
    readyAfterMs,
    async kill() {
      if (!hasEnded(child)) {
        const dead = once(child, "exit");
        child.kill("SIGKILL");
        await dead;
      }
      const from = performance.now();
      if (isStopping) return;
      child = launch(ports, options);
      await ready(origin, child);
      readyAfterMs.push(performance.now() - from);
      await consoleUp(consoleOrigin, child);
    },
    frozen(look) {
      child.kill("SIGSTOP");
      look();
      child.kill("SIGCONT");
    },
    async stop() {
      isStopping = true;
      if (hasEnded(child)) return child.exitCode;
      const dead = once(child, "exit");
      child.kill("SIGTERM");
      await dead;
      return child.exitCode;
    },
  };
}

function launch(
  [port, consolePort]: readonly [number, number],
  { place, studyFile, under = [], env = {}, logFile }: SupervisorOptions,
): ChildProcess {
  const script = `
    import { startServer } from ${built("server/main.js")};
    import { loadStudy } from ${built("experiments/studyFile/commands.js")};
    const study = await loadStudy(${JSON.stringify(studyFile)});
    const log = ${JSON.stringify(logFile === undefined ? "silent" : "info")};
    const ports = { port: ${port}, consolePort: ${consolePort} };
    const trustedProxies = ["127.0.0.1"];
    const starting = startServer({ ...${JSON.stringify(place)}, ...ports, log, trustedProxies, studies: [study] });
    process.once("SIGTERM", () => void starting.then((server) => server.close()).then(() => process.exit(0)));
    await starting;
  `;
  const [program = process.execPath, ...rest] = [...under, process.execPath, "--input-type=module", "-e", script];
  const out = logFile === undefined ? "inherit" : openSync(logFile, "a");
  return spawn(program, rest, { stdio: ["ignore", out, out], env: { ...process.env, ...env } });
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

const READY_WITHIN_MS = 60_000;

async function ready(origin: string, child: ChildProcess): Promise<void> {
  await answers(`${origin}/ready`, child);
}

/** Participants are served before the console is. */
async function consoleUp(origin: string, child: ChildProcess): Promise<void> {
  await answers(`${origin}/look.css`, child);
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  while (performance.now() < until) {
    if (hasEnded(child)) throw new Error(`the server ended with ${child.exitCode ?? child.signalCode}`);
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the server did not answer at ${url}`);
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  const port = typeof address === "object" && address ? address.port : 0;
  probe.close();
  await once(probe, "close");
  return port;
}
