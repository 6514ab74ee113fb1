import { startServer } from "../../../server/main.ts";
import { secretHash } from "../../../server/secrets.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { secondFactorFor } from "../../server/secondFactor.ts";
import { placesOf } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";

const password = "velvet anchor tundra 41";
const email = "ada@example.org";
const MINUTE_MS = 60_000;

type Signed = { readonly status: number; readonly token: string; readonly cookie: string };
type World = {
  /** Signs in through the page. */
  enter(cookie?: string): Promise<Signed>;
  /** A session as signing in opens one. */
  open(): Promise<string>;
  /** Whether the console takes these headers for someone who is signed in. */
  isIn(headers: Readonly<Record<string, string>>, path?: string): Promise<boolean>;
  post(token: string, path: string, fields: Readonly<Record<string, string>>): Promise<Signed>;
  pass(minutes: number): void;
  disable(): Promise<void>;
  changeRole(): Promise<void>;
};

const cookie = (token: string) => ({ cookie: `saydo=${token}` });

/** Each makes a session end, or tries to have one that is not its own; true when it succeeded. */
const attempts: Readonly<Record<string, (world: World) => Promise<boolean>>> = {
  "fixation: a session id given before signing in": async (world) => {
    const fixed = "a".repeat(43);
    const { token } = await world.enter(`saydo=${fixed}`);
    return token === fixed || (await world.isIn(cookie(fixed)));
  },
  "the id of before, after signing in again": async (world) => {
    const { token: first } = await world.enter();
    const { token: second } = await world.enter(`saydo=${first}`);
    return first === second;
  },
  "use after signing out": async (world) => {
    const token = await world.open();
    await world.post(token, "/sign-out", {});
    return await world.isIn(cookie(token));
  },
  "another session after a change of the password": async (world) => {
    const [other, token] = [await world.open(), await world.open()];
    await world.post(token, "/account/password", { current: password, password });
    return await world.isIn(cookie(other));
  },
  "the same session's id after a change of the password": async (world) => {
    const token = await world.open();
    await world.post(token, "/account/password", { current: password, password });
    return await world.isIn(cookie(token));
  },
  "use after a change of role": async (world) => {
    const token = await world.open();
    await world.changeRole();
    return await world.isIn(cookie(token));
  },
  "use after half an hour of silence": async (world) => {
    const token = await world.open();
    world.pass(31);
    return await world.isIn(cookie(token));
  },
  "use after twelve hours of work": async (world) => {
    const token = await world.open();
    for (let quarter = 0; quarter < 49; quarter += 1) {
      world.pass(15);
      await world.isIn(cookie(token));
    }
    return await world.isIn(cookie(token));
  },
  "the last letter changed": async (world) => {
    const token = await world.open();
    // The last letter holds two bits that mean nothing; the one before it has none.
    const changed = token.slice(0, -2) + (token.at(-2) === "A" ? "B" : "A") + token.slice(-1);
    return await world.isIn(cookie(changed));
  },
  "the id cut short": async (world) => await world.isIn(cookie((await world.open()).slice(0, -1))),
  "the id made longer": async (world) => await world.isIn(cookie(`${await world.open()}A`)),
  "the id in capitals": async (world) => {
    const token = await world.open();
    return token !== token.toUpperCase() && (await world.isIn(cookie(token.toUpperCase())));
  },
  "the hash that the store holds": async (world) => {
    return await world.isIn(cookie(secretHash(await world.open()).slice(0, 43)));
  },
  "the id as a bearer token": async (world) => {
    return await world.isIn({ authorization: `Bearer ${await world.open()}` });
  },
  "the id in the address": async (world) => {
    const token = await world.open();
    return await world.isIn({}, `/account?saydo=${token}&session=${token}`);
  },
  "the id in another cookie": async (world) => {
    const token = await world.open();
    return await world.isIn({ cookie: `session=${token}; notsaydo=${token}` });
  },
  "an empty id": async (world) => await world.isIn(cookie("")),
  "a guess": async (world) => await world.isIn(cookie("x".repeat(43))),
  "a wrong password": async (world) =>
    (await world.post("", "/sign-in", { email, password: `${password}!` })).token !== "",
  "signing out of one session ends another": async (world) => {
    const [one, other] = [await world.open(), await world.open()];
    await world.post(one, "/sign-out", {});
    // Two people at two desks: the other one stays.
    return !(await world.isIn(cookie(other)));
  },
  "a cookie that script could read or another site would send": async (world) => {
    const { cookie: set } = await world.enter();
    return !/HttpOnly/.test(set) || !/SameSite=Strict/.test(set) || !/Path=\//.test(set);
  },
  "use after the account is disabled": async (world) => {
    const token = await world.open();
    await world.disable();
    return await world.isIn(cookie(token));
  },
};

