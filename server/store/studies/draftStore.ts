import { sql } from "kysely";
import type { StoreContext } from "../../database/context.ts";
import type { Query } from "../../database/database.ts";
import type { AssetRow, DraftRow } from "../../database/tables.ts";

export type Draft = {
  readonly studyId: string;
  readonly revision: number;
  readonly yaml: string;
  readonly title: string;
  readonly savedBy: string;
  readonly savedAt: string;
  /** The revision whose text it brought back, where somebody undid what came after; null otherwise. */
  readonly asOf: number | null;
};

export type DraftText = {
  readonly yaml: string;
  readonly title: string;
  readonly by: string;
  readonly asOf?: number;
};
export type Asset = Omit<AssetRow, "study_id">;
export type AssetNote = Omit<Asset, "bytes">;

export type DraftStore = {
  /** The newest text; undefined where nothing is being made. */
  get(studyId: string): Promise<Draft | undefined>;
  revision(studyId: string, revision: number): Promise<Draft | undefined>;
  /** The newest texts of all drafts, without the text. */
  list(): Promise<readonly Omit<Draft, "yaml">[]>;
  /** False when a draft or a study has this id. */
  begin(studyId: string, text: DraftText): Promise<boolean>;
  /** Saves a text that was made from a revision; the newest one comes back where it was not that one any more. */
  save(studyId: string, base: number, text: DraftText): Promise<{ readonly saved: boolean; readonly draft: Draft }>;
  addAsset(studyId: string, asset: Asset): Promise<void>;
  asset(studyId: string, sha256: string): Promise<Asset | undefined>;
  assets(studyId: string): Promise<readonly AssetNote[]>;
  /** Bytes of the texts that an account saved and of the pictures beside them. */
  bytesOf(accountId: string): Promise<number>;
};

const KEPT = 100;

/** Studies that are being made: every saved text is kept, up to a hundred, so that nothing is lost by a mistake. */
export function draftStore(context: StoreContext): DraftStore {
  return { ...texts(context), ...assets(context) };
}

function texts({ database, now }: StoreContext): Omit<DraftStore, keyof ReturnType<typeof assets>> {
  const { query } = database;
  const row = (studyId: string, revision: number, { yaml, title, by, asOf }: DraftText): DraftRow => {
    const as_of = asOf ?? null;
    return { study_id: studyId, revision, yaml, title, saved_by: by, saved_at: now().toISOString(), as_of };
  };
  return {
    get: (studyId) => newest(query, studyId),
    async revision(studyId, revision) {
      const base = query.selectFrom("drafts").selectAll().where("study_id", "=", studyId);
      return draftOf(await base.where("revision", "=", revision).executeTakeFirst());
    },
    async list() {
      const rows = await query
        .selectFrom("drafts as one")
        .select(["study_id", "revision", "title", "saved_by", "saved_at", "as_of"])
        .where("revision", "=", (is) =>
          is
            .selectFrom("drafts as all")
            .select((among) => among.fn.max<number>("all.revision").as("newest"))
            .whereRef("all.study_id", "=", "one.study_id"),
        )
        .orderBy("study_id")
        .execute();
      return rows.map((found) => ({
        studyId: found.study_id,
        revision: found.revision,
        title: found.title,
        savedBy: found.saved_by,
        savedAt: found.saved_at,
        asOf: found.as_of,
      }));
    },
    async begin(studyId, text) {
      const study = await query.selectFrom("studies").select("id").where("id", "=", studyId).executeTakeFirst();
      return study ? false : await inserted(query, row(studyId, 1, text));
    },
    async save(studyId, base, text) {
      return await query.transaction().execute(async (transaction) => {
        const before = await newest(transaction, studyId);
        const made = row(studyId, base + 1, text);
        if ((before?.revision ?? 0) === base && (await inserted(transaction, made))) {
          const old = transaction.deleteFrom("drafts").where("study_id", "=", studyId);
          await old.where("revision", "<=", base + 1 - KEPT).execute();
          return { saved: true, draft: draftOf(made) };
        }
        const draft = await newest(transaction, studyId);
        if (!draft) throw new RangeError(`there is no draft ${studyId}`);
        return { saved: false, draft };
      });
    },
  };
}

function assets({ database }: StoreContext): Pick<DraftStore, "addAsset" | "asset" | "assets" | "bytesOf"> {
  const { query } = database;
  return {
    async addAsset(studyId, asset) {
      await query
        .insertInto("assets")
        .values({ ...asset, study_id: studyId })
        .onConflict((on) => on.doNothing())
        .execute();
    },
    async asset(studyId, sha256) {
      const base = query.selectFrom("assets").selectAll().where("study_id", "=", studyId);
      return await base.where("sha256", "=", sha256).executeTakeFirst();
    },
    async assets(studyId) {
      const base = query.selectFrom("assets").select(["sha256", "name", "mime", "width", "height"]);
      return await base.where("study_id", "=", studyId).orderBy("name").execute();
    },
    async bytesOf(accountId) {
      const own = query.selectFrom("drafts").where("saved_by", "=", accountId);
      const texts = await own.select(sql<unknown>`sum(octet_length(yaml))`.as("bytes")).executeTakeFirst();
      const pictures = await query
        .selectFrom("assets")
        .where("study_id", "in", own.select("study_id"))
        .select(sql<unknown>`sum(octet_length(bytes))`.as("bytes"))
        .executeTakeFirst();
      return Number(texts?.bytes ?? 0) + Number(pictures?.bytes ?? 0);
    },
  };
}

async function newest(query: Query, studyId: string): Promise<Draft | undefined> {
  const base = query.selectFrom("drafts").selectAll().where("study_id", "=", studyId);
  return draftOf(await base.orderBy("revision", "desc").limit(1).executeTakeFirst());
}

async function inserted(query: Query, row: DraftRow): Promise<boolean> {
  const made = await query
    .insertInto("drafts")
    .values(row)
    .onConflict((on) => on.doNothing())
    .returning("revision")
    .executeTakeFirst();
  return made !== undefined;
}

function draftOf(row: DraftRow): Draft;
function draftOf(row: DraftRow | undefined): Draft | undefined;
function draftOf(row: DraftRow | undefined): Draft | undefined {
  return (
    row && {
      studyId: row.study_id,
      revision: row.revision,
      yaml: row.yaml,
      title: row.title,
      savedBy: row.saved_by,
      savedAt: row.saved_at,
      asOf: row.as_of,
    }
  );
}
