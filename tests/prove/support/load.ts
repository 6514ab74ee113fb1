import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { join, type Person, trial } from "../../server/client.ts";
import { type Ledger, mark } from "./ledger.ts";
import { pause } from "./senders.ts";

/** People who each hold one connection and post a trial, wait for its answer, think, and post the next. */
export type LoadOptions = {
  readonly origin: string;
  readonly people: readonly LoadedPerson[];
  readonly ledger: Ledger;
  readonly seconds: number;
  /** Milliseconds between an answer and the next trial; none for people who do nothing but send. */
  readonly thinkMs: () => number;
  readonly note?: string;
};

export type LoadedPerson = { readonly sessionId: string; readonly token: string; seq: number };

export type Load = {
  readonly answered: number;
  readonly perSecond: number;
  readonly errors: number;
  /** Of the answers, milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
};

const AT_ONCE = 50;

/** Starts sessions, some at a time. */
export async function peopleAt(origin: string, count: number, study = "coffee-brands"): Promise<LoadedPerson[]> {
  const people: LoadedPerson[] = [];
  while (people.length < count) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - people.length) }, () => join(origin, { study }));
    people.push(...(await Promise.all(some)).map(({ sessionId, token }: Person) => ({ sessionId, token, seq: 0 })));
  }
  return people;
}

/** Lets everyone send for so many seconds. */
export async function load({ origin, people, ledger, seconds, thinkMs, note = "" }: LoadOptions): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const taken: number[] = [];
  let errors = 0;
  const from = performance.now();
  const isOver = () => performance.now() - from > 1000 * seconds;
  const takePart = async (person: LoadedPerson) => {
    // Nobody comes at the same moment as everyone else.
    await pause(thinkMs());
    while (!isOver()) {
      const one = { ...trial(person.seq, note === "" ? {} : { note }), id: randomUUID() };
      const sent = performance.now();
      const status = await post(origin, agent, { person, body: `{"trials":[${JSON.stringify(one)}]}` });
      taken.push(performance.now() - sent);
      if (status !== "created") errors += 1;
      else {
        ledger.acks += 1;
        ledger.acked.set(`${person.sessionId}/${one.seq}`, mark(one.id, JSON.stringify(one.body)));
      }
      person.seq += 1;
      await pause(thinkMs());
    }
  };
  await Promise.all(people.map(takePart));
  const lasted = (performance.now() - from) / 1000;
  agent.destroy();
  taken.sort((a, b) => a - b);
  const at = (share: number) => Math.round(taken[Math.floor(share * taken.length)] ?? 0);
  const perSecond = Math.round(taken.length / lasted);
  const longest = Math.round(taken.at(-1) ?? 0);
  return { answered: taken.length, perSecond, errors, p50: at(0.5), p99: at(0.99), longest };
}

type Post = { readonly person: LoadedPerson; readonly body: string };

/** The status of the one trial; "refused" or "broken" when there was none. */
export async function post(origin: string, agent: Agent, { person, body }: Post): Promise<string> {
  const { hostname, port } = new URL(origin);
  return await new Promise((resolve) => {
    const call = request({
      ...{ hostname, port, agent, method: "POST", path: `/api/v1/sessions/${person.sessionId}/trials` },
      headers: {
        authorization: `Bearer ${person.token}`,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
      },
    });
    call.once("error", () => resolve("broken"));
    call.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", () => resolve("broken"));
      response.once("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve(response.statusCode === 200 ? (/"status":"(\w+)"/.exec(text)?.[1] ?? "refused") : "refused");
      });
    });
    call.end(body);
  });
}

/** Memory a process holds, MB; 0 where the system does not tell. */
export function memoryOf(pid: number): number {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return 0;
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1] ?? 0) / 1024);
}
