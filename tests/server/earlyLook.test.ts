import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { earlyLooksOf } from "../../analysis/data/earlyLooks.ts";
import { createConsole } from "../../server/console/consoleApp.ts";
import { exportStudy } from "../../server/exports/exportStudy.ts";
import { listen, originOf, stop } from "../../server/http/listen.ts";
import { type OpenedStore, openStore } from "../../server/store/openStore.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { Browser } from "./consoleBrowser.ts";
import { consoleOptions } from "./consoleWorld.ts";
import { makeReport } from "./madeReport.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

describe.each(storeKinds)("results before the planned number of people, on a %s store", (kind) => {
  let places: Places;
  let opened: OpenedStore;
  let server: Server;
  let origin: string;
  const asked = async () => (await opened.store.jobs.list("coffee-brands", ["report"], 9)).map(({ state }) => state);

  beforeAll(async () => {
    places = await placesOf(kind);
    opened = await openStore(await places.fresh(), "work");
    const { store } = opened;
    const { study, hash } = await coffeeStudy({ quota: { completes: 5 } });
    await store.studies.publish({ study, hash });
    const origins = { participant: () => "", console: () => origin };
    server = await listen(createConsole(store, { ...consoleOptions, origins }), 0, "127.0.0.1");
    origin = originOf(server, "127.0.0.1");
  });

  afterAll(async () => {
    await stop(server);
    await opened?.close();
    await places?.clear();
  });

  const enter = async (role: "viewer" | "analyst") => {
    const { accounts } = opened.store;
    const account = await accounts.create({ email: `${role}@lab.example`, name: role, password: "", isAdmin: false });
    await accounts.setRole("coffee-brands", account?.id ?? "", role);
    const browser = new Browser(origin);
    browser.keepSession(await accounts.openSession(account?.id ?? ""));
    await browser.get("/studies");
    return browser;
  };

  test("are hidden from every role until an analyst says why, which the audit keeps and the report prints", async () => {
    const [analyst, viewer] = [await enter("analyst"), await enter("viewer")];
    const at = "/studies/coffee-brands";
    for (const browser of [analyst, viewer]) {
      await browser.get(`${at}/results`);
      expect(browser.text).toContain("0 of 5 planned people have finished. ");
      expect(browser.text).toContain("The comparison is hidden until then.");
      expect(browser.text).not.toContain("Read the whole report");
      expect(await browser.get(`${at}/report`)).toBe(403);
    }
    await analyst.get(`${at}/results`);
    expect(await analyst.post(`${at}/report`, { confirm: "coffee-brands" })).toBe(422);
    expect(analyst.text).toContain("Say why you look early");
    expect(await analyst.post(`${at}/report`, { reason: "The sponsor asks", confirm: "coffee" })).toBe(422);
    expect(analyst.text).toContain('value="The sponsor asks"');
    expect(await asked()).toEqual([]);
    expect(await analyst.post(`${at}/report`, { reason: "The sponsor asks", confirm: "coffee-brands" })).toBe(200);
    expect(await asked()).toEqual(["waiting"]);
    await makeReport(opened.store, "coffee-brands");
    await analyst.get(`${at}/results`);
    expect(analyst.text).toContain("The comparison was looked at early; its report says so.");
    expect(await analyst.get(`${at}/report`)).toBe(200);
    // Who only reads waits for the planned number all the same.
    expect(await viewer.get(`${at}/report`)).toBe(403);
    const out = mkdtempSync(path(tmpdir(), "saydo-early-"));
    try {
      const request = { study: "coffee-brands", format: "csv" as const, out: path(out, "data") };
      await exportStudy(opened.store, request, new Date());
      const manifest = readFileSync(path(out, "data", "manifest.json"), "utf8");
      expect(earlyLooksOf(manifest)).toEqual([
        expect.stringMatching(
          /^The results were looked at early, \d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC, when 0 of 5 planned people had finished\. Reason given: The sponsor asks$/,
        ),
      ]);
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});
