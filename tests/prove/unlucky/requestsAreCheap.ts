import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { mostOfSession, trialsPerRequest } from "../../../experiments/contract/requestLimits.ts";
import { type Answer, call, join, type Person, trial, trials } from "../../server/client.ts";
import { studyFile } from "../kept/crashLosesNothing.ts";
import type { Proof } from "../proof.ts";
import { inScratch } from "../support/scratch.ts";
import { type Supervised, supervise } from "../support/supervisor.ts";

const study = "coffee-brands";
const MOST_MS = 20;
/** The clock that the system counts a process's time by. */
const TICKS_A_SECOND = 100;

/** Every route that takes a request from somebody without an account, at the bounds of what it may be asked; in processor
 *  time of the server's own process. */
export const requestsAreCheap: Proof = {
  id: "I6",
  promise:
    "No request without an account costs more than 20 ms of processor, but for signing in; judging a session reads each trial once, and one's own copy costs no more than its trials did.",
  async run({ scale }) {
    const count = scale === "short" ? 1_000 : mostOfSession.trials - 1;
    const times = scale === "short" ? 40 : 100;
    return await inScratch(async (folder) => {
      const server = await supervise({ place: { data: path(folder, "store") }, studyFile });
      const code = { value: "" };
      const full = await join(server.origin, { study });
      const gap = await join(server.origin, { study });
      const sending = await costOf(server, 1, () => fill(full, count));
      await gap.send([trial(0), trial(mostOfSession.trials - 1)]);
      const firstFinish = await costOf(server, 1, () => full.post("finish", { trialCount: count }));
      code.value = (await agreeAgain(full)).body.ownDataCode;
      const ownCopy = await costOf(server, 4, () =>
        call(server.origin, "/api/v1/own-data", { body: { code: code.value } }),
      );
      const figures: Record<string, number> = {
        sendingThemMs: sending,
        firstFinishMs: firstFinish,
        ownCopyMs: ownCopy,
      };
      let dearest = 0;
      for (const [name, ask] of Object.entries(requestsOf(server, { full, gap }))) {
        const ms = await costOf(server, times, ask);
        figures[name] = ms;
        dearest = Math.max(dearest, ms);
      }
      await server.stop();
      return {
        isMet: dearest <= MOST_MS && ownCopy <= sending && firstFinish <= sending,
        figures: { trials: count, ...figures, dearestMs: dearest },
      };
    });
  },
};

type People = { readonly full: Person; readonly gap: Person };

/** What anybody can ask, and what whoever began a session can, as dear as it may be. */
function requestsOf({ origin, consoleOrigin }: Supervised, { full, gap }: People) {
  const at = `/api/v1/sessions/${full.sessionId}`;
  const get = (where: string, path_: string) => () => call(where, path_);
  const mine =
    (what: string, token = full.token) =>
    () =>
      call(origin, `${at}/${what}`, { token });
  const long = "x".repeat(60_000);
  const batch = trials(trialsPerRequest, 5_000);
  return {
    "start of a session": () => call(origin, "/api/v1/sessions", { body: { study } }),
    "start with 60 kB": () => call(origin, "/api/v1/sessions", { body: { study, language: long } }),
    "agreeing again": () => agreeAgain(full),
    "status with 9,998 gaps": () => gap.status(),
    "200 trials that are stored": () => gap.send(batch),
    "a trial above a gap": () => gap.send([trial(7_000)]),
    "a stranger's trials": () => call(origin, `${at}/trials`, { token: "a".repeat(43), body: { trials: batch } }),
    finish: () => full.post("finish", { trialCount: 0 }),
    "finish with a million": () => gap.post("finish", { trialCount: 1_000_000 }),
    eligibility: mine("eligibility"),
    "own scores": mine("own-scores"),
    "a wrong code": () => call(origin, "/api/v1/own-data", { body: { code: "a".repeat(48) } }),
    "a study": get(origin, `/api/v1/studies/${study}`),
    "its page": get(origin, `/s/${study}/`),
    "a page that is not there": get(origin, `/s/${"x".repeat(2_000)}/`),
    openapi: get(origin, "/openapi.json"),
    ready: get(origin, "/ready"),
    "the sign-in page": get(consoleOrigin, "/sign-in"),
    "an invitation that is none": get(consoleOrigin, `/join/${"a".repeat(43)}`),
    "a page of the console": get(consoleOrigin, "/studies"),
  } satisfies Record<string, () => Promise<Answer>>;
}

async function fill(person: Person, count: number): Promise<void> {
  for (let from = 0; from < count; from += trialsPerRequest) {
    const { status } = await person.send(trials(Math.min(trialsPerRequest, count - from), from));
    if (status !== 200) throw new Error(`trials were answered with ${status}`);
  }
}

function agreeAgain(person: Person): Promise<Answer> {
  const { consentHash } = person.started;
  return person.post("consent", { consentHash, language: "en", purposes: { takePart: true } });
}

/** Milliseconds of processor that one of so many requests cost the server, its share of what it does anyway included. */
async function costOf({ pid }: Supervised, times: number, ask: () => Promise<unknown>): Promise<number> {
  const from = ticksOf(pid());
  for (let time = 0; time < times; time += 1) await ask();
  return Math.round((10 * 1000 * (ticksOf(pid()) - from)) / TICKS_A_SECOND / times) / 10;
}

/** The fields after the name, which may hold blanks: the 12th and 13th are the time as the process and in the system. */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return Number(fields[11]) + Number(fields[12]);
}
