import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { join } from "../server/client.ts";
import type { Benchmark, Finding, Row } from "./benchmark.ts";

const PEOPLE = 64;
/** Rounds at each door, the doors taking turns, so that a passing load falls on both. */
const ROUNDS = 5;
/** How many requests of how many trials a round sends. */
const loads = [
  { trials: 20, requests: 1_600 },
  { trials: 1, requests: 6_400 },
] as const;

const Doors = z.object({ whole: z.string(), limit: z.string(), usual: z.string() });
const doorsInTurn = ["limit", "usual", "whole"] as const;
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

/** The participant origin (Express, Helmet, checks, durable SQLite), the honest limit (node:http, zod, prepared inserts, one
 *  transaction a turn of the event loop) and what one would write first: bare Express, a transaction for each request. */
export const ingest: Benchmark = {
  name: "ingest",
  what: "20-trial and 1-trial batches of fresh sessions over loopback into durable SQLite: whole participant origin, node:http + zod + prepared inserts, bare Express",
  async run(size) {
    const findings: Finding[] = [];
    for (const { trials, requests } of loads) {
      findings.push(await measured(trials, size === "whole" ? requests : requests / 4));
    }
    const pinned = isPinned()
      ? "server on one core, client on another"
      : "server and client share the cores: no taskset here";
    return {
      rows: findings.flatMap(({ rows }) => rows),
      notes: ["ratio: how many times theirs our throughput is", ...findings.flatMap(({ notes }) => notes), pinned],
    };
  },
};

async function measured(trials: number, requests: number): Promise<Finding> {
  const server = start("ingestServer.js", 0);
  try {
    const doors = Doors.parse(await heard(server));
    const rounds: Round[] = [];
    // The first round warms the doors up and is not counted.
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const door of doorsInTurn) {
        const people = await newPeople(doors.whole);
        const before = await usage(server);
        const answer = await sendAll({ origin: doors[door], requests, trials, people });
        const cpuSeconds = (await usage(server)) - before;
        if (answer.refused[0] !== undefined) throw new Error(`${door}: ${answer.refused[0].slice(0, 300)}`);
        if (round > 0) rounds.push({ ...answer, door, cpuSeconds });
      }
    }
    return findingOf(rounds, trials);
  } finally {
    const ended = once(server, "exit");
    server.disconnect();
    await ended;
  }
}

/** Sessions to which nothing was sent yet, so that their trials come in order from the first. */
async function newPeople(origin: string): Promise<Order["people"]> {
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => join(origin, { study: "coffee-brands" })));
  return people.map(({ sessionId, token }) => ({ sessionId, token }));
}

function findingOf(rounds: readonly Round[], trials: number): Finding {
  const of = (door: Door) => rounds.filter((round) => round.door === door);
  const sum = (door: Door, what: (round: Round) => number) => of(door).reduce((total, round) => total + what(round), 0);
  const rate = (door: Door) => sum(door, ({ answered }) => answered) / sum(door, ({ seconds }) => seconds);
  const cpu = (door: Door) => (1e6 * sum(door, ({ cpuSeconds }) => cpuSeconds)) / sum(door, ({ answered }) => answered);
  const each = of("whole").map(({ answered, seconds }, turn) => {
    const limit = of("limit")[turn];
    return limit ? answered / seconds / (limit.answered / limit.seconds) : Number.NaN;
  });
  const p99 = Math.max(...of("whole").map((round) => round.p99));
  const row = (by: string, door: Door): Row => ({
    by: `${by}, ${trials} ${trials === 1 ? "trial" : "trials"} a request`,
    ...(door === "whole" ? {} : { ratio: rate("whole") / rate(door) }),
    measured: `${Math.round(rate(door)).toLocaleString("en")} requests/s (${Math.round(trials * rate(door)).toLocaleString("en")} trials/s), ${Math.round(cpu(door))} µs of processor a request`,
  });
  return {
    rows: [
      row("Saydo, participant origin", "whole"),
      row("bare Express, a commit a request", "usual"),
      row("honest limit: node:http + zod + prepared inserts", "limit"),
    ],
    notes: [
      `${trials} a request: throughput ${(rate("whole") / rate("limit")).toFixed(2)} of the honest limit (${Math.min(...each).toFixed(2)} to ${Math.max(...each).toFixed(2)} over ${each.length} rounds), by processor time ${(cpu("limit") / cpu("whole")).toFixed(2)}; ${(rate("whole") / rate("usual")).toFixed(2)} of bare Express`,
      `${trials} a request: slowest round's p99 ${p99.toFixed(0)} ms with ${PEOPLE} people sending at once; every trial answered as created`,
    ],
  };
}

type Order = {
  readonly origin: string;
  readonly requests: number;
  readonly people: readonly { readonly sessionId: string; readonly token: string }[];
  readonly trials: number;
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
