import { randomStream } from "../../../experiments/random/randomStream.ts";
import { call } from "../../server/client.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { placesOf, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { type Served, served } from "../support/served.ts";

const spellings = ["twin", " twin", "TWIN", "twin\t", "Twin "];
const nobody: readonly unknown[] = ["", " ", "\t", "\u00a0", "\u3000", null, 7, {}, []];
const AT_ONCE = 100;

/** One panel id in many spellings, at once; and the absence of one. */
export const onePersonOneSession: Proof = {
  id: "H1",
  promise: "One panel id is one person with one session, however it is written and however often it comes at once.",
  async run({ seed, scale }) {
    const starts = scale === "short" ? 300 : 10_000;
    const { below } = randomStream(seed);
    const figures: Record<string, number> = { starts };
    let isMet = true;
    for (const kind of storeKinds) {
      const places = await placesOf(kind);
      const panel = { source: "prolific", repeat: "resume" } as const;
      const studies = [await coffeeStudy({ id: "panel", recruitment: panel })];
      const place = await served({ place: await places.fresh(), studies });
      const spelled = () => spellings[below(spellings.length)] ?? "twin";
      const { answers, ids } = await startAll(place.origin, Array.from({ length: starts }, spelled));
      const refused = await refusedStarts(place.origin);
      const nullRows = await nullKeysStored(place);
      isMet = isMet && answers === starts && ids === 1 && refused === nobody.length + 1 && nullRows === 0;
      figures[`${kind} answered alike`] = answers;
      figures[`${kind} sessions`] = ids;
      figures[`${kind} refused without an id`] = refused;
      figures[`${kind} rows without a key`] = nullRows;
      await place.remove();
      await places.clear();
    }
    return { isMet, figures };
  },
};

async function startAll(origin: string, panelIds: readonly string[]) {
  const ids = new Set<string>();
  let answers = 0;
  for (let from = 0; from < panelIds.length; from += AT_ONCE) {
    const some = panelIds.slice(from, from + AT_ONCE);
    const replies = await Promise.all(
      some.map((panelId) => call(origin, "/api/v1/sessions", { body: { study: "panel", panelId } })),
    );
    for (const { status, body } of replies) {
      ids.add(String(body.sessionId));
      if (status === 201) answers += 1;
    }
  }
  return { answers, ids: ids.size };
}

async function refusedStarts(origin: string): Promise<number> {
  const starts = [...nobody.map((panelId) => ({ study: "panel", panelId })), { study: "panel" }];
  const replies = await Promise.all(starts.map((body) => call(origin, "/api/v1/sessions", { body })));
  return replies.filter(({ status }) => status === 400).length;
}

/** Tries to write participants' keys with nothing in them, which a unique index would let through again and again. */
async function nullKeysStored({ look }: Served): Promise<number> {
  return await look(async ({ context }) => {
    const { sql } = await import("kysely");
    const { query } = context.database;
    const row = (study: string | null, key: string | null, person: string | null) =>
      sql`insert into participant_keys (study_id, key_hash, participant_id) values (${study}, ${key}, ${person})`;
    const rows = [row(null, "k", "p"), row("panel", null, "p"), row("panel", "k", null)];
    let stored = 0;
    for (const one of rows) {
      stored += await one.execute(query).then(
        () => 1,
        () => 0,
      );
    }
    return stored;
  });
}
