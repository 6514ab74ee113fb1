import { randomUUID } from "node:crypto";
import { consentHashOf } from "../../../experiments/studyFile/readStudyFile.ts";
import { secretHash } from "../../../server/secrets.ts";
import type { OpenedStore } from "../../../server/store/openStore.ts";
import type { BatchOutcome, TrialBatch } from "../../../server/store/store.ts";
import { trial } from "../../server/client.ts";

const PER_SESSION = 200;
const AGREED = { takePart: true, linkPurchases: false, linkHistory: false, recontact: false, shareData: false };
const SESSIONS_AT_ONCE = 5;

/** Fills a study with simulated trials, some of one kilobyte, past HTTP but through the same door of the store. */
export async function fillStore({ store }: OpenedStore, trials: number, note: () => string): Promise<void> {
  const studyId = "coffee-brands";
  const stored = await store.studies.get(studyId);
  if (!stored) throw new RangeError("the study is not there");
  const consentHash = consentHashOf(stored.study);
  let left = trials;
  while (left > 0) {
    const batches: TrialBatch[] = [];
    while (left > 0 && batches.length < SESSIONS_AT_ONCE) {
      const { session, token } = await store.sessions.start({ studyId, isSimulated: false });
      const { sessionId } = session;
      await store.sessions.consent(sessionId, { consentHash, language: "en", purposes: AGREED });
      const count = Math.min(left, PER_SESSION);
      left -= count;
      const received = Array.from({ length: count }, (_, seq) => {
        const { body: full } = trial(seq, { note: note() });
        const body = JSON.stringify(full);
        const id = randomUUID();
        const { measure, instance } = full;
        return { seq, id, body, measure, instance, products: [], item: `{"seq":${seq},"id":"${id}","body":${body}}` };
      });
      batches.push({ sessionId, tokenHash: secretHash(token), trials: received });
    }
    for (const outcome of await store.appendTrials(batches)) refuseRefusal(outcome);
  }
}

function refuseRefusal(outcome: BatchOutcome): void {
  if ("refused" in outcome) throw new Error(`the store refused: ${outcome.refused}`);
  const odd = outcome.results.find(({ status }) => status !== "created");
  if (odd) throw new Error(`trial ${odd.seq} is ${odd.status}`);
}
