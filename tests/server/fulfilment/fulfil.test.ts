import { readFileSync } from "node:fs";
import { join as pathTo } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, runEndWinning, runErase, runFulfil, startServer } from "../../../server/main.ts";
import { withStore } from "../../../server/store/openStore.ts";
import { arrive, call, join } from "../client.ts";
import { choiceTrials, paidStudy } from "../draws/world.ts";
import { type Places, placesOf, storeKinds } from "../stores.ts";

describe.each(storeKinds)("what was won, over %s", (kind) => {
  const study = "coffee-brands";
  let places: Places;
  let place: Awaited<ReturnType<Places["fresh"]>>;
  let server: RunningServer;
  const served = paidStudy();

  beforeAll(async () => {
    places = await placesOf(kind);
    place = await places.fresh();
    const { study: definition, ...rest } = await served;
    const recruited = { ...definition, recruitment: { ...definition.recruitment, source: "prolific" as const } };
    server = await startServer({ ...place, port: 0, consolePort: 0, studies: [{ ...rest, study: recruited }] });
  });

  afterAll(async () => {
    await server?.close();
    await places?.clear();
  });

  const wins = async (panelId: string) => {
    const person = await join(server.participantOrigin, { study, panelId });
    await person.send(choiceTrials((await served).study, person));
    return { person, drawn: (await person.post("draws/realChoice", {})).body };
  };
  const listed = (name: string, again?: string) =>
    runFulfil({ ...place, study, out: pathTo(place.data, name), recipient: "The shop", ...(again ? { again } : {}) });
  const rowsIn = (name: string): readonly Record<string, string>[] =>
    parse(readFileSync(pathTo(place.data, name)), { columns: true });

  test("stands on one list, once, with a code, the panel's id, the product and the rest of the money", async () => {
    const first = await wins("5f000000000000000000aaa1");
    const second = await wins("5f000000000000000000aaa2");
    expect(await listed("one.csv")).toEqual({ batch: "coffee-brands-1", winners: 2 });
    const rows = rowsIn("one.csv");
    expect(Object.keys(rows[0] ?? {})).toEqual([
      "claim_code",
      "panel_id",
      "product",
      "gets",
      "bonus",
      "currency",
      "won_on",
      "batch",
    ]);
    const { drawn } = first;
    const product = drawn.gets[0].item;
    expect(rows.find(({ claim_code: code }) => code === drawn.claimCode)).toMatchObject({
      panel_id: "5f000000000000000000aaa1",
      product,
      gets: `1 × ${product === "velmora" ? "Velmora" : "Quenby"}`,
      bonus: drawn.bonus.toFixed(2),
      currency: "EUR",
      batch: "coffee-brands-1",
    });
    expect(rows.map(({ claim_code: code }) => code).toSorted()).toEqual(
      [drawn.claimCode, second.drawn.claimCode].toSorted(),
    );
  });

  test("is owed no second time, and a list made before has the same bytes again", async () => {
    expect(await listed("two.csv")).toBeNull();
    expect(await listed("again.csv", "coffee-brands-1")).toEqual({ batch: "coffee-brands-1", winners: 2 });
    expect(readFileSync(pathTo(place.data, "again.csv"))).toEqual(readFileSync(pathTo(place.data, "one.csv")));
    await expect(listed("other.csv", "coffee-brands-9")).rejects.toThrow("There is no such list of winners.");
    await expect(listed("one.csv")).rejects.toThrow("is there already");
    const lists = await Promise.all([wins("5f000000000000000000aaa3").then(() => listed("a.csv")), listed("b.csv")]);
    const more = await listed("c.csv");
    expect([...lists, more].reduce((sum, list) => sum + (list?.winners ?? 0), 0)).toBe(1);
  });

  test("stands in the copy of everything about the winner, of a draw to come the seal alone", async () => {
    const { person, drawn } = await wins("5f000000000000000000aaa6");
    const waiting = await join(server.participantOrigin, { study, panelId: "5f000000000000000000aaa7" });
    await withStore(place, async ({ store, context }) => {
      const copyOf = async (sessionId: string) => {
        const of = context.database.query.selectFrom("sessions").select("participant_id").where("id", "=", sessionId);
        return await store.people.copyOf(study, (await of.executeTakeFirstOrThrow()).participant_id);
      };
      expect(await copyOf(person.sessionId)).toMatchObject({
        draws: [{ instance: "realChoice", secret: drawn.secret, bought: true }],
        winnings: [{ claimCode: drawn.claimCode, bonus: drawn.bonus, state: "owed" }],
      });
      const commitment = waiting.started.commitments.realChoice;
      expect(await copyOf(waiting.sessionId)).toMatchObject({ winnings: [] });
      expect((await copyOf(waiting.sessionId))?.["draws"]).toEqual([
        { instance: "realChoice", commitment, closedAt: null },
      ]);
    });
    expect(await listed("copied.csv")).toMatchObject({ winners: 1 });
  });

  test("ends as done or void, with the reason, and in one way only", async () => {
    const [{ claim_code: code = "" } = {}] = rowsIn("one.csv");
    const end = (state: "done" | "void") =>
      runEndWinning({
        ...place,
        study,
        claimCode: code.toLowerCase().replace("-", " "),
        end: state === "done" ? { state } : { state, reason: "withdrawal within 14 days" },
      });
    expect(await end("done")).toBe("ended");
    expect(await end("done")).toBe("same");
    await expect(end("void")).rejects.toThrow("This winning is done already.");
    await expect(runEndWinning({ ...place, study, claimCode: "0000-0000", end: { state: "done" } })).rejects.toThrow(
      "Nobody has won under this code in this study.",
    );
    const lines = await withStore(place, ({ store }) => store.audit.of(study, "winning ended"));
    expect(lines).toMatchObject([{ details: '{"state":"done"}' }]);
    expect(JSON.stringify(lines)).not.toContain(code);
  });

  test("of somebody erased keeps no words that an operator wrote about them", async () => {
    const { person, drawn } = await wins("5f000000000000000000aaa8");
    const end = { state: "void", reason: "sent back by Anna at 5 Elm Street" } as const;
    expect(await runEndWinning({ ...place, study, claimCode: drawn.claimCode, end })).toBe("ended");
    await person.post("withdraw", { erase: true });
    const kept = await withStore(place, async ({ context, store }) => [
      await context.database.query.selectFrom("winnings").selectAll().where("state", "=", "void").execute(),
      await store.audit.list(study, 1000),
    ]);
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`Elm Street|${drawn.claimCode}`));
  });

  test("of an erased person keeps product, amount and day; the same id draws again only once the study has closed", async () => {
    const { person, drawn } = await wins("5f000000000000000000aaa4");
    expect(drawn.wins).toBe(true);
    await person.post("withdraw", { erase: true });
    expect(await listed("erased.csv")).toBeNull();
    const kept = await withStore(place, async ({ context }) => {
      const rows = context.database.query.selectFrom("winnings").selectAll().where("reason", "=", "erased");
      return await rows.execute();
    });
    expect(kept).toMatchObject([{ session_id: null, participant_id: null, claim_code: null, state: "void" }]);
    expect(Number(kept[0]?.bonus)).toBe(Math.round(drawn.bonus * 100));
    const again = { study, panelId: "5f000000000000000000aaa4" };
    const refused = await call(server.participantOrigin, "/api/v1/sessions", { body: again });
    expect(refused).toMatchObject({ status: 409, body: { code: "already-taken-part" } });
    await withStore(place, async ({ store }) => {
      await store.studies.setState(study, "closed");
      await store.studies.setState(study, "open");
    });
    expect((await arrive(server.participantOrigin, again)).started.commitments).toHaveProperty("realChoice");
  });

  test("of a person erased by the command is on no list made again", async () => {
    const { person } = await wins("5f000000000000000000aaa5");
    const made = await listed("five.csv");
    await runErase({ ...place, study, panelId: "5f000000000000000000aaa5" });
    await listed("fiveAgain.csv", made?.batch);
    expect(rowsIn("fiveAgain.csv")).toMatchObject([
      { claim_code: "", panel_id: "", won_on: expect.stringMatching(/^\d{4}-/) },
    ]);
    expect(person.sessionId).not.toBe("");
  });

  test("stays owed where the list's folder is not there, and can be had again where the disk is full", async () => {
    const { drawn } = await wins("5f000000000000000000aaa9");
    await expect(listed("absent/list.csv")).rejects.toThrow(/The folder .*absent is not there\./);
    const made = await withStore(place, ({ store }) => store.winnings.batches(study));
    const next = `${study}-${made.length + 1}`;
    const full = pathTo(place.data, `${"n".repeat(300)}.csv`);
    const refused = runFulfil({ ...place, study, out: full, recipient: "The shop" });
    await expect(refused).rejects.toMatchObject({
      details: {
        detail: `${full} cannot be written: its name is too long. The winners stand on list ${next} all the same.`,
        todo: `Make room, or name another place. Then write it with --again ${next}.`,
      },
    });
    await listed("after.csv", next);
    expect(rowsIn("after.csv").map(({ claim_code: code }) => code)).toEqual([drawn.claimCode]);
  });

  test("by simulated people is owed to nobody", async () => {
    const headers = { "saydo-simulated": "1", "saydo-simulation-key": server.simulationKey };
    const start = { body: { study, parameters: { simulated: "1" } }, headers };
    const { body } = await call(server.participantOrigin, "/api/v1/sessions", start);
    const at = `/api/v1/sessions/${body.sessionId}`;
    const consent = { consentHash: body.consentHash, language: "en", purposes: { takePart: true } };
    await call(server.participantOrigin, `${at}/consent`, { body: consent, token: body.token });
    const trials = choiceTrials((await served).study, { started: body } as Parameters<typeof choiceTrials>[1]);
    await call(server.participantOrigin, `${at}/trials`, { body: { trials }, token: body.token });
    const drawn = await call(server.participantOrigin, `${at}/draws/realChoice`, { body: {}, token: body.token });
    expect(drawn.body).toMatchObject({ wins: true, claimCode: null });
    expect(await listed("simulated.csv")).toBeNull();
  });
});
