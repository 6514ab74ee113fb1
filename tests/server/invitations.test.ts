import { spawnSync } from "node:child_process";
import { generate } from "otplib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword } from "../../server/accounts/passwords.ts";
import { addressOf, subjectOf, throttled } from "../../server/accounts/throttle.ts";
import {
  type RunningServer,
  runDisable,
  runEnable,
  runInvite,
  runResetFactor,
  runResetPassword,
  startServer,
} from "../../server/main.ts";
import { type OpenedStore, openStore, type StorePlace } from "../../server/store/openStore.ts";
import type { Account, Role } from "../../server/store/store.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { Browser } from "./consoleBrowser.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const password = "velvet anchor tundra 41";
const tea = "/studies/tea";
const coffee = "/studies/coffee-brands";

describe.each(storeKinds)("joining, on a %s store", (kind) => {
  let places: Places;
  let place: StorePlace;
  let server: RunningServer;
  let opened: OpenedStore;
  let hashed: string;
  let clock = Date.UTC(2026, 0, 5, 12);

  beforeAll(async () => {
    places = await placesOf(kind);
    place = { ...(await places.fresh()), now: () => new Date(clock) };
    const studies = [await coffeeStudy(), await coffeeStudy({ id: "tea" })];
    server = await startServer({ ...place, port: 0, consolePort: 0, studies });
    opened = await openStore(place, "work");
    hashed = await hashPassword(password);
  });

  afterAll(async () => {
    await opened?.close();
    await server?.close();
    await places?.clear();
  });

  const accounts = () => opened.store.accounts;
  const made = async (name: string, role?: Role): Promise<Account> => {
    const account = await accounts().create({ email: `${name}@example.org`, name, password: hashed, isAdmin: false });
    if (!account) throw new Error("the account exists");
    if (role) await accounts().setRole("coffee-brands", account.id, role);
    return account;
  };
  const enter = async (name: string) => {
    const browser = new Browser(server.consoleOrigin);
    const known = await accounts().byEmail(`${name}@example.org`);
    browser.keepSession(await accounts().openSession(known?.account.id ?? ""));
    await browser.get("/account");
    return browser;
  };
  const codeFor = (secret: string) => generate({ secret, epoch: Math.floor(clock / 1000) });
  const later = (seconds: number) => {
    clock += seconds * 1000;
  };
  const linkOf = (studyId: string | null, role: Role, by: string | null = null) =>
    accounts()
      .invite({ studyId, role, by })
      .then((secret) => `/join/${secret}`);

  test("an account joins a second study: signed in by one button, signed out by its password; once each", async () => {
    await made("ada", "researcher");
    const [first, second] = [await linkOf("tea", "viewer"), await linkOf("tea", "researcher")];
    const browser = await enter("ada");
    await browser.get(first);
    expect(browser.text).toContain("Join as ada");
    await browser.post(`${first}/as-myself`, {});
    expect(browser.path).toBe(tea);
    expect(await browser.get(first)).toBe(404);

    const other = new Browser(server.consoleOrigin);
    await other.get(second);
    expect(await other.post(second, { have: "account", email: "ada@example.org", password: "not this one" })).toBe(401);
    expect(other.text).toContain("There is an account with this address");
    expect(other.text).toContain('value="ada@example.org"');
    expect(await other.get(second)).toBe(200);
    await other.post(second, { name: "Ada", email: "Ada@Example.org", password });
    expect(other.path).toBe(tea);
    expect(await other.get(`${tea}/recruit`)).toBe(200);
    expect(await other.get(second)).toBe(404);
    // What one has already is not taken away, and the link stays for somebody else.
    const less = await linkOf("tea", "viewer");
    await other.get(less);
    await other.post(`${less}/as-myself`, {});
    expect(await other.get(`${tea}/recruit`)).toBe(200);
    expect(await new Browser(server.consoleOrigin).get(less)).toBe(200);
  });

  test("a link that two take at once is taken by one, and the other keeps nothing", async () => {
    const secret = await accounts().invite({ studyId: "tea", role: "viewer", by: null });
    const taken = await Promise.all(
      [0, 1, 2, 3].map((number) => {
        return accounts().takeInvitation(secret, { email: `same${number}@example.org`, name: "x", password: hashed });
      }),
    );
    expect(taken.map(({ outcome }) => outcome).sort()).toEqual(["spent", "spent", "spent", "taken"]);
    const there = await Promise.all([0, 1, 2, 3].map((number) => accounts().byEmail(`same${number}@example.org`)));
    expect(there.filter(Boolean)).toHaveLength(1);
  });

  test("a refused form takes nothing and comes back with what was typed", async () => {
    const link = await linkOf("tea", "viewer");
    const browser = new Browser(server.consoleOrigin);
    await browser.get(link);
    expect(await browser.post(link, { name: "Cleo", email: "cleo@example.org", password: "password123456" })).toBe(422);
    expect(browser.text).toContain("best-known passwords with small changes");
    expect(browser.text).toContain('value="Cleo"');
    expect(browser.text).toContain('value="cleo@example.org"');
    await browser.post(link, { name: "Cleo", email: "cleo@example.org", password });
    expect(browser.path).toBe(tea);
  });

  test("nothing gives more than its maker has now: removed, demoted or disabled, their links end, for good", async () => {
    for (const [name, change] of [
      ["removed", (id: string) => accounts().setRole("coffee-brands", id, null)],
      ["demoted", (id: string) => accounts().setRole("coffee-brands", id, "researcher")],
      ["disabled", () => runDisable({ ...place, email: "disabled@example.org" })],
    ] as const) {
      const maker = await made(name, "owner");
      const link = await linkOf("coffee-brands", "viewer", maker.id);
      expect(await new Browser(server.consoleOrigin).get(link), name).toBe(200);
      await change(maker.id);
      expect(await new Browser(server.consoleOrigin).get(link), name).toBe(404);
      const late = new Browser(server.consoleOrigin);
      expect(await late.post(link, { name: "Late", email: `late-${name}@example.org`, password }), name).toBe(404);
      expect(await accounts().byEmail(`late-${name}@example.org`)).toBeUndefined();
      await accounts().setRole("coffee-brands", maker.id, "owner");
      await accounts().enable(maker.id);
      expect(await new Browser(server.consoleOrigin).get(link), name).toBe(404);
    }
    const owner = await made("never-admin", "owner");
    expect(await new Browser(server.consoleOrigin).get(await linkOf(null, "owner", owner.id))).toBe(404);
    expect(await new Browser(server.consoleOrigin).get(await linkOf("tea", "viewer", owner.id))).toBe(404);
  });

  test("owners see pending invitations, take them back, and add who has an account", async () => {
    await made("olga", "owner");
    const known = await made("known");
    const owner = await enter("olga");
    await owner.get(`${coffee}/members`);
    await owner.post(`${coffee}/members`, { email: "", role: "viewer" });
    const link = /\/join\/[A-Za-z0-9_-]{43}/.exec(owner.text)?.[0] ?? "";
    const id = /members\/invitations\/([0-9a-f]{64})/.exec(owner.text)?.[1] ?? "";
    expect(owner.text).toContain("Revoke");
    // Another study's owner cannot.
    const stranger = await made("strange");
    await accounts().setRole("tea", stranger.id, "owner");
    const elsewhere = await enter("strange");
    await elsewhere.post(`${tea}/members/invitations/${id}`, {});
    expect(await new Browser(server.consoleOrigin).get(link)).toBe(200);
    await owner.get(`${coffee}/members`);
    await owner.post(`${coffee}/members/invitations/${id}`, {});
    expect(await new Browser(server.consoleOrigin).get(link)).toBe(404);
    await owner.post(`${coffee}/members`, { email: "KNOWN@example.org", role: "analyst" });
    expect(owner.text).toContain("known has an account and is a member now.");
    expect(await accounts().roleIn("coffee-brands", known)).toBe("analyst");
    const actions = (await opened.store.audit.list("coffee-brands", 20)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["invited", "invitation revoked", "member added"]));
  });

  test("a second factor counts until the new one is confirmed; recovery codes work once each", async () => {
    await made("finn", "viewer");
    const browser = await enter("finn");
    await browser.post("/account/second-factor", {});
    const secret = /secret=([A-Z2-7]{16,})/.exec(browser.text)?.[1] ?? "";
    const codes = [...browser.text.matchAll(/<code>((?:[0-9a-z]{4}-){3}[0-9a-z]{4})<\/code>/g)].map(
      ([, code = ""]) => code,
    );
    expect(new Set(codes).size).toBe(10);
    expect(browser.text).toContain('role="img"');
    await browser.post("/account/second-factor/confirm", { code: await codeFor(secret) });
    later(60);
    await browser.post("/account/second-factor", { code: await codeFor(secret) });
    const proposed = /secret=([A-Z2-7]{16,})/.exec(browser.text)?.[1] ?? "";
    expect(proposed).not.toBe(secret);
    later(60);
    const status = async (code: string) =>
      await new Browser(server.consoleOrigin).post("/sign-in", { email: "finn@example.org", password, code });
    expect(await status("")).toBe(401);
    expect(await status(await codeFor(proposed))).toBe(401);
    expect(await status(await codeFor(secret))).toBe(200);
    expect(await status(codes[0] ?? "")).toBe(200);
    expect(await status(codes[0] ?? "")).toBe(401);
    expect(await status((codes[1] ?? "").toUpperCase().replaceAll("-", " "))).toBe(200);
    const again = await enter("finn");
    expect(again.text).toContain("8 of 10 are left");
    await again.post("/account/recovery-codes", { code: codes[3] ?? "" });
    expect(await status(codes[4] ?? "")).toBe(401);
    const fresh = /<code>((?:[0-9a-z]{4}-){3}[0-9a-z]{4})<\/code>/.exec(again.text)?.[1] ?? "";
    expect(await status(fresh)).toBe(200);
  });

  test("others' wrong tries keep out neither who has a code nor who comes with a browser they used", async () => {
    later(16 * 60);
    await made("gus", "viewer");
    const right = { email: "gus@example.org", password, code: "" };
    const regular = new Browser(server.consoleOrigin);
    await regular.post("/sign-in", right);
    regular.forgetSession();
    const subjects = [addressOf("127.0.0.1"), subjectOf("account", "gus@example.org")];
    for (let tries = 0; tries < 10; tries += 1) await throttled(accounts(), subjects, async () => undefined);
    const stranger = new Browser(server.consoleOrigin);
    expect(await stranger.post("/sign-in", right)).toBe(429);
    expect(stranger.text).toContain('value="gus@example.org"');
    expect(await regular.post("/sign-in", right)).toBe(200);
    // An address is slowed down, not shut: a colleague there waits a minute and a half.
    await made("hal", "viewer");
    expect(await new Browser(server.consoleOrigin).post("/sign-in", { ...right, email: "hal@example.org" })).toBe(429);
    later(91);
    expect(await new Browser(server.consoleOrigin).post("/sign-in", { ...right, email: "hal@example.org" })).toBe(200);
  });

  test("who runs the server resets, enables and invites, each written into the audit", async () => {
    later(16 * 60);
    const account = await made("ina", "viewer");
    const email = "ina@example.org";
    const { path } = await runResetPassword({ ...place, email });
    const browser = new Browser(server.consoleOrigin);
    expect(await browser.get(path)).toBe(200);
    expect(await browser.post(path, { password: "password123456" })).toBe(422);
    await browser.post(path, { password: "another anchor of tundra" });
    expect(browser.path).toBe("/sign-in");
    expect(await browser.get(path)).toBe(404);
    expect(await browser.post("/sign-in", { email, password: "another anchor of tundra", code: "" })).toBe(200);
    await accounts().proposeFactor(account.id, { secret: "A".repeat(32), codes: [] });
    await accounts().confirmFactor(account.id, []);
    expect(await browser.post("/sign-in", { email, password: "another anchor of tundra", code: "" })).toBe(401);
    await runResetFactor({ ...place, email });
    expect(await browser.post("/sign-in", { email, password: "another anchor of tundra", code: "" })).toBe(200);
    await runDisable({ ...place, email });
    expect(await browser.post("/sign-in", { email, password: "another anchor of tundra", code: "" })).toBe(401);
    await runEnable({ ...place, email });
    expect(await browser.post("/sign-in", { email, password: "another anchor of tundra", code: "" })).toBe(200);
    await expect(runEnable({ ...place, email: "no@example.org" })).rejects.toMatchObject({
      details: { code: "setting-invalid" },
    });
    const { path: runs } = await runInvite({ ...place, runsServer: true });
    await browser.get(runs);
    expect(browser.text).toContain("You are invited to run this server.");
    await browser.post(`${runs}/as-myself`, {});
    expect((await accounts().byEmail(email))?.account.isAdmin).toBe(true);
    const actions = (await opened.store.audit.list(null, 60)).map(({ action }) => action);
    for (const action of [
      ...["password reset", "password set by a link", "second factor reset", "account disabled"],
      ...["account enabled", "invited", "joined"],
    ]) {
      expect(actions).toContain(action);
    }
  });
});

test("a role needs a study, and running the server is asked for by its name", () => {
  const run = (...flags: string[]) => {
    const args = ["dist/saydo.js", "user", "invite", "--data", "/nonexistent/never-made", ...flags];
    return spawnSync(process.execPath, args, { encoding: "utf8" });
  };
  for (const flags of [
    ["--role", "viewer"],
    [],
    ["--runs-server", "--role", "owner"],
    ["--runs-server", "--study", "x"],
  ]) {
    const { status, stderr } = run(...flags);
    expect(status, flags.join(" ")).toBe(2);
    expect(stderr).toContain("user invite takes --study ID and a --role in it, or --runs-server");
  }
});
