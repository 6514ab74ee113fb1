import { randomUUID } from "node:crypto";
import { Outbox } from "../../../experiments/browser/outbox/outbox.ts";
import { memoryStorage } from "../../../experiments/browser/outbox/outboxStorage.ts";
import { participantApi } from "../../../experiments/browser/session/participantApi.ts";
import { clockWait } from "../../../experiments/browser/session/retry.ts";
import type { TrialEnvelope } from "../../../experiments/contract/trial.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import type { Proof } from "../proof.ts";
import { type Served, served } from "../support/served.ts";

const KB = 1000;
const SIZES = [10 * KB, 63 * KB, 65 * KB, 300 * KB, 5000 * KB];
const KEEPALIVE_BYTES = 60 * KB;

/** Trials of every size, and a page that goes away with a megabyte unsent. */
export const tooLargeIsKept: Proof = {
  id: "B5",
  promise:
    "What is too large is kept on the device and told, never dropped; a page that goes away sends 60 kB at most.",
  async run() {
    const place = await served({ studies: [await coffeeStudy({ flow: oneQuestion })] });
    const box = await openBox(place);
    for (const bytes of SIZES) await box.outbox.add(bodyOf(bytes));
    await box.outbox.drained();
    box.connect(false);
    for (let number = 0; number < 100; number += 1) await box.outbox.add(bodyOf(10 * KB));
    await box.outbox.handOver();
    box.connect(true);
    box.outbox.hurry();
    await box.outbox.drained();
    box.outbox.close();
    const finished = await box.api.finish(box.who, box.outbox.trialCount);
    const stored = await place.look(async ({ context }) =>
      context.database.query.selectFrom("trials").selectAll().execute(),
    );
    const kept = await box.storage.quarantined(box.who.sessionId);
    await place.remove();
    const whole = stored.filter(({ body }) => !Buffer.from(body).toString("utf8").includes('"lost"'));
    const bytesKept = kept.reduce((sum, { trial }) => sum + JSON.stringify(trial.body).length, 0);
    const dropped = box.outbox.trialCount - whole.length - kept.length;
    return {
      isMet:
        dropped === 0 &&
        kept.length === 1 &&
        bytesKept >= 5000 * KB &&
        box.mostAlive() <= KEEPALIVE_BYTES &&
        finished.kind === "done",
      figures: {
        trials: box.outbox.trialCount,
        storedWhole: whole.length,
        keptOnDevice: kept.length,
        dropped,
        mostKeepaliveBytes: box.mostAlive(),
        finished: finished.kind === "done",
      },
    };
  },
};

function bodyOf(bytes: number): TrialEnvelope["body"] {
  const body = {
    measure: "likelihoodToRecommend",
    instance: "likelihoodToRecommend",
    product: "velmora",
    shownAtMs: 1,
    renderedAtMs: null,
    inputModality: "keyboard",
    refreshRateHz: 60,
    visibilityLost: false,
    preset: "likelihood-to-recommend-0-10",
    parametersHash: "0123456789abcdef",
    rt: 1,
    trialIndex: 0,
    item: "likelihoodToRecommend",
    value: 9,
    missing: null,
    latencyMs: 1,
    firstLatencyMs: 1,
    changes: [],
    lowest: 0,
    highest: 10,
    note: "",
  };
  return { ...body, note: "x".repeat(Math.max(0, bytes - JSON.stringify(body).length)) };
}

/** The browser's own outbox and client against a real server, over a network that can be cut. */
async function openBox({ origin }: Served) {
  let isConnected = true;
  let mostAlive = 0;
  const api = participantApi(async (address, init) => {
    if (!isConnected) throw new TypeError("Failed to fetch");
    return await fetch(new URL(String(address), origin), init);
  });
  const started = await api.start({ study: "coffee-brands", panelId: randomUUID(), language: "en" });
  if (started.kind !== "done") throw new RangeError("the study did not start");
  const who = started.body;
  const purposes = { takePart: true, linkPurchases: false, linkHistory: false, recontact: false, shareData: false };
  await api.consent(who, { consentHash: who.consentHash, language: "en", purposes });
  const storage = memoryStorage();
  const outbox = await Outbox.open({
    sessionId: who.sessionId,
    storage,
    send: (trials, life) => {
      if (life === "keepalive") mostAlive = Math.max(mostAlive, Buffer.byteLength(JSON.stringify({ trials })));
      return api.trials(who, trials, life);
    },
    nextSeq: 0,
    newId: randomUUID,
    random: Math.random,
    wait: clockWait,
  });
  const connect = (isOn: boolean): void => {
    isConnected = isOn;
  };
  return { api, who, storage, outbox, connect, mostAlive: () => mostAlive };
}
