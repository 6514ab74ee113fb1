import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { generate } from "otplib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../../server/main.ts";
import { secretHash } from "../../../server/secrets.ts";
import { type OpenedStore, openStore } from "../../../server/store/openStore.ts";
import { join, trials } from "../client.ts";
import { coffeeStudy, oneQuestion } from "../coffeeStudy.ts";
import { secondFactorFor } from "../secondFactor.ts";

const study = "coffee-brands";
const at = `/studies/${study}/handed-out`;
const root = mkdtempSync(path(tmpdir(), "saydo-wave-console-"));
const clock = new Date("2026-01-05T12:00:00.000Z");
const now = () => clock;
let server: RunningServer;
let opened: OpenedStore;
let token = "";
let secret = "";

beforeAll(async () => {
  const data = path(root, "data");
  const measures = [{ measure: "likelihoodToRecommend", product: "velmora" }];
  const waves = [{ id: "month1", opens: 28, closes: 38, flow: [{ part: "stated" as const, measures }] }];
  const randomise = { partOrder: false, itemOrder: false };
  const coffee = await coffeeStudy({ waves, flow: oneQuestion, randomise });
  server = await startServer({ data, port: 0, consolePort: 0, studies: [coffee], now });
  opened = await openStore({ data, now }, "work");
  const { accounts } = opened.store;
  const owner = await accounts.create({ email: "owner@example.org", name: "owner", password: "", isAdmin: false });
  if (!owner) throw new Error("the account exists");
  await accounts.setRole(study, owner.id, "owner");
  secret = await secondFactorFor(accounts, owner.id);
  token = await accounts.openSession(owner.id);
  const person = await join(server.participantOrigin, { study, panelId: "ann" }, { recontact: true });
  await person.send(trials(1));
  await person.post("finish", { trialCount: 1 });
});

afterAll(async () => {
  await opened?.close();
  await server?.close();
  rmSync(root, { recursive: true, force: true });
});

const ask = async (where: string, fields?: Record<string, string>) => {
  const body = fields && new URLSearchParams({ csrf: secretHash(`csrf ${token}`), ...fields });
  const request = { headers: { cookie: `saydo=${token}` }, ...(body ? { method: "POST", body } : {}) };
  const response = await fetch(`${server.consoleOrigin}${where}`, request);
  return { status: response.status, text: await response.text() };
};
const code = () => generate({ secret, epoch: Math.floor(clock.getTime() / 1000) });

test("an owner has a list of whom to ask again, with a code that is right now", async () => {
  expect((await ask(at)).text).toContain("People to ask again");
  const refused = await ask(`${at}/wave`, { wave: "month1", who: "all", recipient: "Panel Ltd", code: "000000" });
  expect(refused).toMatchObject({ status: 403, text: expect.not.stringContaining("wave=") });
  const list = await ask(`${at}/wave`, { wave: "month1", who: "all", recipient: "Panel Ltd", code: await code() });
  const link = `${server.participantOrigin}/s/${study}?wave=`;
  expect(list.text).toMatch(/^panel_id,link,opens,closes\nann,/);
  expect(list.text).toContain(link);
  expect((await ask(at)).text).toContain("people to ask for month1");
});
