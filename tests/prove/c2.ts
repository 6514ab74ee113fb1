import { type Json, join, trials } from "../server/client.ts";
import type { Proof } from "./proof.ts";
import { served } from "./served.ts";

/** More than the store can take, all at once. */
export const c2: Proof = {
  id: "C2",
  promise: "Overload is refused with the time to come back, and costs those who were admitted nothing.",
  async run({ scale }) {
    const [people, each] = scale === "short" ? [40, 150] : [100, 400];
    const place = await served();
    const everyone = await Promise.all(
      Array.from({ length: people }, () => join(place.origin, { study: "coffee-brands" })),
    );
    const seen = { admitted: 0, refused: 0, other: 0, withoutRetryAfter: 0 };
    const acked = new Set<string>();
    await Promise.all(
      everyone.map(async (person) => {
        const replies = await Promise.all(trials(each).map((one) => person.send([one])));
        for (const [seq, { status, body, headers }] of replies.entries()) {
          if (status === 200) {
            seen.admitted += 1;
            if ((body as Json).results[0].status === "created") acked.add(`${person.sessionId}/${seq}`);
          } else if (status === 503) {
            seen.refused += 1;
            if (!headers.get("retry-after")) seen.withoutRetryAfter += 1;
          } else seen.other += 1;
        }
      }),
    );
    const rows = await place.look(({ context }) => context.database.query.selectFrom("trials").selectAll().execute());
    const stored = new Set(rows.map((row) => `${row.session_id}/${row.seq}`));
    const lost = [...acked].filter((key) => !stored.has(key)).length;
    const after = (await everyone[0]?.send(trials(1, each)))?.status;
    await place.remove();
    return {
      isMet:
        lost === 0 && seen.other === 0 && seen.withoutRetryAfter === 0 && after === 200 && rows.length === acked.size,
      figures: { people, requests: people * each, ...seen, stored: rows.length, lost, afterwards: after ?? 0 },
    };
  },
};
