import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, runImport, startServer } from "../../../server/main.ts";
import { type OpenedStore, openStore, type StorePlace } from "../../../server/store/openStore.ts";
import { join, trial } from "../client.ts";
import { coffeeStudy, oneQuestion } from "../coffeeStudy.ts";
import { Browser } from "../consoleBrowser.ts";
import { type Places, placesOf, storeKinds } from "../stores.ts";

const study = "coffee-brands";
const at = `/studies/${study}/purchases`;

describe.each(storeKinds)("undoing an import over %s", (kind) => {
  let places: Places;
  let place: StorePlace;
  let server: RunningServer;
  let opened: OpenedStore;
  let browser: Browser;
  const people = new Map<string, { participantId: string; sessionId: string }>();
  const folder = mkdtempSync(path(tmpdir(), "saydo-undo-"));
  const soon = new Date(Date.now() + 2 * 86_400_000).toISOString();

  beforeAll(async () => {
    places = await placesOf(kind);
    place = await places.fresh();
    server = await startServer({
      ...place,
      ...{ port: 0, consolePort: 0, studies: [await coffeeStudy({ flow: oneQuestion })] },
    });
    opened = await openStore(place, "work");
    for (const panelId of ["ann", "ben"]) {
      const person = await join(server.participantOrigin, { study, panelId }, { linkPurchases: true });
      await person.send([trial(0)]);
      await person.post("finish", { trialCount: 1 });
      const found = await opened.store.people.ofSession(study, person.sessionId);
      people.set(panelId, { participantId: found?.participantId ?? "", sessionId: person.sessionId });
    }
    const { accounts } = opened.store;
    const account = await accounts.create({ email: "ada@lab.example", name: "Ada", password: "", isAdmin: false });
    await accounts.setRole(study, account?.id ?? "", "researcher");
    browser = new Browser(server.consoleOrigin);
    browser.keepSession(await accounts.openSession(account?.id ?? ""));
  });

  afterAll(async () => {
    await opened?.close();
    await server?.close();
    await places?.clear();
    rmSync(folder, { recursive: true, force: true });
  });

  const imported = async (what: "purchases" | "coverage" | "conditions" | "predictors", lines: string, how = {}) => {
    const file = path(folder, `${what}-${crypto.randomUUID().slice(0, 6)}.csv`);
    writeFileSync(file, `${lines}\n`);
    await runImport({ ...place, ...how, kind: what, study, in: file });
    return (await opened.store.imports.list(study, { limit: 1 }))[0]?.id ?? "";
  };
  const everything = () =>
    opened.store.readStudy(study, async (view) =>
      JSON.stringify([
        await view.purchases(),
        (await view.coverage()).toSorted(byText),
        await view.conditions(),
        (await view.predictors()).toSorted(byText),
        (await view.predictorNotes()).map(({ name }) => name).sort(),
      ]),
    );
  const undo = async (id: string) => {
    await browser.get(`${at}/imports/${id}`);
    return await browser.post(`${at}/imports/${id}`, { confirm: id.slice(0, 4) });
  };

  test.each([
    [
      "purchases" as const,
      `participant_key,purchased_at,product,order_id,quantity\nann,${soon},velmora,o1,1\nben,${soon},velmora,o2,1`,
      `participant_key,purchased_at,product,order_id,quantity\nann,${soon},velmora,o1,3\nann,${soon},velmora,o9,1`,
    ],
    [
      "coverage" as const,
      "participant_key,observed_from,observed_until,source\n,2026-01-01,2027-12-31,shop\nann,2026-01-01,2027-06-30,app",
      "participant_key,observed_from,observed_until,source\n,2026-01-01,2027-11-30,shop",
    ],
    [
      "conditions" as const,
      "product,from,to,price\nvelmora,2026-01-01,2026-06-30,3.5\nvelmora,2026-07-01,2026-12-31,3.6",
      "product,from,to,price\nvelmora,2026-01-01,2026-06-30,4\nvelmora,2027-01-01,2027-06-30,4.1",
    ],
    [
      "predictors" as const,
      "participant_key,age,visits\nann,40,2\nben,50,3",
      "participant_key,age,clicks\nann,41,7\nben,50,8",
    ],
  ])(
    "%s: two imports undone in turn leave what was there before each, whatever the second corrected",
    async (what, first, second) => {
      const before = await everything();
      const one = await imported(what, first);
      const between = await everything();
      const two = await imported(what, second, { correct: true });
      expect(await everything()).not.toBe(between);
      // What the second corrected rests on the first: refused in words, nothing changed.
      expect(await undo(one)).toBe(422);
      expect(browser.text).toMatch(/A later import, of [\w.-]+ on \d{4}-\d\d-\d\d, corrected rows of this one\./);
      expect(browser.text).toContain("Undo those first");
      expect(await undo(two)).toBe(200);
      expect(browser.text).toMatch(
        /The import is undone: \d+ rows? (is|are) gone and [1-9]\d* (is|are) back as before it\./,
      );
      expect(await everything()).toBe(between);
      expect(await undo(one)).toBe(200);
      expect(await everything()).toBe(before);
      expect(await undo(one)).toBe(200);
      expect(browser.text).toContain("had been undone already; nothing changed");
      const lines = (await opened.store.audit.of(study, "import undone")).slice(-2);
      expect(lines.map(({ details }) => JSON.parse(details))).toEqual([
        expect.objectContaining({ import: two, kind: what }),
        expect.objectContaining({ import: one, kind: what }),
      ]);
    },
  );

  test("lists who imported which file, when, what of it matched and which days it is about", async () => {
    await imported("purchases", `participant_key,purchased_at,product\nann,${soon},velmora\nnobody,${soon},velmora`);
    await browser.get(at);
    expect(browser.text).toMatch(/purchases-\w{6}\.csv/);
    const [batch] = await opened.store.imports.list(study, { limit: 1 });
    expect(batch).toMatchObject({ made_by: "command line", rows_read: 2, matched: 1, added: 1, changed: 0 });
    expect(batch?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(batch?.covers_from?.slice(0, 10)).toBe(soon.slice(0, 10));
    expect(await browser.post(`${at}/imports/${batch?.id}`, { confirm: "no" })).toBe(422);
    expect(browser.text).toContain(`Type ${batch?.id.slice(0, 4)} to undo this import.`);
    expect(await browser.get(`${at}/imports/000000000000`)).toBe(404);
  });

  test("an import that is being undone takes no further rows, and a person erased since does not come back", async () => {
    const first = await imported("predictors", "participant_key,income\nann,1\nben,2");
    const second = await imported("predictors", "participant_key,income\nann,3\nben,4", { correct: true });
    const ann = people.get("ann")?.participantId ?? "";
    // Whoever asks for a copy of their data gets what was put aside too.
    expect(await opened.store.people.copyOf(study, ann)).toMatchObject({
      replacedRecords: [{ name: "income", value: 1 }],
    });
    await opened.store.sessions.withdraw(people.get("ann")?.sessionId ?? "", {
      extent: "erase",
      actor: "command line",
    });
    expect(await undo(second)).toBe(200);
    const income = await opened.store.readStudy(study, (view) => view.predictors());
    expect(income.map(({ participant_id, value }) => [participant_id, value])).toEqual([
      [people.get("ben")?.participantId, 2],
    ]);
    expect(await undo(first)).toBe(200);
    const records = opened.store.records.inBatch(first);
    const row = { study_id: study, participant_id: people.get("ben")?.participantId ?? "", name: "income", value: 9 };
    await expect(records.addPredictors([row], "keep")).rejects.toThrow("This import is being undone");
  });

  test("a withdrawal is taken back within ten seconds by who made it, and by nobody else; never where it was the person's own", async () => {
    const { sessionId, participantId } = people.get("ben") ?? { sessionId: "", participantId: "" };
    const at = `/studies/${study}/people`;
    const withdrawn = async () => (await opened.store.people.one(study, participantId))?.withdrawnAt ?? null;
    await browser.get(at);
    expect(await browser.post(`${at}/${participantId}/withdraw`, {})).toBe(200);
    expect(browser.text).toContain("Take it back (within ten seconds)");
    expect(await withdrawn()).not.toBeNull();
    expect(await opened.store.sessions.takeBackWithdrawal(sessionId, "somebody else")).toBe(false);
    expect(await browser.post(`${at}/${participantId}/back`, {})).toBe(200);
    expect(browser.text).toContain("The person takes part again, as before.");
    expect(await withdrawn()).toBeNull();
    const own = { extent: "keep", actor: "participant" } as const;
    await opened.store.sessions.withdraw(sessionId, own);
    await browser.post(`${at}/${participantId}/withdraw`, {});
    expect(await browser.post(`${at}/${participantId}/back`, {})).toBe(422);
    expect(await withdrawn()).not.toBeNull();
  });

  test("the list of people as CSV names its recipient in the audit, and nobody by the panel's id", async () => {
    const at = `/studies/${study}/people`;
    expect(await browser.post(`${at}/list`, { filter: "people", recipient: "" })).toBe(422);
    expect(await browser.post(`${at}/list`, { filter: "withdrawn", recipient: "the lab" })).toBe(200);
    const [header, ...rows] = browser.text.trim().split("\n");
    expect(header).toBe(
      "participant_id,session_id,kind,started_at,consented_at,finished_at,withdrawn_at,trials,refused,trials_missing",
    );
    expect(rows.map((row) => row.split(",")[0])).toEqual([people.get("ben")?.participantId]);
    expect(browser.text).not.toContain("ben");
    const [line] = (await opened.store.audit.of(study, "exported")).slice(-1);
    expect(JSON.parse(line?.details ?? "{}")).toEqual({ format: "csv", list: "withdrawn", recipient: "the lab" });
  });
});

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
