import { execFile } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = "/usr/lib/postgresql";

/** A private PostgreSQL cluster on a free port of the loopback interface, owned by an unprivileged user. */
export type Cluster = {
  /** Makes an empty database and gives its URL. */
  makeDatabase(): Promise<string>;
  /** `fast` ends connections and stops cleanly; `immediate` is a crash. */
  restart(manner: "fast" | "immediate"): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops the cluster and deletes its files. */
  remove(): Promise<void>;
};

/** The folder of PostgreSQL's programs, or null where it is not installed. */
export function postgresPrograms(): string | null {
  if (!existsSync(ROOT)) return null;
  const newest = readdirSync(ROOT)
    .map(Number)
    .filter((version) => version >= 15)
    .sort((left, right) => right - left)[0];
  return newest === undefined ? null : join(ROOT, String(newest), "bin");
}

/** Makes and starts a cluster. PostgreSQL refuses to run as root, so root hands it to `postgres`. */
export async function startCluster(): Promise<Cluster> {
  const programs = postgresPrograms();
  if (programs === null) throw new RangeError("PostgreSQL 15 or newer is not installed (apt-get install postgresql)");
  const folder = mkdtempSync(join(tmpdir(), "saydo-postgres-"));
  const owner = await unprivilegedUser();
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  const port = await freePort();
  const as = async (program: string, ...parameters: readonly string[]) => {
    const path = join(programs, program);
    if (owner) await run("runuser", ["-u", "postgres", "--", path, ...parameters], { cwd: folder });
    else await run(path, [...parameters], { cwd: folder });
  };
  const control = (...parameters: readonly string[]) => as("pg_ctl", "-D", data, "-w", "-s", ...parameters);
  const log = join(folder, "log");
  const flags = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c max_connections=80`;
  await as("initdb", "-D", data, "-U", "saydo", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
  const start = () => control("start", "-l", log, "-o", flags);
  const stop = (manner: string) => control("stop", "-m", manner);
  await start();
  let databases = 0;
  return {
    start,
    stop: () => stop("fast"),
    async makeDatabase() {
      databases += 1;
      const name = `saydo_${databases}`;
      await as("createdb", "-h", "127.0.0.1", "-p", String(port), "-U", "saydo", name);
      return `postgres://saydo@127.0.0.1:${port}/${name}`;
    },
    async restart(manner) {
      await stop(manner);
      await start();
    },
    async remove() {
      await stop("immediate").catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function unprivilegedUser(): Promise<{ readonly uid: number; readonly gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  const [uid, gid] = await Promise.all([run("id", ["-u", "postgres"]), run("id", ["-g", "postgres"])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
