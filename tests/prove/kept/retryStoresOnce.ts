import { randomStream } from "../../../experiments/random/randomStream.ts";
import { type Json, join, trial } from "../../server/client.ts";
import type { Proof } from "../proof.ts";
import { served } from "../support/served.ts";

/** Every request again and again, some at once, some changed. */
export const retryStoresOnce: Proof = {
  id: "A2",
  promise: "A retry never stores twice; a changed retry never overwrites.",
  async run({ seed, scale }) {
    const people = scale === "short" ? 25 : 200;
    const { uniform } = randomStream(seed);
    const place = await served();
    const counts = { created: 0, same: 0, conflict: 0, invalid: 0 };
    let wrong = 0;
    const takePart = async () => {
      const person = await join(place.origin, { study: "coffee-brands" });
      for (let seq = 0; seq < 10; seq += 1) {
        const first = trial(seq);
        const changed = { ...first, body: { ...first.body, value: 1 } };
        const again = Math.floor(uniform() * 6);
        const sends = [first, ...Array.from({ length: again }, () => (uniform() < 0.5 ? first : changed))];
        const [head, ...tail] = sends;
        const isAtOnce = uniform() < 0.2;
        const replies = isAtOnce
          ? await Promise.all(sends.map((one) => person.send([one])))
          : [await person.send([head]), ...(await inTurn(tail, (one) => person.send([one])))];
        const statuses = replies.map(({ status, body }) => (status === 200 ? body.results[0].status : status));
        for (const [place, status] of statuses.entries()) {
          count(counts, status);
          if (!isAtOnce && status !== expected(place, sends[place] === changed)) wrong += 1;
        }
        if (statuses.filter((status) => status === "created").length !== 1) wrong += 1;
      }
    };
    await Promise.all(Array.from({ length: people }, takePart));
    const rows = await place.look(({ context }) => context.database.query.selectFrom("trials").select("id").execute());
    await place.remove();
    return {
      isMet: wrong === 0 && rows.length === people * 10,
      figures: { people, ...counts, wrongAnswers: wrong, stored: rows.length, expectedStored: people * 10 },
    };
  },
};

function expected(place: number, isChanged: boolean): string {
  if (place === 0) return "created";
  return isChanged ? "conflict" : "same";
}

function count(counts: Record<string, number>, status: Json): void {
  counts[String(status)] = (counts[String(status)] ?? 0) + 1;
}

async function inTurn<T, R>(list: readonly T[], act: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (const one of list) results.push(await act(one));
  return results;
}
