import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../../server/main.ts";
import { type OpenedStore, openStore } from "../../../server/store/openStore.ts";
import { join, trial } from "../client.ts";
import { coffeeStudy, oneQuestion } from "../coffeeStudy.ts";
import { Browser } from "../consoleBrowser.ts";
import { type Places, placesOf } from "../stores.ts";

const at = "/studies/coffee-brands/purchases";

describe("importing purchases in the console", () => {
  let places: Places;
  let server: RunningServer;
  let opened: OpenedStore;

  beforeAll(async () => {
    places = await placesOf("sqlite");
    const place = await places.fresh();
    const study = await coffeeStudy({ flow: oneQuestion });
    server = await startServer({ ...place, port: 0, consolePort: 0, studies: [study] });
    opened = await openStore(place, "work");
    const person = await join(
      server.participantOrigin,
      { study: "coffee-brands", panelId: "klant-1" },
      { linkPurchases: true },
    );
    await person.send([trial(0)]);
    await person.post("finish", { trialCount: 1 });
  });

  afterAll(async () => {
    await opened?.close();
    await server?.close();
    await places?.clear();
  });

  const enter = async (name: string) => {
    const { accounts } = opened.store;
    const account = await accounts.create({ email: `${name}@lab.example`, name, password: "", isAdmin: false });
    await accounts.setRole("coffee-brands", account?.id ?? "", "researcher");
    const browser = new Browser(server.consoleOrigin);
    browser.keepSession(await accounts.openSession(account?.id ?? ""));
    await browser.get(at);
    return browser;
  };
  const stored = () =>
    opened.store.readStudy("coffee-brands", async (view) => {
      return { purchases: (await view.purchases()).length, coverage: (await view.coverage()).length };
    });
  const tomorrow = new Date(Date.now() + 2 * 86_400_000);
  const dutch = tomorrow.toISOString().slice(0, 10).split("-").reverse().join("-");

  test("semicolons, Latin-1, other names, Dutch dates, an unknown product: mended step by step, the file sent once", async () => {
    const browser = await enter("ada");
    const text = `klantnummer;aankoop;artikel\nklant-1;${dutch};Caf\u00e9 Velmora\nklant-9;${dutch};Caf\u00e9 Velmora\n`;
    const latin1 = new Uint8Array(Buffer.from(text, "latin1"));
    expect(await browser.upload(at, { kind: "purchases" }, { "verkoop.csv": latin1 })).toBe(422);
    const page = browser.path;
    for (const theirs of ["klantnummer", "aankoop", "artikel"]) expect(browser.text).toContain(`>${theirs}</option>`);
    const columns = { "column:participant_key": "#1", "column:purchased_at": "#2", "column:product": "#3" };
    expect(await browser.post(page, { ...columns, act: "look" })).toBe(422);
    expect(browser.text).toContain("if the file is windows-1252");
    expect(browser.text).not.toContain("--encoding");
    // A wrong column first: what was chosen stays chosen.
    expect(await browser.post(page, { ...columns, "column:purchased_at": "#3", act: "look" })).toBe(422);
    expect(browser.text).toMatch(/value="#3" selected[^>]*>artikel<\/option>/);
    const typed = {
      ...columns,
      encoding: "windows-1252",
      dateFormat: "dd-MM-yyyy",
      from: "2026-01-01",
      until: "2030-01-01",
      source: "shop",
    };
    expect(await browser.post(page, { ...typed, act: "try" })).toBe(200);
    expect(browser.text).toContain("Nothing has been imported yet");
    expect(browser.text).toContain("&quot;Café Velmora&quot; is");
    expect(browser.text).toContain('value="dd-MM-yyyy"');
    expect(await stored()).toEqual({ purchases: 0, coverage: 0 });
    const whole = { ...typed, "product:Caf\u00e9 Velmora": "velmora" };
    expect(await browser.post(page, { ...whole, act: "try" })).toBe(200);
    expect(await browser.post(page, { ...whole, act: "keep" })).toBe(200);
    expect(browser.text).toContain("Imported.");
    expect(await stored()).toEqual({ purchases: 1, coverage: 1 });
    expect(await browser.get(page)).toBe(404);
    expect(browser.text).toContain("kept for half an hour");
  });

  test("what is no table, or empty, ends on the same page in words; another account does not see the file", async () => {
    const [browser, other] = [await enter("ben"), await enter("eve")];
    expect(await browser.upload(at, { kind: "coverage" }, {})).toBe(422);
    expect(browser.text).toContain("Choose a file that is not empty.");
    expect(browser.text).toMatch(/selected[^>]*>coverage<\/option>/);
    const large = new Uint8Array(52 * 1024 * 1024).fill(97);
    expect(await browser.upload(at, { kind: "coverage" }, { "large.csv": large })).toBe(422);
    expect(browser.text).toContain("The file is larger than 50 MB.");
    expect(browser.text).toMatch(/selected[^>]*>coverage<\/option>/);
    const zip = new Uint8Array(Buffer.from("PK\u0003\u0004 this is no workbook at all", "latin1"));
    expect(await browser.upload(at, { kind: "purchases" }, { "renamed.csv": zip })).toBe(422);
    expect(browser.text).toContain("renamed.csv");
    expect(browser.text).toMatch(/note bad/);
    expect(await other.get(browser.path)).toBe(404);
    expect(await browser.post(browser.path, { act: "drop" })).toBe(200);
    expect(browser.path).toBe(at);
  });

  test("says which rows and columns count and what texts mean; what differs from the store takes its place when told so", async () => {
    const browser = await enter("fay");
    const age = () =>
      opened.store.readStudy("coffee-brands", async (view) =>
        (await view.predictors()).map(({ name, value }) => [name, value]),
      );
    const rows = (years: string) =>
      new Uint8Array(Buffer.from(`klant,wave,age,note\nklant-1,1,${years},x\nklant-1,2,99,y\n`));
    const typed = { "column:participant_key": "#1", where: "wave=1", predictors: "age", value: "age:forty=40" };
    expect(await browser.upload(at, { kind: "predictors" }, { "a.csv": rows("forty") })).toBe(422);
    expect(await browser.post(browser.path, { ...typed, act: "keep" })).toBe(200);
    expect(await age()).toEqual([["age", 40]]);
    expect(await browser.upload(at, { kind: "predictors" }, { "b.csv": rows("41") })).toBe(422);
    const { path } = browser;
    expect(await browser.post(path, { ...typed, act: "try" })).toBe(200);
    expect(browser.text).toContain("1 of the duplicates differs from what is stored.");
    expect(browser.text).toContain("takes its place");
    expect(await browser.post(path, { ...typed, correct: "yes", act: "keep" })).toBe(200);
    expect(await age()).toEqual([["age", 41]]);
  });
});
