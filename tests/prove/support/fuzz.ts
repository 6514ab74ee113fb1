import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { consoleRoutes } from "../../../server/console/consoleApp.ts";
import { secretHash } from "../../../server/secrets.ts";
import { join, type Person, trial } from "../../server/client.ts";
import { type ConsoleWorld, consoleOptions, consoleWorld } from "../../server/consoleWorld.ts";
import { type StoreKind, storeKinds } from "../../server/stores.ts";
import type { Finding } from "../proof.ts";
import { type Answer, fire, type Shot, shot } from "./shots.ts";

/** Work for a process of its own, which would measure that process and not the server. */
const JOBS = new Set([
  "post /studies/:studyId/report",
  "post /studies/:studyId/export",
  "post /studies/:studyId/purchases",
]);
/** After so many requests the account signs in again: some of them sign it out. */
const A_SESSION = 250;
const AT_ONCE = 25;
const INSIDES = /\bat \S+ \(?(file:|\/)\S+\.(ts|js):\d+|SQLITE_|\bselect "|node_modules/;

export type FuzzOptions = {
  readonly seed: number;
  /** To each kind of store. */
  readonly requests: number;
  /** Who asks at the console; at the participants' API it is always somebody whose session is there. */
  readonly as: "nobody" | "whoever runs the server";
};

/** Requests that no honest client makes at both servers of both kinds of store, half at the participants' API and half at
 *  every route of the console: met when none is answered 5xx, tells of the insides, or is a mistake of ours. */
export async function fuzzed({ seed, requests, as }: FuzzOptions): Promise<Finding> {
  const figures: Record<string, number | string> = { requests: storeKinds.length * requests };
  let isMet = true;
  for (const kind of storeKinds) {
    const found = await fuzz(kind, { seed, requests, as });
    const wrong = found.failed + found.leaks + found.mistakes.length + (found.stillWorks ? 0 : 1);
    isMet = isMet && wrong === 0 && found.accepted > 0;
    for (const [status, count] of found.statuses) figures[`${kind} ${status}`] = count;
    figures[`${kind} 5xx`] = found.failed;
    figures[`${kind} leaks`] = found.leaks;
    figures[`${kind} our mistakes`] = found.mistakes.slice(0, 3).join(" | ") || 0;
  }
  return { isMet, figures };
}

async function fuzz(kind: StoreKind, { seed, requests, as }: FuzzOptions) {
  const mistakes: string[] = [];
  const world = await consoleWorld(kind, (error) => mistakes.push(String(error)));
  try {
    const statuses = new Map<string, number>();
    const found = { failed: 0, leaks: 0, accepted: 0 };
    const count = ({ status, body }: Answer, at: Shot) => {
      const kindOf = `${Math.floor(status / 100)}xx`;
      statuses.set(kindOf, (statuses.get(kindOf) ?? 0) + 1);
      if (status >= 200 && status < 400) found.accepted += 1;
      if (status >= 500) {
        found.failed += 1;
        if (found.failed < 5) console.log(`  ${kind} ${at.method} ${at.path}: ${status} ${body.slice(0, 200)}`);
      }
      const told = status >= 400 ? INSIDES.exec(body) : null;
      if (told === null) return;
      found.leaks += 1;
      if (found.leaks < 5) console.log(`  ${kind} ${at.method} ${at.path}: ${status} tells ${told[0]}`);
    };
    const person = await join(world.server.participantOrigin, { study: world.study });
    for (let done = 0; done < requests; done += A_SESSION) {
      const numRuns = Math.ceil(Math.min(A_SESSION, requests - done) / 2);
      const form = as === "nobody" ? nobody : await signedIn(world);
      const theirs = fc.sample(shot(person.sessionId, person.token), { seed: seed + done, numRuns });
      const ours = fc.sample(consoleShot(world, person, form), { seed: seed + done, numRuns });
      await all(theirs, async (one) => count(await fire(world.server.participantOrigin, one), one));
      await all(ours, async (one) => count(await fire(world.server.consoleOrigin, one), one));
    }
    const other = await join(world.server.participantOrigin, { study: "tea" });
    const stillWorks = (await other.send([trial(0)])).status === 200;
    return { ...found, statuses: [...statuses].sort(), mistakes, stillWorks };
  } finally {
    await world.remove();
  }
}

async function all<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < list.length; from += AT_ONCE) await Promise.all(list.slice(from, from + AT_ONCE).map(work));
}

