import { generate } from "otplib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../server/main.ts";
import { call, join, trial } from "./client.ts";
import { coffeeStudy, oneQuestion } from "./coffeeStudy.ts";
import { Browser } from "./consoleBrowser.ts";
import { type Places, placesOf } from "./stores.ts";

const study = "coffee-brands";
const secret = "velvet anchor tundra 41";

describe("the console", () => {
  let places: Places;
  let server: RunningServer;
  let owner: Browser;
  let clock = new Date();

  beforeAll(async () => {
    places = await placesOf("sqlite");
    const studies = [await coffeeStudy({ flow: oneQuestion }), await coffeeStudy({ id: "tea" })];
    server = await startServer({ ...(await places.fresh()), port: 0, consolePort: 0, studies, now: () => clock });
    owner = new Browser(server.consoleOrigin);
  });

  afterAll(async () => {
    await server?.close();
    await places?.clear();
  });

  const invited = async (role: string, on = study) => {
    await owner.post(`/studies/${on}/members`, { role });
    const link = /\/join\/[\w-]+/.exec(owner.text)?.[0] ?? "";
    const browser = new Browser(server.consoleOrigin);
    await browser.get(link);
    await browser.post(link, { name: role, email: `${role}.${on}@example.org`, password: `${secret} ${role}` });
    return browser;
  };

  test("makes its first owner by a link that works once", async () => {
    const link = new URL(server.firstRunUrl ?? "").pathname;
    await owner.get(link);
    expect(owner.text).toContain("this account will run the server");
    const weak = await owner.post(link, { name: "Ada", email: "ada@example.org", password: "short" });
    expect(weak).toBe(422);
    await owner.post(link, { name: "Ada", email: "ada@example.org", password: secret });
    // On this computer alone the second factor may come later.
    expect(owner.path).toBe("/studies");
    const second = new Browser(server.consoleOrigin);
    expect(await second.get(link)).toBe(404);
  });

  test("signs in with a second factor, and takes each of its codes once", async () => {
    await owner.post("/account/second-factor", {});
    const shown = /secret=([A-Z2-7]{16,})/.exec(owner.text)?.[1] ?? "";
    const code = await generate({ secret: shown, epoch: Math.floor(clock.getTime() / 1000) });
    await owner.post("/account/second-factor/confirm", { code });
    expect(owner.path).toBe("/account");
    const other = new Browser(server.consoleOrigin);
    const credentials = { email: "ada@example.org", password: secret };
    expect(await other.post("/sign-in", credentials)).toBe(401);
    expect(await other.post("/sign-in", { ...credentials, code })).toBe(401);
    clock = new Date(clock.getTime() + 60_000);
    const next = await generate({ secret: shown, epoch: Math.floor(clock.getTime() / 1000) });
    await other.post("/sign-in", { ...credentials, code: next });
    expect(other.path).toBe("/studies");
    expect(other.text).toContain("Coffee at home");
  });

  test("shows how a study goes, its links and what an import would do", async () => {
    const person = await join(server.participantOrigin, { study, panelId: "p-1" }, { linkPurchases: true });
    await person.send([trial(0)]);
    await person.post("finish", { trialCount: 1 });
    expect(await owner.get(`/studies/${study}`)).toBe(200);
    expect(owner.text).toContain("Order of the parts");
    await owner.post(`/studies/${study}/recruit`, { count: "3" });
    expect(owner.text.match(/\?link=[\w-]{43}/g)).toHaveLength(3);
    const csv = `participant_key,purchased_at,product\np-1,${new Date(Date.now() + 1e7).toISOString()},velmora\n`;
    await owner.upload(`/studies/${study}/purchases`, { kind: "purchases" }, { "x.csv": csv });
    expect(await owner.post(owner.path, { act: "try" })).toBe(200);
    expect(owner.text).toContain("Nothing has been imported yet");
    const evil = "participant_key,<script>alert(1)</script>\n";
    expect(await owner.upload(`/studies/${study}/purchases`, { kind: "purchases" }, { "x.csv": evil })).toBe(422);
    expect(owner.text).not.toContain("<script");
  });

  test("takes no zero byte, which not every database could give back", async () => {
    const csv = "participant_key,purchased_at,product\np-1,2030-01-01T00:00:00Z,vel\u0000mora\n";
    expect(await owner.upload(`/studies/${study}/purchases`, { kind: "purchases" }, { "x.csv": csv })).toBe(422);
    expect(owner.text).toContain("The file holds a zero byte.");
    expect(await owner.post("/sign-in", { email: "a\u0000@example.org", password: secret })).toBe(400);
  });

  test("lets each role do what it may and shows others' studies as absent", async () => {
    const [viewer, analyst, researcher] = [
      await invited("viewer"),
      await invited("analyst"),
      await invited("researcher"),
    ];
    const foreign = await invited("owner", "tea");
    expect(await viewer.get(`/studies/${study}`)).toBe(200);
    expect(await viewer.post(`/studies/${study}/report`, {})).toBe(403);
    expect(await analyst.get(`/studies/${study}/people`)).toBe(403);
    expect(await researcher.get(`/studies/${study}/people`)).toBe(200);
    expect(await researcher.get(`/studies/${study}/members`)).toBe(403);
    expect(await foreign.get(`/studies/${study}`)).toBe(404);
    const shown = foreign.text;
    expect(await foreign.get("/studies/nothing-here")).toBe(404);
    expect(foreign.text.replaceAll("nothing-here", study)).toBe(shown);
    expect(await foreign.get("/audit")).toBe(403);
  });

  test("finds a person by the panel's id, hands over a copy and erases them", async () => {
    const person = await join(server.participantOrigin, { study, panelId: "leaver" });
    await owner.post(`/studies/${study}/people/find`, { panelId: " LEAVER" });
    const participantId = /people\/([0-9a-f-]{36})\/copy/.exec(owner.text)?.[1];
    expect(await owner.get(`/studies/${study}/people/${participantId}/copy`)).toBe(200);
    expect(JSON.parse(owner.text)).toMatchObject({ participantId, panelId: "leaver" });
    expect(await owner.post(`/studies/${study}/people/${participantId}/erase`, { confirm: "no" })).toBe(422);
    expect((await person.status()).body).toMatchObject({ withdrawn: false });
    await owner.post(`/studies/${study}/people/${participantId}/erase`, {
      confirm: participantId?.slice(0, 4) ?? "",
    });
    await owner.post(`/studies/${study}/people/find`, { panelId: "leaver" });
    expect(owner.text).toContain("Nobody has this code or id");
    expect((await person.status()).body).toMatchObject({ withdrawn: true });
  });

  test("refuses forms of other origins and forms without proof", async () => {
    const path = `/studies/${study}/state`;
    expect(await owner.post(path, { state: "paused" }, { origin: "https://evil.example" })).toBe(403);
    expect(await owner.post(path, { state: "paused" }, { "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await owner.post(path, { state: "paused", csrf: "0".repeat(64) })).toBe(403);
    const open = await call(server.participantOrigin, `/api/v1/studies/${study}`);
    expect(open.body.state).toBe("open");
  });

  test("ends sessions that idle, and stops guessing", async () => {
    const now = clock;
    clock = new Date(now.getTime() + 31 * 60_000);
    await owner.get("/studies");
    expect(owner.path).toBe("/sign-in");
    const guesser = new Browser(server.consoleOrigin);
    const statuses = [];
    for (let guess = 0; guess < 12; guess += 1) {
      statuses.push(await guesser.post("/sign-in", { email: "nobody@example.org", password: `guess number ${guess}` }));
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(statuses.slice(10)).toEqual([429, 429]);
  });

  test("sets a policy without exceptions on every page, and says nothing is to be kept", async () => {
    for (const path of ["/sign-in", "/studies", "/nowhere", "/look.css", "/metrics"]) {
      const { headers } = await call(server.consoleOrigin, path);
      expect(headers.get("content-security-policy")).not.toMatch(/unsafe/);
      expect(headers.get("content-security-policy")).toMatch(/default-src 'none'/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cache-control")).toBe("no-store");
    }
  });
});
