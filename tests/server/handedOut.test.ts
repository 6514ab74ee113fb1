import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { generate } from "otplib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportFormats } from "../../server/exports/packExport.ts";
import { type RunningServer, runExport, startServer } from "../../server/main.ts";
import { secretHash } from "../../server/secrets.ts";
import { type OpenedStore, openStore } from "../../server/store/openStore.ts";
import { join, trials } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { secondFactorFor } from "./secondFactor.ts";

const study = "coffee-brands";
const at = `/studies/${study}/handed-out`;
const root = mkdtempSync(path(tmpdir(), "saydo-handed-out-"));
const data = path(root, "data");
const canary = "panel-canary-93f1";
let server: RunningServer;
let opened: OpenedStore;
let clock = new Date("2026-01-05T12:00:00.000Z");
const now = () => clock;
const secrets = new Map<string, string>();
const tokens = new Map<string, string>();

beforeAll(async () => {
  server = await startServer({ data, port: 0, consolePort: 0, studies: [await coffeeStudy()], now });
  opened = await openStore({ data, now }, "work");
  const { accounts } = opened.store;
  for (const role of ["researcher", "owner", "admin"] as const) {
    const email = `${role}@example.org`;
    const account = await accounts.create({ email, name: role, password: "", isAdmin: role === "admin" });
    if (!account) throw new Error("the account exists");
    if (role !== "admin") await accounts.setRole(study, account.id, role);
    else secrets.set(role, await secondFactorFor(accounts, account.id));
    tokens.set(role, await accounts.openSession(account.id));
  }
  const person = await join(server.participantOrigin, { study, panelId: canary });
  await person.send(trials(3));
});

afterAll(async () => {
  await opened?.close();
  await server?.close();
  rmSync(root, { recursive: true, force: true });
});

const ask = async (role: string, where: string, fields?: Record<string, string>) => {
  const token = tokens.get(role) ?? "";
  const body = fields && new URLSearchParams({ csrf: secretHash(`csrf ${token}`), ...fields });
  const request = { headers: { cookie: `saydo=${token}` }, ...(body ? { method: "POST", body } : {}) };
  const response = await fetch(`${server.consoleOrigin}${where}`, request);
  return { status: response.status, text: await response.text() };
};
const codeOf = (role: string) => {
  return generate({ secret: secrets.get(role) ?? "", epoch: Math.floor(clock.getTime() / 1000) });
};
const lines = async () => (await opened.store.audit.list(study, 100)).filter(({ action }) => /export/.test(action));

describe("the panel's ids", () => {
  test("are given to an owner with a code that is right now, once, and the audit says to whom", async () => {
    const code = await codeOf("admin");
    const fields = { recipient: "Prolific", code };
    expect((await ask("admin", `${at}/identities`, { ...fields, recipient: "" })).status).toBe(400);
    expect((await ask("admin", `${at}/identities`, { ...fields, code: "000000" })).status).toBe(403);
    expect(await lines()).toEqual([]);
    const { status, text } = await ask("admin", `${at}/identities`, fields);
    expect(status).toBe(200);
    expect(text.split("\n")).toHaveLength(3);
    expect(text).toContain(canary);
    expect(await lines()).toMatchObject([
      { action: "identities exported", details: '{"recipient":"Prolific","people":1}' },
    ]);
    expect((await ask("admin", `${at}/identities`, fields)).status).toBe(403);
  });

  test("are given to no owner without a second factor, and to no other role", async () => {
    const fields = { recipient: "Prolific", code: await codeOf("admin") };
    const owner = await ask("owner", `${at}/identities`, fields);
    expect(owner.status).toBe(403);
    expect(owner.text).toContain("Switch on a second factor");
    const researcher = await ask("researcher", `${at}/identities`, fields);
    expect(researcher).toMatchObject({ status: 403, text: expect.not.stringContaining(canary) });
    expect((await ask("researcher", at)).status).toBe(403);
  });

  test("are in no export of any kind", async () => {
    const hits: string[] = [];
    for (const format of exportFormats) {
      const out = path(root, format);
      await runExport({ data, study, format, out });
      for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
        const file = path(entry.parentPath, entry.name);
        if (entry.isFile() && readFileSync(file).includes(canary)) hits.push(file);
      }
    }
    expect(hits).toEqual([]);
  });
});

describe("whoever was given data", () => {
  test("is named first, and told whom to delete since", async () => {
    expect((await ask("owner", `/studies/${study}/export`, { format: "csv" })).status).toBe(400);
    clock = new Date("2026-01-10T12:00:00.000Z");
    const ben = await join(server.participantOrigin, { study });
    clock = new Date("2026-01-20T12:00:00.000Z");
    const details = { format: "csv", recipient: "Agency B" };
    await opened.store.audit.add({ actor: "someone", action: "exported", studyId: study, details });
    clock = new Date("2026-01-21T12:00:00.000Z");
    const late = await join(server.participantOrigin, { study });
    for (const person of [ben, late]) await person.post("withdraw", { erase: true });
    tokens.set("owner", await opened.store.accounts.openSession((await ownerId()) ?? ""));
    const page = await ask("owner", at);
    expect(page.text).toContain("Agency B");
    const [row] = await lines();
    const { text } = await ask("owner", `${at}/${row?.seq}/erased`);
    const erased = await opened.store.people.erased();
    expect(erased).toHaveLength(2);
    // Whoever came after the export is not in it.
    expect(text.trim().split("\n")).toHaveLength(2);
    expect(erased).toContain(text.trim().split("\n")[1]);
    expect((await ask("owner", `${at}/999999/erased`)).status).toBe(404);
  });
});

test("an export on the command line says for whom, under Handed out as in the audit", async () => {
  await runExport({ data, study, format: "csv", out: path(root, "for-an-agency"), recipient: "Agency C" });
  const [row] = await lines();
  expect(row).toMatchObject({ actor: "command line", action: "exported" });
  expect(JSON.parse(row?.details ?? "")).toEqual({ format: "csv", recipient: "Agency C" });
  tokens.set("owner", await opened.store.accounts.openSession((await ownerId()) ?? ""));
  expect((await ask("owner", at)).text).toContain("Agency C");
});

async function ownerId(): Promise<string | undefined> {
  return (await opened.store.accounts.byEmail("owner@example.org"))?.account.id;
}
