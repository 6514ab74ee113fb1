import { generate } from "otplib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword, passwordFault } from "../../server/accounts/passwords.ts";
import { isFreshCode, signIn } from "../../server/accounts/signIn.ts";
import { addressOf, subjectOf, throttled } from "../../server/accounts/throttle.ts";
import { type RunningServer, startServer } from "../../server/main.ts";
import { type OpenedStore, openStore, type StorePlace } from "../../server/store/openStore.ts";
import type { Account } from "../../server/store/store.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { Browser } from "./consoleBrowser.ts";
import { secondFactorFor } from "./secondFactor.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const password = "velvet anchor tundra 41";
const start = Date.UTC(2026, 0, 5, 12);
const codeFor = (secret: string, now: Date) => generate({ secret, epoch: Math.floor(now.getTime() / 1000) });
const tooMany = { details: { code: "too-many-tries" } };

describe.each(storeKinds)("signing in, with two servers on a %s store", (kind) => {
  let places: Places;
  let servers: readonly OpenedStore[];
  let clock = new Date(start);
  let stored: string;

  beforeAll(async () => {
    places = await placesOf(kind);
    const place: StorePlace = { ...(await places.fresh()), now: () => clock };
    servers = [await openStore(place, "work"), await openStore(place, "work")];
    stored = await hashPassword(password);
  });

  afterAll(async () => {
    for (const server of servers ?? []) await server.close();
    await places?.clear();
  });

  const one = (place = 0) => {
    const server = servers[place % 2];
    if (!server) throw new Error("there are two servers");
    return server.store.accounts;
  };
  const made = async (email: string): Promise<Account> => {
    const account = await one().create({ email, name: email, password: stored, isAdmin: false });
    if (!account) throw new Error("the account exists");
    return account;
  };
  const attempt = (email: string, more: { at?: number; address?: string; password?: string; code?: string } = {}) => {
    const given = { email, password: more.password ?? "a wrong password", code: more.code ?? "", now: clock };
    return signIn(one(more.at), { ...given, address: more.address ?? `address ${more.at ?? 0}` });
  };

  const fill = async (kindOf: "account" | "address", name: string, tries = 10) => {
    const limit = [kindOf === "address" ? addressOf(name) : subjectOf(kindOf, name)];
    for (let at = 0; at < tries; at += 1) await throttled(one(at), limit, async () => undefined);
  };

  test("judges ten tries of many at once, on whichever server, and later ones again", async () => {
    const limit = [subjectOf("account", "ada@example.org")];
    let judged = 0;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, at) =>
        throttled(one(at), limit, async () => {
          judged += 1;
          return undefined;
        }),
      ),
    );
    expect(judged).toBeLessThanOrEqual(10);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(judged);
    await fill("account", "ada@example.org", 10 - judged);
    await expect(throttled(one(), limit, async () => true)).rejects.toMatchObject(tooMany);
    clock = new Date(clock.getTime() + 16 * 60_000);
    expect(await throttled(one(1), limit, async () => true)).toBe(true);
    // What was right does not count, however often.
    const right = [subjectOf("account", "ben@example.org")];
    for (let at = 0; at < 15; at += 1) expect(await throttled(one(at), right, async () => true)).toBe(true);
  });

  test("counts an account's tries from all addresses, and an address's over all accounts", async () => {
    await made("ben@example.org");
    await fill("account", "ben@example.org");
    await expect(attempt("Ben@Example.org ", { password })).rejects.toMatchObject(tooMany);
    clock = new Date(clock.getTime() + 16 * 60_000);
    await fill("address", "203.0.113.7");
    await expect(attempt("ben@example.org", { address: "203.0.113.7", password })).rejects.toMatchObject(tooMany);
    expect(await attempt("ben@example.org", { address: "198.51.100.2" })).toBeUndefined();
    expect(await attempt("ben@example.org", { address: "198.51.100.2", password })).toBeDefined();
  });

  test("locks nobody out who has a second factor, whatever others try", async () => {
    const account = await made("cas@example.org");
    const secret = await secondFactorFor(one(), account.id);
    await fill("account", "cas@example.org");
    await expect(attempt("cas@example.org", { at: 3, password })).rejects.toMatchObject(tooMany);
    const code = await codeFor(secret, clock);
    const home = { address: "home", password, code };
    expect(await attempt("cas@example.org", home)).toBeDefined();
    // A code works once, on whichever server.
    expect(await attempt("cas@example.org", { ...home, at: 1 })).toBeUndefined();
  });

  test("takes ten guesses at a fresh code, and a code once", async () => {
    const account = await made("dee@example.org");
    const secret = await secondFactorFor(one(), account.id);
    const asked = { ...account, hasSecondFactor: true };
    const right = await codeFor(secret, clock);
    expect(await isFreshCode(one(), { account: asked, code: right, now: clock })).toBe(true);
    expect(await isFreshCode(one(1), { account: asked, code: right, now: clock })).toBe(false);
    const wrong = right === "000000" ? "000001" : "000000";
    for (let at = 0; at < 9; at += 1)
      expect(await isFreshCode(one(at), { account: asked, code: wrong, now: clock })).toBe(false);
    await expect(isFreshCode(one(), { account: asked, code: wrong, now: clock })).rejects.toMatchObject(tooMany);
    expect(await isFreshCode(one(), { account, code: right, now: clock })).toBe(false);
  });
});

