import { createHash, randomBytes } from "node:crypto";
import { participantRoutes } from "../../../server/app.ts";
import { consoleRoutes } from "../../../server/console/consoleApp.ts";
import { groupCommit } from "../../../server/ingest/groupCommit.ts";
import { arrive, call, join, type Person, trial } from "../../server/client.ts";
import { addressOf, type ConsoleWorld, consoleOptions, consoleWorld } from "../../server/consoleWorld.ts";
import type { Proof } from "../proof.ts";
import { filesIn } from "../support/canaries.ts";

const CANARY = "a-thought-nobody-reads-back";

/** A participant's token at every route of both origins, and guesses at others'. */
export const tokensOpenOneSession: Proof = {
  id: "E2",
  // Where a study tells its participants their own result, that one is read back (tests/journeys/ownScores.test.ts).
  promise: "A participant's token writes to its own session, reads no answers back, and cannot be guessed.",
  async run({ scale }) {
    const [tokens, guesses] = scale === "short" ? [200, 20_000] : [2000, 1_000_000];
    const world = await consoleWorld();
    const mine = await join(world.server.participantOrigin, { study: world.study });
    await mine.send([trial(0, { note: CANARY })]);
    const foreign = await arrive(world.server.participantOrigin, { study: world.study });
    const opened = [...(await foreignOpened(world, mine, foreign)), ...(await consoleOpened(world, mine))];
    const all = [mine.token];
    while (all.length < tokens) all.push((await arrive(world.server.participantOrigin, { study: world.study })).token);
    const bits = 8 * Math.min(...all.map((token) => Buffer.from(token, "base64url").length));
    const guessed = await guess(world, mine, guesses);
    const bytes = Buffer.concat(filesIn(await dataOf(world)).map(({ content }) => content));
    const inClear = all.filter((token) => bytes.includes(token)).length;
    const hashed = all.filter((token) => bytes.includes(createHash("sha256").update(token).digest("hex"))).length;
    const pages = (await pagesOf(world)).join("\n");
    const shown = all.filter((token) => pages.includes(token)).length;
    await world.remove();
    const distinct = new Set(all).size;
    return {
      isMet: opened.length + guessed + inClear + shown === 0 && bits >= 128 && distinct === tokens && hashed === tokens,
      figures: {
        ...{ opened: opened.length, firstOpened: opened[0] ?? "none", tokens, distinct, bits, guesses, guessed },
        ...{ storedInClear: inClear, storedAsHash: hashed, shownInConsole: shown },
      },
    };
  },
};

/** Routes of the participant's origin that open another's session, or give data back from one's own. */
async function foreignOpened({ server, opened }: ConsoleWorld, mine: Person, foreign: Person) {
  const faults: string[] = [];
  const ingest = groupCommit({ append: opened.store.appendTrials });
  for (const { path, method } of participantRoutes(opened.store, ingest, () => undefined)) {
    const ask = (sessionId: string, token?: string) =>
      call(server.participantOrigin, path.replace(":sessionId", sessionId).replace(":studyId", "coffee-brands"), {
        ...(method === "post" ? { body: { trials: [] } } : {}),
        ...(token === undefined ? {} : { token }),
      });
    if (path.includes(":sessionId")) {
      if ((await ask(foreign.sessionId)).status !== 401) faults.push(`${path} without a token`);
      // A body is judged before the session is looked for where that costs the store nothing.
      if (![404, 400].includes((await ask(foreign.sessionId, mine.token)).status)) faults.push(`${path} of another`);
    }
    const { body } = await ask(mine.sessionId, mine.token);
    if (JSON.stringify(body).includes(CANARY)) faults.push(`${path} gives answers back`);
  }
  return faults;
}

async function consoleOpened({ server, opened, study }: ConsoleWorld, { token }: Person) {
  const faults: string[] = [];
  for (const { access, path, method } of consoleRoutes(opened.store, consoleOptions)) {
    if (access === "anyone") continue;
    const headers = { cookie: `saydo=${token}`, authorization: `Bearer ${token}` };
    const at = `${server.consoleOrigin}${addressOf(path, study)}`;
    const { status, headers: reply } = await fetch(at, { method: method.toUpperCase(), redirect: "manual", headers });
    if (status !== 401 && reply.get("location") !== "/sign-in") faults.push(`${method} ${path}: ${status}`);
  }
  return faults;
}

/** How many of `count` random tokens open the session; a few over HTTP, the rest where HTTP asks. */
async function guess({ server, opened }: ConsoleWorld, { sessionId }: Person, count: number): Promise<number> {
  let right = 0;
  for (let turn = 0; turn < count; turn += 1) {
    const token = randomBytes(32).toString("base64url");
    const isOpen =
      turn % 1000 === 0
        ? (await call(server.participantOrigin, `/api/v1/sessions/${sessionId}`, { token })).status !== 401
        : await opened.store.sessions.authorised(sessionId, token).then(
            () => true,
            () => false,
          );
    if (isOpen) right += 1;
  }
  return right;
}

async function dataOf({ opened }: ConsoleWorld): Promise<string> {
  const { sql } = await import("kysely");
  const { rows } = await sql<{ file: string }>`pragma database_list`.execute(opened.context.database.query);
  return (rows[0]?.file ?? "").replace(/\/[^/]*$/, "");
}

async function pagesOf({ server, opened, cookies, study }: ConsoleWorld): Promise<readonly string[]> {
  const paths = consoleRoutes(opened.store, consoleOptions)
    .filter(({ method }) => method === "get")
    .map(({ path }) => addressOf(path, study));
  const headers = { cookie: cookies.get("admin") ?? "" };
  return await Promise.all(
    paths.map(async (path) => (await fetch(`${server.consoleOrigin}${path}`, { headers })).text()),
  );
}
