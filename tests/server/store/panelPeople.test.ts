import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runErase, startServer } from "../../../server/main.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { join, trial } from "../client.ts";
import { coffeeStudy, oneQuestion } from "../coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "../stores.ts";

const study = "coffee-brands";

describe.each(storeKinds)("the people of a panel, in a %s store", (kind) => {
  let places: Places;
  beforeAll(async () => {
    places = await placesOf(kind);
  });
  afterAll(async () => await places?.clear());

  test("are read page by page in one order, in which nobody is lost when somebody is erased meanwhile", async () => {
    const place = await places.fresh();
    const studies = [await coffeeStudy({ flow: oneQuestion })];
    const server = await startServer({ ...place, port: 0, consolePort: 0, studies });
    const ids: string[] = [];
    for (const panelId of ["ann", "ben", "cas", "dan", undefined]) {
      const person = await join(server.participantOrigin, { study, ...(panelId ? { panelId } : {}) });
      ids.unshift(person.sessionId);
      if (panelId === "ann" || panelId === "cas") {
        await person.send([trial(0)]);
        await person.post("finish", { trialCount: 1 });
      }
    }
    await server.close();

    const opened = await openStore(place, "work");
    const { panel } = opened.store.people;
    const seen: string[] = [];
    const first = await panel.page(study, 2);
    seen.push(...first.map(({ sessionId }) => sessionId));
    await runErase({ ...place, study, participant: first[1]?.participantId ?? "" });
    let last = first.at(-1);
    while (last !== undefined) {
      const next = await panel.page(study, 2, last);
      seen.push(...next.map(({ sessionId }) => sessionId));
      last = next.at(-1);
    }
    expect(seen).toEqual(ids);
    expect(await panel.placeOf(study, first[1]?.sessionId ?? "")).toBeUndefined();
    expect(await panel.placeOf(study, ids[2] ?? "")).toMatchObject({ sessionId: ids[2] });

    const times = [];
    for await (const some of panel.times(study)) times.push(...some);
    expect(times).toHaveLength(2);
    for (const { startedAt, finishedAt } of times) expect(String(finishedAt) >= startedAt).toBe(true);
    // Ann, Ben and Cas: Dan was erased, and the fifth came without an id.
    expect(await panel.withPanelId(study)).toBe(3);
    await opened.close();
  });
});
