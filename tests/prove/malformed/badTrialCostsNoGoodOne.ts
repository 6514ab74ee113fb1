import { randomStream } from "../../../experiments/random/randomStream.ts";
import { join, trial } from "../../server/client.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import type { Proof } from "../proof.ts";
import { served } from "../support/served.ts";

const poisons: readonly Readonly<Record<string, unknown>>[] = [
  { value: "x" },
  { measure: "nothing" },
  { measure: null },
  { latencyMs: -1 },
  { shownAtMs: null },
  { inputModality: "thought" },
  { changes: "none" },
  { note: "\ud800" },
];

/** Bad trials among good ones, in the same requests. */
export const badTrialCostsNoGoodOne: Proof = {
  id: "D2",
  promise: "A bad trial costs nobody a good one.",
  async run({ seed, scale }) {
    const [people, each] = scale === "short" ? [20, 50] : [100, 100];
    const { uniform, below } = randomStream(seed);
    const place = await served({ studies: [await coffeeStudy({ flow: oneQuestion })] });
    const counts = { good: 0, bad: 0, created: 0, invalid: 0, other: 0 };
    const takePart = async () => {
      const person = await join(place.origin, { study: "coffee-brands" });
      for (let from = 0; from < each; from += 10) {
        const isBad = Array.from({ length: 10 }, () => uniform() < 0.1);
        const batch = isBad.map((bad, at) => trial(from + at, bad ? (poisons[below(poisons.length)] ?? {}) : {}));
        const { body } = await person.send(batch);
        for (const [at, bad] of isBad.entries()) {
          const status: string = body.results[at].status;
          counts[bad ? "bad" : "good"] += 1;
          if (status === (bad ? "invalid" : "created")) counts[bad ? "invalid" : "created"] += 1;
          else counts.other += 1;
        }
      }
      await person.post("finish", { trialCount: each });
      return (await person.status()).body.finished === true;
    };
    const finished = (await Promise.all(Array.from({ length: people }, takePart))).filter(Boolean).length;
    const kept = await place.look(({ context }) =>
      context.database.query.selectFrom("quarantine").selectAll().execute(),
    );
    await place.remove();
    return {
      isMet: counts.other === 0 && kept.length === counts.bad && finished === people && counts.bad > 0,
      figures: { people, ...counts, quarantined: kept.length, finished },
    };
  },
};