describe("a password", () => {
  test.each([
    ["mailcreated5240", "This is one of the best-known passwords."],
    ["Sonyericsson", "This is one of the best-known passwords."],
    ["password2026!", "This is one of the best-known passwords with small changes."],
    ["password123456", "This is one of the best-known passwords with small changes."],
    ["P@ssw0rd1234", "This is one of the best-known passwords with small changes."],
    ["!!Sunsh1ne2026!!", "This is one of the best-known passwords with small changes."],
    ["123456drowssap", "This is one of the best-known passwords with small changes."],
    ["monkey!monkey!", "This is one of the best-known passwords with small changes."],
    ["Welkom01Welkom01", "This is one of the best-known passwords with small changes."],
    ["abcdefghijklm", "This is one of the best-known passwords with small changes."],
    ["poiuytrewq;lkj", "This is one of the best-known passwords with small changes."],
    ["elevenchars", "A password has at least 12 characters."],
    ["aaaaaaaaaaaaaaaa", "The password repeats the same few characters."],
    ["my ada.lovelace password", "The password contains your e-mail address."],
  ])("%s is refused", (given, why) => expect(passwordFault(given, "ada.lovelace@example.org")).toBe(why));

  test.each([
    "velvet anchor tundra 41",
    "correcthorsebatterystaple",
    "äöü ßéñ 漢字 🙂 twelve",
    "x".repeat(3) + "correct horse battery staple ".repeat(4),
  ])("%s is taken: there are no rules of composition, and long ones are welcome", (given) =>
    expect(passwordFault(given, "ada@example.org")).toBeUndefined(),
  );

  test("is stored as scrypt with N = 2^17, r = 8, p = 1, and a salt of its own", async () => {
    const [one, two] = [await hashPassword(password), await hashPassword(password)];
    expect(one).toMatch(/^scrypt\$131072\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one.split("$")[4]).not.toBe(two.split("$")[4]);
  });
});

describe("the console", () => {
  let places: Places;
  let server: RunningServer;
  let proxied: RunningServer;
  let stores: readonly OpenedStore[];
  const clock = new Date(start);

  beforeAll(async () => {
    places = await placesOf("sqlite");
    const options = { port: 0, consolePort: 0, studies: [await coffeeStudy()], now: () => clock };
    const [open, behind] = [await places.fresh(), await places.fresh()];
    server = await startServer({ ...open, ...options });
    proxied = await startServer({ ...behind, ...options, trustedProxies: ["127.0.0.1"] });
    const now = () => clock;
    stores = [await openStore({ ...open, now }, "work"), await openStore({ ...behind, now }, "work")];
  });

  afterAll(async () => {
    for (const opened of stores ?? []) await opened.close();
    await server?.close();
    await proxied?.close();
    await places?.clear();
  });

  test("shows whoever runs the server their own account alone until the second factor is on", async () => {
    const owner = new Browser(server.consoleOrigin, { "x-forwarded-for": "203.0.113.9" });
    const link = new URL(server.firstRunUrl ?? "").pathname;
    await owner.get(link);
    await owner.post(link, { name: "Ada", email: "ada@example.org", password });
    for (const path of ["/studies", "/studies/coffee-brands", "/audit"]) {
      await owner.get(path);
      expect(owner.path, path).toBe("/account");
    }
    expect(await owner.post("/studies/coffee-brands/state", { state: "closed" })).toBe(403);
    await owner.post("/account/second-factor", {});
    const secret = /secret=([A-Z2-7]{16,})/.exec(owner.text)?.[1] ?? "";
    await owner.post("/account/second-factor/confirm", { code: await codeFor(secret, clock) });
    expect(await owner.get("/studies/coffee-brands")).toBe(200);
    // Whoever finds the browser open cannot put an app of their own in its place.
    await owner.get("/account");
    await owner.post("/account/second-factor", { code: "000000" });
    expect(owner.text).toContain("The code is not the one your app shows now");
    expect(owner.text).not.toContain("Scan this");
  });

  const guess = (origin: string, headers: Record<string, string>) => {
    return new Browser(origin).post("/sign-in", { email: "nobody@example.org", password: "a guess at it" }, headers);
  };

  test("does not read an address that the visitor gives, and reads the one of the proxy it is told of", async () => {
    const spoofed = { "x-forwarded-for": "198.51.100.9", forwarded: "for=198.51.100.9", "x-real-ip": "198.51.100.9" };
    for (const opened of stores) {
      const limit = [addressOf("127.0.0.1")];
      for (let at = 0; at < 10; at += 1) await throttled(opened.store.accounts, limit, async () => undefined);
    }
    expect(await guess(server.consoleOrigin, spoofed)).toBe(429);
    expect(await guess(proxied.consoleOrigin, spoofed)).toBe(401);
    expect(await guess(proxied.consoleOrigin, {})).toBe(429);
  });
});
