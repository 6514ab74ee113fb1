import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { createApp } from "../../server/app.ts";
import { listen, originOf, stop } from "../../server/http/listen.ts";
import { groupCommit } from "../../server/ingest/groupCommit.ts";
import { openStore } from "../../server/store/openStore.ts";
import { type Json, join, type Person, trial } from "../server/client.ts";
import { coffeeStudy } from "../server/coffeeStudy.ts";
import type { Proof } from "./proof.ts";

/** More at once than may wait; the queue is made short so that few connections are enough. */
export const c2: Proof = {
  id: "C2",
  promise: "Overload is refused with the time to come back, and costs those who were admitted nothing.",
  async run({ scale }) {
    const [people, rounds, queueLength] = scale === "short" ? [200, 5, 20] : [400, 40, 40];
    const folder = mkdtempSync(path(tmpdir(), "saydo-c2-"));
    const opened = await openStore({ data: path(folder, "store") }, "serve");
    await opened.store.studies.publish(await coffeeStudy());
    const ingest = groupCommit({ append: opened.store.appendTrials, queueLength });
    const server = await listen(createApp(opened.store, { ingest }), 0, "127.0.0.1");
    const origin = originOf(server, "127.0.0.1");
    const everyone: Person[] = [];
    for (let person = 0; person < people; person += 1) everyone.push(await join(origin, { study: "coffee-brands" }));
    const seen = { admitted: 0, refused: 0, other: 0, withoutRetryAfter: 0 };
    const acked = new Set<string>();
    for (let seq = 0; seq < rounds; seq += 1) {
      const replies = await Promise.all(everyone.map((person) => person.send([trial(seq)])));
      for (const [place, { status, body, headers }] of replies.entries()) {
        const isCreated = status === 200 && (body as Json).results[0].status === "created";
        if (isCreated) acked.add(`${everyone[place]?.sessionId}/${seq}`);
        seen[status === 200 ? "admitted" : status === 503 ? "refused" : "other"] += 1;
        if (status === 503 && !headers.get("retry-after")) seen.withoutRetryAfter += 1;
      }
    }
    const rows = await opened.context.database.query.selectFrom("trials").selectAll().execute();
    const stored = new Set(rows.map((row) => `${row.session_id}/${row.seq}`));
    const lost = [...acked].filter((key) => !stored.has(key)).length;
    const afterwards = (await everyone[0]?.send([trial(rounds)]))?.status ?? 0;
    await stop(server);
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
    const isOrderly = seen.other === 0 && seen.withoutRetryAfter === 0 && seen.refused > 0;
    return {
      isMet: lost === 0 && isOrderly && afterwards === 200 && rows.length === acked.size,
      figures: { people, requests: people * rounds, ...seen, stored: rows.length, lost, afterwards },
    };
  },
};
