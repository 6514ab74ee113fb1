import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Ledger } from "./ledger.ts";
import type { LoadedPerson } from "./load.ts";

/** People who each hold one connection, post a trial, wait for its answer, think, and post the next: from a process of
 *  their own. */
export type SendOrder = {
  readonly origin: string;
  readonly people: readonly LoadedPerson[];
  /** A whole number. */
  readonly seconds: number;
  /** Milliseconds between an answer and the next trial: from, to. */
  readonly thinkMs: readonly [number, number];
  readonly note?: string;
  /** Whether whoever is refused comes back when told to, or at once. */
  readonly patience: "retry-after" | "none";
  readonly ledgerFile: string;
};

const Sent = z.object({
  created: z.int(),
  refused: z.int(),
  errors: z.int(),
  withoutRetryAfter: z.int(),
  /** Stored in a second, from when everyone has come. */
  perSecond: z.number(),
  /** From the first time a trial was sent to the answer that it is stored, milliseconds. */
  p50: z.number(),
  p99: z.number(),
  /** Of the requests that were admitted, without the refusals before them. */
  admittedP99: z.number(),
  /** Stored in each second. */
  bySecond: z.array(z.int()),
  people: z.array(z.object({ sessionId: z.string(), seq: z.int() })),
});
export type Sent = z.infer<typeof Sent>;

/** Lets them send; each goes on counting where it was. */
export async function sendFrom(order: SendOrder): Promise<Sent> {
  const child = startSender();
  const died = once(child, "exit");
  await heard(child);
  const answer = heard(child);
  child.send({ note: "", ...order });
  const sent = Sent.parse(await answer);
  await died;
  const counts = new Map(sent.people.map(({ sessionId, seq }) => [sessionId, seq]));
  for (const person of order.people) person.seq = counts.get(person.sessionId) ?? person.seq;
  return sent;
}

/** What the senders wrote down after each full reply. */
export function ledgerOf(...files: readonly string[]): Ledger {
  const lines = files.flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean));
  const acked = lines.map((line): [string, string] => {
    const [key = "", ...mark] = line.split(" ");
    return [key, mark.join(" ")];
  });
  return { acked: new Map(acked), acks: acked.length, refused: 0, failed: 0 };
}

/** A program that keeps what it starts on one core; none where there is only one, or no such program. */
export function onCore(core: number): readonly string[] {
  if (availableParallelism() < 2) return [];
  try {
    execFileSync("taskset", ["-V"], { stdio: "ignore" });
    return ["taskset", "-c", String(core)];
  } catch {
    return [];
  }
}

function startSender(): ChildProcess {
  const script = join(process.cwd(), "tests/prove/support/senderProcess.mjs");
  const [program = process.execPath, ...args] = [...onCore(1), process.execPath, script];
  return spawn(program, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
}

async function heard(child: ChildProcess): Promise<unknown> {
  return await new Promise((resolve, reject) => {
    const ended = () => reject(new Error("the senders ended before they answered"));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message);
    });
  });
}
