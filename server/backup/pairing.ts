import { randomBytes, randomUUID } from "node:crypto";
import { Problem } from "../../experiments/contract/problem.ts";
import type { Query } from "../database/database.ts";
import { isEmpty } from "./dump.ts";
import type { Pair } from "./pair.ts";
import { refuseHalfRestored, restoringIn } from "./restoring.ts";

// As many of the newest people as are looked at whenever a store is opened.
const NEWEST = 100;

/** Makes sure that store and keys belong together: each holds the same id, and every study and newest person of the one
 *  has a key in the other. A store that has no id yet, new or of an earlier release, is given one. Throws store-damaged
 *  for keys that are missing, another store's, or older than the store, and for a store that a restore has not ended with;
 *  only a restore `begins anew` with that one. */
export async function pairUp(pair: Pair, halfRestored: "refuse" | "begin anew"): Promise<void> {
  const known = await pairOf(pair.database.query);
  const held = await heldPair(pair);
  if (known === undefined) await firstPairing(pair, held);
  else if (held === undefined) throw refusal("The keys of this store are missing: keys.db holds none of them.");
  else if (held !== known) throw refusal("The keys (keys.db) belong to another store.");
  if ((await restoringIn(pair.database.query)) === null) await refuseLostKeys(pair);
  else if (halfRestored === "refuse") await refuseHalfRestored(pair.database.query);
}

/** Whether a store must find its keys: it has an id, or holds people. */
export async function needsKeys(query: Query): Promise<boolean> {
  return (await pairOf(query)) !== undefined || !(await isEmpty(query));
}

export function keysMissing(file: string): Problem {
  return refusal(`The keys of this store are missing: there is no ${file}.`);
}

async function pairOf(query: Query): Promise<string | undefined> {
  const row = await query.selectFrom("store_state").select("pair").where("id", "=", 1).executeTakeFirst();
  return row?.pair;
}

async function heldPair({ keys }: Pair): Promise<string | undefined> {
  const row = await keys.query.selectFrom("key_pair").select("pair").where("id", "=", 1).executeTakeFirst();
  return row?.pair;
}

/** Gives both an id. The keys get theirs first: a store that has one is never without them. */
async function firstPairing(pair: Pair, held: string | undefined): Promise<void> {
  const { database, keys } = pair;
  const isNew = await isEmpty(database.query);
  if (isNew && (await holdsKeys(pair))) throw refusal("The store is empty, and the keys (keys.db) belong to another.");
  const lacking = await withoutKey(pair, { from: "", limit: Number.MAX_SAFE_INTEGER });
  if (!isNew && lacking.people > 0 && lacking.people === lacking.looked) {
    throw refusal("None of the people in this store has a key: the keys (keys.db) are lost, or another store's.");
  }
  await makeStudyKeys(pair);
  const row = { id: 1, pair: held ?? randomUUID() };
  await keys.query
    .insertInto("key_pair")
    .values(row)
    .onConflict((on) => on.doNothing())
    .execute();
  const given = (await heldPair(pair)) ?? row.pair;
  const from = lacking.people === 0 ? "" : await newestMoment(database.query);
  await database.query
    .insertInto("store_state")
    .values({ ...emptyState, pair: given, keys_checked_from: from })
    .onConflict((on) => on.doNothing())
    .execute();
  if ((await pairOf(database.query)) !== given) throw refusal("Another server has given this store other keys.");
}

const emptyState = { id: 1, restoring: null, clock_seen: null, clock_leapt: null } as const;

async function holdsKeys({ keys }: Pair): Promise<boolean> {
  for (const table of ["study_keys", "person_keys", "audit_head"] as const) {
    if (await keys.query.selectFrom(table).selectAll().limit(1).executeTakeFirst()) return true;
  }
  return false;
}

/** Earlier releases made a study's key when it was first needed. */
async function makeStudyKeys({ database, keys }: Pair): Promise<void> {
  for (const { id } of await database.query.selectFrom("studies").select("id").execute()) {
    await keys.query
      .insertInto("study_keys")
      .values({ study_id: id, key: randomBytes(32) })
      .onConflict((on) => on.doNothing())
      .execute();
  }
}

async function newestMoment(query: Query): Promise<string> {
  const base = query.selectFrom("identifiers").select("created_at").orderBy("created_at", "desc");
  // One more letter: only those after it are looked at.
  return `${(await base.executeTakeFirst())?.created_at ?? ""}+`;
}

async function refuseLostKeys(pair: Pair): Promise<void> {
  const { query } = pair.database;
  const studies = await query
    .selectFrom("study_versions")
    .select("study_id as id")
    .distinct()
    .where(({ exists, selectFrom }) =>
      exists(selectFrom("sessions").select("id").whereRef("sessions.study_hash", "=", "study_versions.hash")),
    )
    .execute();
  const opened = new Set(
    (await pair.keys.query.selectFrom("study_keys").select("study_id").execute()).map((row) => row.study_id),
  );
  const study = studies.find(({ id }) => !opened.has(id));
  if (study) throw refusal(`The keys (keys.db) are older than the store: the study ${study.id} has none.`);
  const state = await query.selectFrom("store_state").select("keys_checked_from as from").executeTakeFirstOrThrow();
  const { people } = await withoutKey(pair, { from: state.from, limit: NEWEST });
  if (people > 0)
    throw refusal(`The keys (keys.db) are older than the store: ${people} of the newest people have none.`);
}

type Looked = { readonly people: number; readonly looked: number };

/** How many people and accounts whose ids or second factor are sealed have no key, newest first. */
async function withoutKey(
  { database: { query }, keys }: Pair,
  { from, limit }: { readonly from: string; readonly limit: number },
): Promise<Looked> {
  const sealed = await query
    .selectFrom("identifiers")
    .select("participant_id as id")
    .where("created_at", ">=", from)
    .orderBy("created_at", "desc")
    .limit(limit)
    .execute();
  const accounts = await query.selectFrom("accounts").select("id").where("totp", "is not", null).execute();
  const ids = [...sealed, ...accounts].map(({ id }) => id);
  let people = 0;
  for (let at = 0; at < ids.length; at += NEWEST) {
    const some = ids.slice(at, at + NEWEST);
    const found = await keys.query
      .selectFrom("person_keys")
      .select("participant_id")
      .where("participant_id", "in", some)
      .execute();
    people += some.length - found.length;
  }
  return { people, looked: ids.length };
}

/** What a restored store lacks: keys of studies whose backup is older than their first use, and ids that no key opens
 *  because their person was erased while the backup was made. */
export async function completeKeys(pair: Pair): Promise<void> {
  await makeStudyKeys(pair);
  const { query } = pair.database;
  const known = new Set(
    (await pair.keys.query.selectFrom("person_keys").select("participant_id").execute()).map(
      (row) => row.participant_id,
    ),
  );
  for (const { id } of await query.selectFrom("identifiers").select("participant_id as id").execute()) {
    if (!known.has(id)) await query.deleteFrom("identifiers").where("participant_id", "=", id).execute();
  }
}

function refusal(detail: string): Problem {
  return new Problem({
    code: "store-damaged",
    detail,
    todo: "Put the right keys.db back beside the store, or restore a backup with saydo restore into a new folder.",
  });
}