type Form = { readonly cookie: string; readonly csrf: string };

const nobody: Form = { cookie: "", csrf: secretHash("csrf of nobody") };

/** A new session of whoever runs the server, whose account may have been changed meanwhile. */
async function signedIn({ opened, study, server }: ConsoleWorld): Promise<Form> {
  const { accounts } = opened.store;
  const { account } = (await accounts.byEmail("admin@example.org")) ?? {};
  if (!account) throw new Error("whoever runs the server is gone");
  await accounts.enable(account.id);
  for (const one of [study, "tea"]) await opened.store.studies.setState(one, "open");
  const token = await accounts.openSession(account.id);
  return { cookie: `saydo=${token}; saydo-origin=${server.consoleOrigin}`, csrf: secretHash(`csrf ${token}`) };
}

function consoleShot(world: ConsoleWorld, person: Person, { cookie, csrf }: Form): fc.Arbitrary<Shot> {
  const routes = consoleRoutes(world.opened.store, consoleOptions).filter(
    ({ method, path }) => !JOBS.has(`${method} ${path}`),
  );
  const value = fc.oneof(
    fc.constantFrom(
      ...["", "0", "-1", "1e400", "NaN", "null", "__proto__", "constructor", "coffee-brands", "tea", "\0"],
    ),
    fc.constantFrom(
      ...["owner", "viewer", "open", "closed", "de", "=1+1", "<b>", "'--", "%00", "a".repeat(3000), "😀", "{"],
    ),
    fc.constantFrom(person.sessionId, randomUUID()),
    fc.string({ maxLength: 40 }),
    fc.json({ maxDepth: 2 }),
  );
  const name = fc.oneof(
    fc.constantFrom(
      ...["email", "password", "role", "state", "count", "panelId", "code", "text", "note", "name", "study"],
    ),
    fc.constantFrom(
      ...["id", "title", "language", "at", "recipient", "section", "part", "place", "measure", "revision", "base"],
    ),
    fc.constantFrom("__proto__", "constructor", "file", ""),
    fc.string({ maxLength: 12 }),
  );
  const fields = fc.array(fc.tuple(name, value), { maxLength: 8 });
  const step = fc.oneof(
    fc.constantFrom(
      ...["coffee-brands", "tea", "absent", "%00", "%ff", "..%2f..", "__proto__", "0", "stated", "blank"],
    ),
    fc.constantFrom(person.sessionId, randomUUID(), "a".repeat(2000), "%F0%9F%98%80", "{}", "'--"),
  );
  const headers = { cookie, origin: world.server.consoleOrigin, "sec-fetch-site": "same-origin" };
  return fc
    .tuple(fc.constantFrom(...routes), fc.array(step, { minLength: 3, maxLength: 3 }), fields, fc.nat(9))
    .map(([route, steps, given, odd]) => {
      let at = 0;
      const path = route.path.replaceAll(/:\w+/g, (part) => {
        at += 1;
        return part === ":studyId" && odd > 1 ? world.study : (steps[at - 1] ?? "x");
      });
      const body = new URLSearchParams([...(odd === 0 ? [] : [["csrf", csrf]]), ...given]).toString();
      const type = odd === 1 ? "application/json" : "application/x-www-form-urlencoded";
      const isGet = route.method === "get";
      return {
        method: route.method.toUpperCase(),
        path: isGet && odd > 7 ? `${path}?${body}` : path,
        headers: { ...headers, "content-type": type },
        body: Buffer.from(isGet ? "" : body),
      };
    });
}
