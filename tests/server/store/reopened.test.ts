import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { consentHashOf } from "../../../experiments/studyFile/readStudyFile.ts";
import { secretHash } from "../../../server/secrets.ts";
import { openStore } from "../../../server/store/openStore.ts";
import type { StartedSession, Store } from "../../../server/store/store.ts";
import { coffeeStudy } from "../coffeeStudy.ts";
import { type Places, placesOf } from "../stores.ts";

let places: Places;

beforeAll(async () => {
  places = await placesOf("sqlite");
});

afterAll(async () => {
  await places?.clear();
});

/** Each use of the store is the first after it was opened: nothing is known of the study yet. */
test("a store that was just opened takes a consent, a trial and a start, each as the first thing it does", async () => {
  const place = await places.fresh();
  const use = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    const { store, close } = await openStore(place, "work");
    return await work(store).finally(close);
  };
  const { study, hash } = await coffeeStudy();
  await use((store) => store.studies.publish({ study, hash }));
  const startKey = randomUUID() + randomUUID();
  const start = () =>
    use((store) =>
      store.sessions.start({ studyId: study.id, panelId: "ann", startKey, language: "en", isSimulated: false }),
    );
  const started: StartedSession = await start();
  const { sessionId } = started.session;
  const purposes = { takePart: true, linkPurchases: false, linkHistory: false, recontact: false, shareData: false };
  await use((store) =>
    store.sessions.consent(sessionId, { consentHash: consentHashOf(study), language: "en", purposes }),
  );
  const body = JSON.stringify({ measure: "purchaseIntent", instance: "purchaseIntent" });
  const id = randomUUID();
  const trial = {
    seq: 0,
    id,
    body,
    item: `{"seq":0,"id":"${id}","body":${body}}`,
    measure: "purchaseIntent",
    products: [],
  };
  const [outcome] = await use((store) =>
    store.appendTrials([
      { sessionId, tokenHash: secretHash(started.token), trials: [{ ...trial, instance: "purchaseIntent" }] },
    ]),
  );
  expect(outcome).toMatchObject({ results: [{ seq: 0, status: "created" }], ackedThrough: 0 });
  expect((await start()).session).toMatchObject({ sessionId, ackedThrough: 0 });
});
