import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { type Random, randomStream } from "../../../experiments/random/randomStream.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { type Answer, call, wholeCoffee } from "../../server/client.ts";
import { studyFile } from "../kept/crashLosesNothing.ts";
import type { Proof } from "../proof.ts";
import { inScratch } from "../support/scratch.ts";
import { pause } from "../support/senders.ts";
import { type Supervised, supervise } from "../support/supervisor.ts";

const ABANDON = 0.4;
const CELLS = 8;

/** A study with a quota of completes, of whose people many leave, on a server that is killed again and again. */
export const cellsFillEvenly: Proof = {
  id: "H6",
  promise:
    "When a study has its quota, each cell has its share of the completes, give or take one, although many abandon.",
  async run({ seed, scale }) {
    const [completesEach, atOnce, kills] = scale === "short" ? [5, 20, 1] : [150, 50, 20];
    const random = randomStream(seed);
    return await inScratch(async (folder) => {
      const data = path(folder, "store");
      const server = await supervise({ place: { data }, studyFile: withQuota(folder, CELLS * completesEach) });
      const opened = await openStore({ data }, "work");
      const { database } = opened.context;
      const killing = killAtRandom(server, kills, random);
      const told = { people: 0, abandoned: 0, hoursPassed: 0, widestOnTheWay: 0 };
      let completes: readonly number[] = [];
      while (sum(completes) < CELLS * completesEach || killing.isGoingOn()) {
        const fates = Array.from({ length: atOnce }, (_, one) => {
          return { panelId: `person ${told.people + one}`, leaves: random.uniform() < ABANDON };
        });
        told.people += atOnce;
        const ends = await Promise.all(fates.map((fate) => takePart(server.origin, fate)));
        told.abandoned += ends.filter((end) => end === "left").length;
        completes = await completesByCell(database);
        told.widestOnTheWay = Math.max(told.widestOnTheWay, Math.max(...completes) - Math.min(...completes));
        if (!ends.includes("full")) continue;
        await anHourPasses(database);
        told.hoursPassed += 1;
      }
      await killing.over;
      const starts = await database.query.selectFrom("sessions").select("id").execute();
      await opened.close();
      await server.stop();
      const furthest = Math.max(...completes.map((count) => Math.abs(count - completesEach)));
      const figures = {
        starts: starts.length,
        ...told,
        kills,
        planEach: completesEach,
        completes: completes.join(" "),
      };
      return {
        isMet: furthest <= 1 && completes.length === CELLS && told.abandoned > 0 && told.hoursPassed > 0,
        figures: { ...figures, furthest },
      };
    });
  },
};

/** The coffee study with a quota. */
function withQuota(folder: string, completes: number): string {
  const copy = path(folder, "study");
  cpSync(path(studyFile, ".."), copy, { recursive: true });
  const file = path(copy, "study.yaml");
  writeFileSync(file, `${readFileSync(file, "utf8")}\nquota:\n  completes: ${completes}\n`);
  return file;
}

type Fate = { readonly panelId: string; readonly leaves: boolean };

/** One person's visit; everything is asked again until it is answered. */
async function takePart(origin: string, { panelId, leaves }: Fate): Promise<"left" | "finished" | "full"> {
  // Everyone comes from an address of their own: of one device only a few hold places.
  const headers = { "x-forwarded-for": addressOf(panelId) };
  const ask = (where: string, body: unknown, token?: string) =>
    patiently(() => call(origin, where, { body, headers, ...(token === undefined ? {} : { token }) }));
  const { body: started } = await ask("/api/v1/sessions", { study: "coffee-brands", panelId });
  if (started.code === "quota-full") return "full";
  const at = `/api/v1/sessions/${started.sessionId}`;
  const agreed = { consentHash: started.consentHash, language: "en", purposes: { takePart: true } };
  const { body: agreedTo } = await ask(`${at}/consent`, agreed, started.token);
  if (agreedTo.code === "quota-full") return "full";
  if (leaves) return "left";
  const trials = wholeCoffee();
  await ask(`${at}/trials`, { trials }, started.token);
  const end = await ask(`${at}/finish`, { trialCount: trials.length }, started.token);
  if (end.status !== 200) throw new Error(`not finished: ${end.status} ${JSON.stringify(end.body)}`);
  return "finished";
}

function addressOf(panelId: string): string {
  const number = Number(/\d+$/.exec(panelId)?.[0] ?? 0);
  return `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
}

async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await ask().catch(() => null);
    if (answer && answer.status < 500 && answer.status !== 429) return answer;
    await pause(50);
  }
}

function killAtRandom(server: Supervised, kills: number, random: Random) {
  let left = kills;
  const kill = async () => {
    while (left > 0) {
      await pause(100 + 900 * random.uniform());
      await server.kill();
      left -= 1;
    }
  };
  return { over: kill(), isGoingOn: () => left > 0 };
}

type Database = Awaited<ReturnType<typeof openStore>>["context"]["database"];

/** Everyone who has not finished was last seen more than an hour ago. */
async function anHourPasses({ query }: Database): Promise<void> {
  const before = new Date(Date.now() - 2 * 60 * 60 * 1000).toISOString();
  await query.updateTable("sessions").set({ seen_at: before }).where("finished_at", "is", null).execute();
}

async function completesByCell({ query }: Database): Promise<readonly number[]> {
  const cells = await query.selectFrom("cells").select("completes").orderBy("cell").execute();
  return cells.map(({ completes }) => completes);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