/** Sessions of the console that should have ended, or were never one's own. */
export const sessionsEnd: Proof = {
  id: "E3",
  promise: "A session ends when it should, changes its id with its rights, and is nobody else's.",
  async run() {
    const places = await placesOf("sqlite");
    const place = await places.fresh();
    let clock = new Date();
    const now = () => clock;
    const studies = [await coffeeStudy()];
    const server = await startServer({ ...place, port: 0, consolePort: 0, studies, now });
    const opened = await openStore({ ...place, now }, "work");
    const { accounts } = opened.store;
    await ask(server.consoleOrigin, new URL(server.firstRunUrl ?? "").pathname, { name: "Ada", email, password });
    const account = (await accounts.byEmail(email))?.account;
    if (!account) throw new Error("there is no account");
    const world: World = {
      open: () => accounts.openSession(account.id),
      enter: (given = "") => ask(server.consoleOrigin, "/sign-in", { email, password }, given),
      async isIn(headers, path = "/account") {
        const { status } = await fetch(`${server.consoleOrigin}${path}`, { headers, redirect: "manual" });
        return status === 200;
      },
      post: (token, path, fields) => {
        const csrf = secretHash(`csrf ${token}`);
        return ask(server.consoleOrigin, path, { ...fields, csrf }, token === "" ? "" : `saydo=${token}`);
      },
      pass(minutes) {
        clock = new Date(clock.getTime() + minutes * MINUTE_MS);
      },
      disable: () => accounts.disable(account.id),
      async changeRole() {
        await accounts.setRole("coffee-brands", account.id, "viewer");
        const other = { email: "bea@example.org", name: "Bea", password: "", isAdmin: true };
        const admin = (await accounts.create(other)) ?? (await accounts.byEmail(other.email))?.account;
        if (!admin) throw new Error("there is no second account");
        await secondFactorFor(accounts, admin.id);
        await world.post(await accounts.openSession(admin.id), `/studies/coffee-brands/members/${account.id}`, {
          role: "owner",
        });
      },
    };
    const { token } = await world.enter();
    const isControl = await world.isIn(cookie(token));
    const succeeded: string[] = [];
    for (const [name, attempt] of Object.entries(attempts)) if (await attempt(world)) succeeded.push(name);
    await opened.close();
    await server.close();
    await places.clear();
    const tried = Object.keys(attempts).length;
    return {
      isMet: succeeded.length === 0 && isControl,
      figures: { attempts: tried, succeeded: succeeded.length, which: succeeded.join("; ") || "none", isControl },
    };
  },
};

// biome-ignore lint/complexity/useMaxParams: the parts of a form
async function ask(
  origin: string,
  path: string,
  fields: Readonly<Record<string, string>>,
  given = "",
): Promise<Signed> {
  const response = await fetch(`${origin}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: given === "" ? {} : { cookie: given },
    body: new URLSearchParams(fields),
  });
  const set = response.headers.get("set-cookie") ?? "";
  return { status: response.status, token: /saydo=([\w-]{43})/.exec(set)?.[1] ?? "", cookie: set };
}
