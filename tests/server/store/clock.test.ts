import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { subjectOf, throttled } from "../../../server/accounts/throttle.ts";
import { type RunningServer, startServer } from "../../../server/main.ts";
import { withStore } from "../../../server/store/openStore.ts";
import { arrive, trials } from "../client.ts";
import { coffeeStudy, oneQuestion } from "../coffeeStudy.ts";
import { type Places, placesOf } from "../stores.ts";

const HOUR_MS = 3_600_000;
const study = "coffee-brands";
let places: Places;

beforeAll(async () => {
  places = await placesOf("sqlite");
});

afterAll(() => places?.clear());

describe("a server whose clock is set back an hour", () => {
  let server: RunningServer;
  let clock = Date.parse("2026-01-05T12:00:00.000Z");
  let place: Awaited<ReturnType<Places["fresh"]>>;

  beforeAll(async () => {
    place = await places.fresh();
    const options = {
      ...place,
      port: 0,
      consolePort: 0,
      studies: [await coffeeStudy({ flow: oneQuestion })],
      now: () => new Date(clock),
    };
    server = await startServer(options);
  });

  afterAll(() => server?.close());

  test.each(["before the consent", "before the trials", "before the end", "before the withdrawal"])(
    "%s ends no session before it began",
    async (when) => {
      const stepAt = (moment: string) => {
        clock += moment === when ? -HOUR_MS : 1000;
      };
      const person = await arrive(server.participantOrigin, { study, panelId: when });
      stepAt("before the consent");
      const { consentHash } = person.started;
      await person.post("consent", { consentHash, language: "en", purposes: { takePart: true } });
      stepAt("before the trials");
      await person.send(trials(3));
      stepAt("before the end");
      expect((await person.post("finish", { trialCount: 3 })).status).toBe(200);
      stepAt("before the withdrawal");
      expect((await person.post("withdraw", { erase: false })).status).toBe(200);
      const row = await withStore(place, async ({ context }) => {
        const rows = context.database.query.selectFrom("sessions").selectAll().where("id", "=", person.sessionId);
        return await rows.executeTakeFirstOrThrow();
      });
      const moments = [row.started_at, row.consented_at, row.finished_at, row.withdrawn_at];
      expect(moments).not.toContain(null);
      expect(moments.toSorted()).toEqual(moments);
    },
  );

  test("keeps nobody out for longer than a quarter of an hour of its clock", async () => {
    let now = Date.parse("2026-01-05T12:00:00.000Z");
    await withStore({ ...place, now: () => new Date(now) }, async ({ store }) => {
      const tryOnce = () => throttled(store.accounts, [subjectOf("account", "a")], async () => undefined);
      for (let tries = 0; tries < 10; tries += 1) await tryOnce();
      await expect(tryOnce()).rejects.toMatchObject({ details: { code: "too-many-tries" } });
      now -= HOUR_MS;
      await expect(tryOnce()).resolves.toBeUndefined();
    });
  });
});
