import { randomStream } from "../../experiments/random/randomStream.ts";
import { join, trial, trials } from "../server/client.ts";
import { newCanary } from "./canaries.ts";
import type { Proof } from "./proof.ts";
import { served } from "./served.ts";

const WITHIN_MS = 10_000;
const study = "coffee-brands";

/** Copies of everything about a person, for the person to have, among many other people. */
export const f3: Proof = {
  id: "F3",
  promise: "A person's copy holds everything stored about them and nothing about anybody else.",
  async run({ seed, scale }) {
    const people = scale === "short" ? 15 : 300;
    const { below } = randomStream(seed);
    const place = await served();
    const canaries = Array.from({ length: people }, newCanary);
    const sent: number[] = [];
    for (const canary of canaries) {
      const person = await join(place.origin, { study, panelId: `${canary}-id` }, { linkPurchases: true });
      const count = 1 + below(20);
      await person.send([...trials(count), trial(count, { note: canary }), trial(count + 1, { value: canary })]);
      sent.push(count + 1);
    }
    const found = { incomplete: 0, ofOthers: 0, slowestMs: 0, missing: 0 };
    await place.look(async ({ store }) => {
      for (const [number, canary] of canaries.entries()) {
        const from = performance.now();
        const participantId = await store.people.byPanelId(study, `${canary}-id`);
        const copy = await store.people.copyOf(study, participantId ?? "");
        found.slowestMs = Math.max(found.slowestMs, Math.round(performance.now() - from));
        if (!copy) found.missing += 1;
        const text = JSON.stringify(copy ?? {});
        const stored = text.split('"receivedAt"').length - 1;
        const isWhole = text.includes(`${canary}-id`) && text.includes('"purposes"') && stored >= (sent[number] ?? 0);
        if (!isWhole || text.split(canary).length - 1 < 3) found.incomplete += 1;
        if (canaries.some((other) => other !== canary && text.includes(other))) found.ofOthers += 1;
      }
    });
    await place.remove();
    const wrong = found.incomplete + found.ofOthers + found.missing;
    return { isMet: wrong === 0 && found.slowestMs < WITHIN_MS, figures: { copies: people, ...found } };
  },
};
