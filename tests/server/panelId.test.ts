import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../server/main.ts";
import { arrive, call, join, trial } from "./client.ts";
import { coffeeStudy, oneQuestion } from "./coffeeStudy.ts";
import { type Places, placesOf } from "./stores.ts";

const credit = "https://school.sona.example/credit?token=t0k&survey_code={panelId}&code=%7Bcode%7D";
let places: Places;
let server: RunningServer;

beforeAll(async () => {
  places = await placesOf("sqlite");
  const recruitment = { source: "sona", repeat: "resume", redirectUrl: credit } as const;
  const studies = [
    await coffeeStudy({ id: "sona", recruitment, flow: oneQuestion }),
    await coffeeStudy({ id: "prolific", recruitment: { ...recruitment, source: "prolific" } }),
  ];
  server = await startServer({ ...(await places.fresh()), port: 0, consolePort: 0, studies });
});

afterAll(async () => {
  await server?.close();
  await places?.clear();
});

const start = (study: string, panelId: string) =>
  call(server.participantOrigin, "/api/v1/sessions", { body: { study, panelId } });

test("a link that grants credit is told to nobody who has not finished, and then with code and id filled in", async () => {
  const shown = await call(server.participantOrigin, "/api/v1/studies/sona");
  const person = await join(server.participantOrigin, { study: "sona", panelId: "12 & 3" });
  expect(JSON.stringify([shown.body, person.started])).not.toContain("t0k");
  await person.send([trial(0)]);
  const { body } = await person.post("finish", { trialCount: 1 });
  const filled = `https://school.sona.example/credit?token=t0k&survey_code=12%20%26%203&code=${body.completionCode}`;
  expect(body.redirectUrl).toBe(filled);
  expect((await person.post("finish", { trialCount: 1 })).body.redirectUrl).toBe(filled);
});

test("a code that can be guessed opens no session once its person has agreed to take part", async () => {
  const person = await arrive(server.participantOrigin, { study: "sona", panelId: "471" });
  const again = await start("sona", "471");
  expect([again.status, again.body.sessionId]).toEqual([201, person.sessionId]);
  const owner = await join(server.participantOrigin, { study: "sona", panelId: "472" });
  const guess = await start("sona", "472");
  expect([guess.status, guess.body.code, guess.body.token]).toEqual([409, "already-taken-part", undefined]);
  expect((await owner.status()).status).toBe(200);
});
