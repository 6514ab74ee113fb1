import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runErase } from "../../server/main.ts";
import type { PeopleFilter } from "../../server/store/store.ts";
import { type Served, served } from "../prove/support/served.ts";
import { join, wholeCoffee } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const study = "coffee-brands";

describe.each(storeKinds)("whoever asks to be erased is found, on %s,", (kind) => {
  let places: Places;
  let server: Served;
  beforeAll(async () => {
    places = await placesOf(kind);
    const studies = [await coffeeStudy(), await coffeeStudy({ id: "tea" })];
    server = await served({ place: await places.fresh(), studies });
  });
  afterAll(async () => {
    await server.remove();
    await places.clear();
  });

  /** Somebody who went through the study, and all they were given. */
  const finished = async (panelId: string) => {
    const person = await join(server.origin, { study, panelId });
    await person.send(wholeCoffee());
    const { body } = await person.post("finish", { trialCount: 4 });
    const participantId = await server.look(({ store }) => store.people.byPanelId(study, panelId));
    return { ...body, sessionId: person.sessionId, participantId: participantId ?? "" };
  };
  const isThere = (id: string) => server.look(({ store }) => store.people.one(study, id));

  type Given = Awaited<ReturnType<typeof finished>>;
  const codes: Readonly<Record<string, (given: Given) => string>> = {
    "the completion code": ({ completionCode }) => completionCode,
    "the completion code as people write it": ({ completionCode }) => ` ${completionCode.toLowerCase()} `,
    "the code of their own data": ({ ownDataCode }) => ownDataCode,
    "the session's id": ({ sessionId }) => sessionId,
    "their id in exports, in capitals": ({ participantId }) => participantId.toUpperCase(),
  };

  test.each(Object.entries(codes))("by %s, in the console's search and by saydo erase --code", async (name, codeOf) => {
    const given = await finished(`by ${name}`);
    const other = await finished(`beside ${name}`);
    const code = codeOf(given);
    await server.look(async ({ store }) => {
      expect(await store.people.byCode(study, code)).toBe(given.participantId);
      expect(await store.people.byCode("tea", code)).toBeUndefined();
    });
    await expect(runErase({ ...server.place, study: "tea", code })).rejects.toThrow("The study has no such person.");
    expect(await runErase({ ...server.place, study, code })).toMatchObject({ participantId: given.participantId });
    expect(await isThere(given.participantId)).toBeUndefined();
    expect(await isThere(other.participantId)).toBeDefined();
    await expect(runErase({ ...server.place, study, code })).rejects.toThrow("The study has no such person.");
  });

  test("by the panel's id or our own, and by nothing that is only like one", async () => {
    const [first, second] = [await finished("ann"), await finished("bob")];
    for (const code of ["", " ", "ann", "0000-0000", "'", "__proto__", "x".repeat(5000)]) {
      await expect(runErase({ ...server.place, study, code })).rejects.toThrow("The study has no such person.");
    }
    await runErase({ ...server.place, study, panelId: "ann" });
    await runErase({ ...server.place, study, participant: second.participantId });
    expect(await isThere(first.participantId)).toBeUndefined();
    expect(await isThere(second.participantId)).toBeUndefined();
  });

  test("by the code of what they won and by the link they were given to pass on, as people write them", async () => {
    const [winner, other] = [await finished("winner"), await finished("beside the winner")];
    const code = "K7QM-291D";
    await server.look(async ({ store, context: { database } }) => {
      const { sessionId: session_id, participantId: participant_id } = winner;
      const won = {
        gets: "{}",
        bonus: 100,
        currency: "EUR",
        won_on: "2026-01-31",
        state: "owed" as const,
        batch: null,
      };
      const draw = { id: crypto.randomUUID(), study_id: study, session_id, participant_id, instance: "draw" };
      await database.query
        .insertInto("winnings")
        .values({ ...draw, ...won, claim_code: code, reason: null })
        .execute();
      const link = { code: "passOn-12_aB", session_id: other.sessionId, instance: "link", target: "a" };
      await database.query
        .insertInto("referrals")
        .values({ ...link, days: 30, shown_at: "2026-01-31T10:00:00.000Z", visited_at: null })
        .execute();
      for (const written of [code, "k7qm 29id", "K7QM29LD"]) {
        expect(await store.people.byCode(study, written), written).toBe(winner.participantId);
        expect(await store.people.byCode("tea", written)).toBeUndefined();
      }
      for (const written of [link.code, `https://lab.example/r/${link.code}`]) {
        expect(await store.people.byCode(study, written), written).toBe(other.participantId);
        expect(await store.people.byCode("tea", written)).toBeUndefined();
      }
    });
  });

  test("however many there are: lists come page by page, without one twice and without one left out", async () => {
    await server.look(async ({ store }) => {
      for (let number = 0; number < 12; number += 1) await store.sessions.start({ studyId: "tea", isSimulated: false });
      const all = (await store.people.list("tea", 100)).map(({ sessionId }) => sessionId);
      const paged: string[] = [];
      for (let page = await store.people.list("tea", 5); page.length > 0; ) {
        paged.push(...page.map(({ sessionId }) => sessionId));
        page = await store.people.list("tea", 5, paged.at(-1));
      }
      expect(paged).toEqual(all);
      expect(new Set(paged).size).toBe(12);
    });
  });

  test("lists show whom they say, and a person's page what is stored of them", async () => {
    await server.look(async ({ store }) => {
      const start = async (isSimulated: boolean) =>
        (await store.sessions.start({ studyId: "tea", isSimulated })).session;
      const [person, simulated] = [await start(false), await start(true)];
      const idsOf = async (filter: PeopleFilter) => {
        return (await store.people.only("tea", filter, { limit: 100 })).map(({ sessionId }) => sessionId);
      };
      expect(await idsOf("simulated")).toEqual([simulated.sessionId]);
      for (const filter of ["people", "unfinished"] as const) {
        expect(await idsOf(filter)).toContain(person.sessionId);
        expect(await idsOf(filter)).not.toContain(simulated.sessionId);
      }
      for (const filter of ["finished", "withdrawn", "troubled", "pilot"] as const) {
        expect(await idsOf(filter), filter).toEqual([]);
      }
      await store.sessions.withdraw(person.sessionId, { extent: "keep", actor: "ada" });
      expect(await idsOf("withdrawn")).toEqual([person.sessionId]);
      expect(await idsOf("unfinished")).not.toContain(person.sessionId);
    });
    const given = await finished("looked at");
    const overview = await server.look(({ store }) => store.people.overview(study, given.participantId));
    expect(overview).toMatchObject({
      visits: [{ sessionId: given.sessionId, wave: "", trials: 4 }],
      consents: [{ language: "en" }],
      purchases: 0,
    });
  });
});
