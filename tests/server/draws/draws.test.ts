import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { belowOf, commitmentOf } from "../../../server/draws/chance.ts";
import { type RunningServer, startServer } from "../../../server/main.ts";
import { arrive, join, type Person } from "../client.ts";
import { type Places, placesOf, storeKinds } from "../stores.ts";
import { choiceTrials, paidStudy, setsOf } from "./world.ts";

// fixtures/oracles/c29_draws: made by another program, recomputed by R (openssl) without a difference.
test("draws as the reference does, 1,000 times", () => {
  const rows: readonly Record<string, string>[] = parse(readFileSync("fixtures/oracles/c29_draws/draws.csv"), {
    columns: true,
  });
  expect(rows).toHaveLength(1000);
  for (const row of rows) {
    const { session_id: sessionId = "", instance = "", secret = "", nonce = "" } = row;
    expect(commitmentOf({ sessionId, instance, secret })).toBe(row["commitment"]);
    const below = belowOf({ sessionId, instance, secret, nonce });
    expect(below(Number(row["one_in"]), "wins") === 0 ? "1" : "0").toBe(row["wins"]);
    expect(String(below(Number(row["choices"]), "counted"))).toBe(row["counted"]);
    expect(String(50 + 10 * below(60, "price"))).toBe(row["price_drawn"]);
  }
});

test("another secret, nonce, session or purpose is another draw", () => {
  const chance = { sessionId: "s", instance: "i", secret: "ab".repeat(32), nonce: "cd".repeat(16) };
  const drawn = belowOf(chance)(2 ** 40, "wins");
  for (const change of [
    { secret: "ac".repeat(32) },
    { nonce: "ce".repeat(16) },
    { sessionId: "t" },
    { instance: "j" },
  ]) {
    expect(belowOf({ ...chance, ...change })(2 ** 40, "wins")).not.toBe(drawn);
  }
  expect(belowOf(chance)(2 ** 40, "price")).not.toBe(drawn);
  expect(() => belowOf(chance)(0, "wins")).toThrow(RangeError);
});

describe.each(storeKinds)("draws over %s", (kind) => {
  let places: Places;
  let server: RunningServer;
  const served = paidStudy();
  const study = "coffee-brands";
  const draw = (person: Person) => person.post("draws/realChoice", {});

  beforeAll(async () => {
    places = await placesOf(kind);
    server = await startServer({ ...(await places.fresh()), port: 0, consolePort: 0, studies: [await served] });
  });

  afterAll(async () => {
    await server?.close();
    await places?.clear();
  });

  test("a session starts with what is sealed, and the secret opens it", async () => {
    const person = await join(server.participantOrigin, { study });
    const commitment = person.started.commitments.realChoice;
    expect(commitment).toMatch(/^[0-9a-f]{64}$/);
    const { study: definition } = await served;
    await person.send(choiceTrials(definition, person));
    const { status, body } = await draw(person);
    expect(status).toBe(200);
    const { sessionId } = person;
    expect(commitmentOf({ sessionId, instance: "realChoice", secret: body.secret })).toBe(commitment);
    expect(body.commitment).toBe(commitment);
    const below = belowOf({ sessionId, instance: "realChoice", secret: body.secret, nonce: body.nonce });
    expect(body).toMatchObject({ wins: true, stakes: "real", counted: below(4, "counted"), priceDrawn: null });
    const offer = setsOf(definition, person.started)[body.counted]?.offers[0];
    expect(body).toMatchObject({ bought: true, gets: [{ item: offer?.product, quantity: 1 }], pays: offer?.price });
    expect(body.bonus).toBeCloseTo(5 - (offer?.price ?? 0), 9);
    expect(body.claimCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  test("answers the same for ever, and no choice counts after it", async () => {
    const person = await join(server.participantOrigin, { study });
    const { study: definition } = await served;
    const sent = choiceTrials(definition, person);
    await person.send(sent);
    const first = await draw(person);
    const late = choiceTrials(definition, person, { from: sent.length, take: () => null });
    const { body } = await person.send([...sent, ...late]);
    expect(body.results.map(({ status }: { status: string }) => status)).toEqual([
      ...sent.map(() => "same"),
      ...late.map(() => "invalid"),
    ]);
    expect(body.results.at(-1).problem.code).toBe("draw-closed");
    expect(body.ackedThrough).toBe(sent.length + late.length - 1);
    const changed = { ...sent[2], body: { ...sent[2]?.body, chosen: null } };
    expect((await person.send([changed])).body.results[0].status).toBe("conflict");
    expect((await draw(person)).body).toEqual(first.body);
    const together = await Promise.all([draw(person), draw(person), draw(person)]);
    for (const again of together) expect(again.body).toEqual(first.body);
  });

  test("of every choice the first answer that was stored counts", async () => {
    const person = await join(server.participantOrigin, { study });
    const { study: definition } = await served;
    const first = choiceTrials(definition, person, { take: () => null, nonce: "11".repeat(16) });
    await person.send(first);
    const second = choiceTrials(definition, person, {
      from: first.length,
      nonce: "22".repeat(16),
      change: { attempt: 9 },
    });
    expect(
      (await person.send(second)).body.results.every(({ status }: { status: string }) => status === "created"),
    ).toBe(true);
    const { body } = await draw(person);
    expect(body).toMatchObject({ nonce: "11".repeat(16), bought: false, gets: [], pays: 0, bonus: 5 });
  });

  test("what the browser says was offered changes no price", async () => {
    const person = await join(server.participantOrigin, { study });
    const { study: definition } = await served;
    const cheap = { price: 0.01, alternatives: [{ product: "velmora", price: 0.01, attributes: {}, place: 0 }] };
    const sent = choiceTrials(definition, person, { take: () => "velmora" });
    await person.send(
      sent.map((one) => ({ ...one, body: { ...one.body, ...(one.body.price === null ? {} : cheap) } })),
    );
    const { body } = await draw(person);
    const offer = setsOf(definition, person.started)[body.counted]?.offers.find(({ product }) => product === "velmora");
    expect(body.pays).toBe(offer?.price);
  });

  test("decides nothing before every choice is stored, before consent, and of nothing unknown", async () => {
    const { study: definition } = await served;
    const person = await join(server.participantOrigin, { study });
    const sent = choiceTrials(definition, person);
    expect(await draw(person)).toMatchObject({ status: 409, body: { code: "choices-missing" } });
    await person.send(sent.slice(0, -1));
    expect(await draw(person)).toMatchObject({ status: 409, body: { code: "choices-missing" } });
    expect(await person.post("draws/iat", {})).toMatchObject({ status: 404, body: { code: "draw-unknown" } });
    await person.send(sent.slice(-1));
    expect((await draw(person)).status).toBe(200);
    const stranger = await arrive(server.participantOrigin, { study });
    expect(await draw(stranger)).toMatchObject({ status: 409, body: { code: "consent-required" } });
    await person.post("withdraw", { erase: false });
    expect(await draw(person)).toMatchObject({ status: 409, body: { code: "withdrawn" } });
  });
});
