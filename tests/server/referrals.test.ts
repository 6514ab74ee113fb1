import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resolveFlow } from "../../experiments/studyFile/flow.ts";
import { exportStudy } from "../../server/exports/exportStudy.ts";
import { type RunningServer, startServer } from "../../server/main.ts";
import { openStore, type StorePlace } from "../../server/store/openStore.ts";
import { join as agree, type Person } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const target = "https://shop.example/velmora";
const entry = { measure: "referral", product: "velmora", target };
const study = "coffee-brands";

describe.each(storeKinds)("personal links over %s", (kind) => {
  let places: Places;
  let place: StorePlace;
  let server: RunningServer;
  let clock = new Date("2026-05-03T10:00:00Z");
  const later = (ms: number) => {
    clock = new Date(clock.getTime() + ms);
  };
  const [second, minute, day] = [1000, 60_000, 86_400_000];

  beforeAll(async () => {
    places = await placesOf(kind);
    const served = await coffeeStudy({});
    const flow = [{ part: "behavioural" as const, measures: [entry] }];
    const changed = resolveFlow({ ...served.study, flow, randomise: { partOrder: false, itemOrder: false } });
    place = { ...(await places.fresh()), now: () => clock };
    server = await startServer({ ...place, port: 0, consolePort: 0, studies: [{ ...served, study: changed }] });
  });
  afterAll(async () => {
    await server?.close();
    await places?.clear();
  });

  const codeOf = async (person: Person) => (await person.post("links/referral", {})).body.code as string;
  const get = (code: string, headers: Record<string, string> = {}) =>
    fetch(`${server.participantOrigin}/r/${code}`, { headers: { accept: "text/html", ...headers } });
  const tokenIn = (html: string) => /name="token" value="([^"]+)"/.exec(html)?.[1] ?? "";
  const press = (code: string, form: Record<string, string>) =>
    fetch(`${server.participantOrigin}/r/${code}`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams(form),
    });
  /** A person who reads the page and presses its button. */
  const visit = async (code: string, own = "0") => {
    const token = tokenIn(await (await get(code)).text());
    later(2 * second);
    return await press(code, { token, pressed: "1", own });
  };
  const work = async <T>(use: (opened: Awaited<ReturnType<typeof openStore>>) => Promise<T>): Promise<T> => {
    const opened = await openStore(place, "work");
    return await use(opened).finally(() => opened.close());
  };
  const counts = async (person: Person) => {
    const days = await work(({ store }) => store.readStudy(study, (view) => view.referrals()));
    return days
      .filter(({ sessionId }) => sessionId === person.sessionId)
      .map(({ day: on, opened, selfVisits, visits }) => [on, opened, selfVisits, visits]);
  };

  test("a link is made once, is 72 random bits, and no other instance has one", async () => {
    const person = await agree(server.participantOrigin, { study });
    const code = await codeOf(person);
    expect(code).toMatch(/^[\w-]{12}$/);
    expect(await codeOf(person)).toBe(code);
    expect(await person.post("links/iat", {})).toMatchObject({ status: 404, body: { code: "link-unknown" } });
    expect((await get("AAAAAAAAAAAA")).status).toBe(404);
    expect(await counts(person)).toEqual([[null, 0, 0, 0]]);
  });

  test("a link of somebody who withdrew leads on and counts nothing more", async () => {
    const person = await agree(server.participantOrigin, { study });
    const code = await codeOf(person);
    later(day);
    expect((await visit(code)).headers.get("location")).toBe(target);
    expect(await counts(person)).toEqual([[1, 1, 0, 1]]);
    await person.post("withdraw", { erase: false });
    later(day);
    expect((await visit(code)).headers.get("location")).toBe(target);
    expect(await counts(person)).toEqual([[1, 1, 0, 1]]);
  });

  test("500 scanners, previews and programs: 0 visits counted", async () => {
    const person = await agree(server.participantOrigin, { study });
    const code = await codeOf(person);
    later(day);
    const agents = [
      "Slackbot-LinkExpanding 1.0",
      "WhatsApp/2.23",
      "HeadlessChrome/120",
      "Mozilla/5.0 (SafeLinks)",
      "curl/8",
    ];
    const kinds: readonly ((at: number) => Promise<Response>)[] = [
      (at) => get(code, { "user-agent": agents[at % agents.length] ?? "" }),
      (at) => get(code, { "sec-purpose": "prefetch;prerender", "user-agent": `Mozilla/5.0 ${at}` }),
      // Submits the form as it is, without the script.
      async () => press(code, { token: tokenIn(await (await get(code)).text()), pressed: "0", own: "0" }),
      // Presses faster than anybody reads.
      async () => press(code, { token: tokenIn(await (await get(code)).text()), pressed: "1", own: "0" }),
      // Makes up a token, or has none.
      (at) => press(code, at % 2 ? { token: `${clock.getTime() - 5000}.made-up`, pressed: "1", own: "0" } : {}),
    ];
    for (let at = 0; at < 500; at += 10) {
      const some = Array.from({ length: 10 }, (_, one) => kinds[(at + one) % kinds.length]?.(at + one));
      for (const response of await Promise.all(some)) expect([200, 303]).toContain(response?.status);
    }
    expect(await counts(person)).toEqual([[null, 0, 0, 0]]);
  });

  test("a person's press counts by its day and leads on; one's own, and more within a minute, do not", async () => {
    const person = await agree(server.participantOrigin, { study });
    const code = await codeOf(person);
    later(5 * minute);
    const soon = await visit(code);
    expect([soon.status, soon.headers.get("location")]).toEqual([303, target]);
    later(20 * minute);
    await visit(code, "1");
    expect(await counts(person)).toEqual([[0, 2, 2, 0]]);
    later(3 * day);
    await visit(code);
    await visit(code);
    later(minute);
    await visit(code);
    expect(await counts(person)).toEqual([
      [0, 2, 2, 0],
      [3, 3, 0, 2],
    ]);
    // A page of yesterday, and a link whose days are over, lead on and count nothing.
    const token = tokenIn(await (await get(code)).text());
    later(2 * day);
    expect((await press(code, { token, pressed: "1" })).status).toBe(303);
    later(90 * day);
    expect((await visit(code)).headers.get("location")).toBe(target);
    expect(await counts(person)).toHaveLength(2);
  });

  test("an export holds what the server counted, not what a browser says; an erasure takes link and counters", async () => {
    const person = await agree(server.participantOrigin, { study });
    const code = await codeOf(person);
    later(day);
    await visit(code);
    const body = { measure: "referral", instance: "referral", product: "velmora", trialIndex: 0, blockIndex: 0 };
    const shown = { shown: true, shared: true, copied: false, latencyMs: 900, firstLatencyMs: null };
    const seen = { shownAtMs: 1, inputModality: "keyboard", refreshRateHz: 60, visibilityLost: false };
    const claimed = { visits: 99, selfVisits: 0, firstVisitDay: 0 };
    const id = crypto.randomUUID();
    const sent = await person.send([{ seq: 0, id, body: { ...body, ...seen, ...shown, ...claimed } }]);
    expect(sent.body.results[0].status).toBe("created");
    const out = join(mkdtempSync(join(tmpdir(), "saydo-referrals-")), "export");
    await work(({ store }) => exportStudy(store, { study, format: "csv", out }, clock));
    const table = (name: string): readonly Record<string, string>[] =>
      parse(readFileSync(join(out, name)), { columns: true, bom: true });
    const mine = ({ session_id }: Record<string, string>) => session_id === person.sessionId;
    expect(table("trials.csv").find(mine)).toMatchObject({ visits: "1", self_visits: "0", first_visit_day: "1" });
    expect(table("referrals.csv").filter(mine)).toMatchObject([{ day: "1", opened: "1", self: "0", visits: "1" }]);
    expect((await person.post("withdraw", { erase: true })).status).toBe(200);
    expect((await get(code)).status).toBe(404);
    expect(await counts(person)).toEqual([]);
  });
});
