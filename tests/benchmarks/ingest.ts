import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { join } from "../server/client.ts";
import type { Benchmark, Finding, Row } from "./benchmark.ts";

const PEOPLE = 64;
const TRIALS = 20;
/** Rounds at each door, the doors taking turns, so that a passing load falls on both. */
const ROUNDS = 3;

const Doors = z.object({ whole: z.string(), bare: z.string(), usual: z.string() });
const doorsInTurn = ["bare", "usual", "whole"] as const;
const Usage = z.object({ cpu: z.object({ user: z.number(), system: z.number() }) });
const Answer = z.object({
  seconds: z.number(),
  answered: z.int(),
  refused: z.array(z.string()),
  p50: z.number(),
  p99: z.number(),
});
type Door = keyof z.infer<typeof Doors>;
type Round = z.infer<typeof Answer> & { readonly door: Door; readonly cpuSeconds: number };

/** The participant origin (Express, Helmet, checks, durable SQLite), the bare limit (node:http, zod, the same store) and what
 *  one would write first: bare Express, a transaction for each request. */
export const ingest: Benchmark = {
  name: "ingest",
  what: "20-trial batches over loopback into durable SQLite: whole participant origin, bare node:http + zod, bare Express",
  async run(size) {
    const requests = size === "whole" ? 1_600 : 640;
    const server = start("ingestServer.js", 0);
    try {
      const doors = Doors.parse(await heard(server));
      const people = await Promise.all(
        Array.from({ length: PEOPLE }, () => join(doors.whole, { study: "coffee-brands" })),
      );
      const known = people.map(({ sessionId, token }) => ({ sessionId, token }));
      const rounds: Round[] = [];
      // The first round warms the doors up and is not counted.
      for (let round = 0; round <= ROUNDS; round += 1) {
        for (const [turn, door] of doorsInTurn.entries()) {
          const from = (doorsInTurn.length * round + turn) * Math.floor(requests / PEOPLE) * TRIALS;
          const before = await usage(server);
          const answer = await sendAll({ origin: doors[door], requests, people: known, from });
          const cpuSeconds = (await usage(server)) - before;
          if (answer.refused[0] !== undefined) throw new Error(`${door}: ${answer.refused[0].slice(0, 300)}`);
          if (round > 0) rounds.push({ ...answer, door, cpuSeconds });
        }
      }
      return findingOf(rounds);
    } finally {
      const ended = once(server, "exit");
      server.disconnect();
      await ended;
    }
  },
};

function findingOf(rounds: readonly Round[]): Finding {
  const sum = (door: Door, of: (round: Round) => number) =>
    rounds.filter((round) => round.door === door).reduce((total, round) => total + of(round), 0);
  const rate = (door: Door) => sum(door, ({ answered }) => answered) / sum(door, ({ seconds }) => seconds);
  const cpu = (door: Door) => (1e6 * sum(door, ({ cpuSeconds }) => cpuSeconds)) / sum(door, ({ answered }) => answered);
  const p99 = Math.max(...rounds.filter(({ door }) => door === "whole").map((round) => round.p99));
  const row = (by: string, door: Door): Row => ({
    by,
    ...(door === "whole" ? {} : { ratio: rate("whole") / rate(door) }),
    measured: `${Math.round(rate(door)).toLocaleString("en")} requests/s (${Math.round(TRIALS * rate(door)).toLocaleString("en")} trials/s), ${Math.round(cpu(door))} µs of processor a request`,
  });
  return {
    rows: [
      row("Saydo, participant origin", "whole"),
      row("bare Express, a commit a request", "usual"),
      row("node:http + zod + the same store", "bare"),
    ],
    notes: [
      "ratio: how many times theirs our throughput is",
      `throughput ${(rate("whole") / rate("bare")).toFixed(2)} of the bare limit, by processor time ${(cpu("bare") / cpu("whole")).toFixed(2)}`,
      `slowest round's p99 ${p99.toFixed(0)} ms with ${PEOPLE} people sending at once; every trial answered as created`,
      isPinned() ? "server on one core, client on another" : "server and client share the cores: no taskset here",
    ],
  };
}

type Order = {
  readonly origin: string;
  readonly requests: number;
  readonly people: readonly { readonly sessionId: string; readonly token: string }[];
  readonly from: number;
};

async function sendAll(order: Order): Promise<z.infer<typeof Answer>> {
  const client = start("ingestClient.js", 1);
  await heard(client);
  const answer = heard(client);
  client.send(order);
  const found = Answer.parse(await answer);
  if (client.exitCode === null) await once(client, "exit");
  return found;
}

/** Processor seconds the server has used. */
async function usage(server: ChildProcess): Promise<number> {
  const answer = heard(server);
  server.send("usage");
  const { cpu } = Usage.parse(await answer);
  return (cpu.user + cpu.system) / 1e6;
}

async function heard(child: ChildProcess): Promise<unknown> {
  return await new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`${child.spawnargs.at(-1)} ended before it answered`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message);
    });
  });
}

function start(script: string, core: number): ChildProcess {
  const path = fileURLToPath(new URL(`./${script}`, import.meta.url));
  const [program = process.execPath, ...args] = [
    ...(isPinned() ? ["taskset", "-c", String(core)] : []),
    process.execPath,
    path,
  ];
  return spawn(program, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
}

function isPinned(): boolean {
  if (availableParallelism() < 2) return false;
  try {
    execFileSync("taskset", ["-V"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
