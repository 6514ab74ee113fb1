import { createHmac } from "node:crypto";
import { posix } from "node:path";
import canonicalize from "canonicalize";
import type { Kysely } from "kysely";
import { Study } from "../../../experiments/contract/study.ts";
import { namedFiles } from "../../../experiments/contract/studyFiles.ts";
import type { StoreContext } from "../../database/context.ts";
import type { Query } from "../../database/database.ts";
import { peopleKinds, type Tables } from "../../database/tables.ts";
import { type RescueKeys, rescueKeys } from "../../rescue/rescueKeys.ts";
import type { StoredStudy, StudyStore, StudyVersion } from "../store.ts";
import { studiesOf } from "./studiesOf.ts";

/** Reads a study version by a query that may be a transaction's. The embedded database has one connection: whoever asks
 *  past the transaction they are in waits for themselves. */
export type VersionReader = (query: Query, hash: string) => Promise<Study>;
export type SqlStudyStore = StudyStore & { readonly versionIn: VersionReader };

type Stored = Omit<StoredStudy, "study">;

/** Study versions, immutable under their content hash, and which version of a study is current. */
export function studyStore({ database, vault, now }: StoreContext): SqlStudyStore {
  const { query } = database;
  const versions = new Map<string, Study>();
  const keys = new Map<string, RescueKeys>();
  const versionIn: VersionReader = async (within, hash) => {
    const cached = versions.get(hash);
    if (cached) return cached;
    const row = await within
      .selectFrom("study_versions")
      .select("definition")
      .where("hash", "=", hash)
      .executeTakeFirstOrThrow();
    const study = Study.parse(JSON.parse(Buffer.from(row.definition).toString("utf8")));
    versions.set(hash, study);
    return study;
  };
  const version = (hash: string): Promise<Study> => versionIn(query, hash);
  const keyFor = async (purpose: string) => keyOf(await vault.studyKey(ALL_STUDIES), purpose);
  const stored = async ({ id, hash, state }: Stored): Promise<StoredStudy> => ({
    ...{ id, hash, state },
    study: await version(hash),
  });
  return {
    version,
    versionIn,
    async publish({ study, hash, state = "open" }) {
      // A study without its key would be one whose keys are lost.
      await vault.studyKey(study.id);
      await query.transaction().execute(async (transaction) => {
        await publishVersion(transaction, { study, hash, at: now().toISOString(), state });
        await transaction.updateTable("studies").set({ hash }).where("id", "=", study.id).execute();
      });
    },
    async get(id) {
      const row = await query.selectFrom("studies").selectAll().where("id", "=", id).executeTakeFirst();
      return row && (await stored(row));
    },
    filesOf: namedFilesOf(query, version),
    list: async () => Promise.all((await query.selectFrom("studies").selectAll().orderBy("id").execute()).map(stored)),
    ...listed(query, stored),
    versions: (id) => versionsOf(query, id, version),
    async setState(id, state) {
      await query.updateTable("studies").set({ state }).where("id", "=", id).execute();
      // Nobody draws in a closed study, so nothing of erased people is needed to keep them from it.
      if (state === "closed") await query.deleteFrom("tombstones").where("study_id", "=", id).execute();
    },
    async rescueKeys(id) {
      const known = keys.get(id) ?? rescueKeys(await vault.studyKey(id));
      keys.set(id, known);
      return known;
    },
    simulationKey: () => keyFor("simulated people"),
    previewKey: () => keyFor("previews of drafts"),
  };
}

type Found = (row: Stored) => Promise<StoredStudy>;

/** What lists of studies need, at the cost of the page that is shown. */
function listed(query: Kysely<Tables>, stored: Found): Pick<StudyStore, "of" | "ids"> {
  return {
    of: (account, page) =>
      studiesOf(query, { account, page }, async (id) => {
        const row = await query.selectFrom("studies").selectAll().where("id", "=", id).executeTakeFirst();
        return row && (await stored(row));
      }),
    async ids() {
      const [studies, drafts] = [query.selectFrom("studies").select("id"), query.selectFrom("drafts")];
      const begun = await drafts.select("study_id as id").distinct().execute();
      return new Set([...(await studies.execute()), ...begun].map(({ id }) => id));
    },
  };
}

function keyOf(secret: Uint8Array, purpose: string): string {
  return createHmac("sha256", secret).update(purpose).digest("base64url");
}

// No study can have this id.
const ALL_STUDIES = "*";

function namedFilesOf(query: Kysely<Tables>, version: (hash: string) => Promise<Study>): StudyStore["filesOf"] {
  const files = new Map<string, readonly string[]>();
  const namesIn = async (hash: string): Promise<readonly string[]> => {
    const known = files.get(hash) ?? namedFiles(await version(hash)).map(({ name }) => posix.normalize(name));
    files.set(hash, known);
    return known;
  };
  return async (id) => {
    const base = query.selectFrom("study_versions").select("hash").where("study_id", "=", id);
    const all = await Promise.all((await base.execute()).map(({ hash }) => namesIn(hash)));
    return new Set(all.flat());
  };
}

async function versionsOf(
  query: Kysely<Tables>,
  id: string,
  version: (hash: string) => Promise<Study>,
): Promise<readonly StudyVersion[]> {
  const base = query.selectFrom("study_versions").select(["hash", "created_at"]).where("study_id", "=", id);
  const rows = await base.orderBy("created_at", "desc").orderBy("hash").execute();
  const counts = await query
    .selectFrom("sessions")
    .select((is) => ["study_hash", "is_simulated", is.fn.countAll<number>().as("people")])
    .where("study_id", "=", id)
    .where("wave", "=", "")
    .where("erased_at", "is", null)
    .groupBy(["study_hash", "is_simulated"])
    .execute();
  const count = (hash: string, kind: number) =>
    Number(counts.find((one) => one.study_hash === hash && one.is_simulated === kind)?.people ?? 0);
  return await Promise.all(
    rows.map(async ({ hash, created_at }) => ({
      hash,
      madeAt: created_at,
      study: await version(hash),
      sessions: {
        real: count(hash, peopleKinds.real),
        pilot: count(hash, peopleKinds.pilot),
        simulated: count(hash, peopleKinds.simulated),
      },
    })),
  );
}

type Version = {
  readonly study: Study;
  readonly hash: string;
  readonly at: string;
  readonly state: StoredStudy["state"];
};

/** Keeps a study version, and the study where it is new, in the state given. */
export async function publishVersion(query: Query, { study, hash, at, state }: Version): Promise<void> {
  const definition = Buffer.from(canonicalText(study), "utf8");
  await query
    .insertInto("study_versions")
    .values({ hash, study_id: study.id, definition, created_at: at })
    .onConflict((on) => on.doNothing())
    .execute();
  await query
    .insertInto("studies")
    .values({ id: study.id, hash, state, created_at: at })
    .onConflict((on) => on.doNothing())
    .execute();
}

function canonicalText(study: Study): string {
  const text = canonicalize(study);
  if (text === undefined) throw new RangeError("a study is a JSON object");
  return text;
}
