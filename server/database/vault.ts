import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { AuditHead } from "../auditHead.ts";
import type { Database } from "./database.ts";
import type { MigrationLine } from "./migrations/migrate.ts";

/** The keys, kept apart from the data they open: one a study for participant keys, one a person for identifiers. */
export type VaultTables = {
  study_keys: { study_id: string; key: Uint8Array };
  person_keys: { participant_id: string; key: Uint8Array };
  /** The newest line of the audit chain: without it, lines cut off its end would not be missed. */
  audit_head: { id: number; seq: number; hash: string };
  /** The id that the store has too, so that neither is taken for another's. */
  key_pair: { id: number; pair: string };
};

export const vaultLine: MigrationLine = {
  list: "key_migrations",
  steps: [
    {
      name: "001-keys",
      statements: ({ bytes, strict }) => [
        sql`create table study_keys (study_id text primary key, key ${bytes} not null) ${strict}`,
        sql`create table person_keys (participant_id text primary key, key ${bytes} not null) ${strict}`,
      ],
    },
    {
      name: "002-audit-head",
      statements: ({ strict }) => [
        sql`create table audit_head (id integer primary key, seq integer not null, hash text not null) ${strict}`,
      ],
    },
    {
      name: "003-key-pair",
      statements: ({ strict }) => [sql`create table key_pair (id integer primary key, pair text not null) ${strict}`],
    },
  ],
};

export type Vault = {
  /** The study's key for participant keys, made when first asked for. */
  studyKey(studyId: string): Promise<Buffer>;
  /** Encrypts a person's identifiers under a key of their own. */
  seal(participantId: string, text: string): Promise<Uint8Array>;
  /** The identifiers, or null when the person's key has been destroyed. */
  open(participantId: string, sealed: Uint8Array): Promise<string | null>;
  /** Destroys people's keys: what was sealed with them is noise from then on, in every copy. */
  destroy(participantIds: readonly string[]): Promise<void>;
  auditHead(): Promise<AuditHead | null>;
  setAuditHead(head: AuditHead): Promise<void>;
  scrub(): Promise<boolean>;
  close(): Promise<void>;
};

const IV_BYTES = 12;
const TAG_BYTES = 16;

export function vaultOf(database: Database<VaultTables>): Vault {
  const known = new Map<string, Buffer>();
  return {
    async studyKey(studyId) {
      const cached = known.get(studyId);
      if (cached) return cached;
      const key = await studyKeyOf(database, studyId);
      known.set(studyId, key);
      return key;
    },
    seal: async (participantId, text) => sealUnder(await personKeyOf(database, participantId), text),
    async open(participantId, sealed) {
      const row = await database.query
        .selectFrom("person_keys")
        .select("key")
        .where("participant_id", "=", participantId)
        .executeTakeFirst();
      return row ? openUnder(row.key, sealed) : null;
    },
    async destroy(participantIds) {
      for (const id of participantIds) {
        await database.query.deleteFrom("person_keys").where("participant_id", "=", id).execute();
      }
    },
    async auditHead() {
      const base = database.query.selectFrom("audit_head").select(["seq", "hash"]);
      return (await base.where("id", "=", 1).executeTakeFirst()) ?? null;
    },
    async setAuditHead({ seq, hash }) {
      await database.query
        .insertInto("audit_head")
        .values({ id: 1, seq, hash })
        .onConflict((on) => on.column("id").doUpdateSet({ seq, hash }).where("audit_head.seq", "<", seq))
        .execute();
    },
    scrub: () => database.scrub(),
    close: () => database.close(),
  };
}

async function studyKeyOf(database: Database<VaultTables>, studyId: string): Promise<Buffer> {
  const fresh = { study_id: studyId, key: randomBytes(32) };
  await database.query
    .insertInto("study_keys")
    .values(fresh)
    .onConflict((on) => on.doNothing())
    .execute();
  const row = await database.query
    .selectFrom("study_keys")
    .select("key")
    .where("study_id", "=", studyId)
    .executeTakeFirstOrThrow();
  return Buffer.from(row.key);
}

async function personKeyOf(database: Database<VaultTables>, participantId: string): Promise<Uint8Array> {
  const fresh = { participant_id: participantId, key: randomBytes(32) };
  await database.query
    .insertInto("person_keys")
    .values(fresh)
    .onConflict((on) => on.doNothing())
    .execute();
  const row = await database.query
    .selectFrom("person_keys")
    .select("key")
    .where("participant_id", "=", participantId)
    .executeTakeFirstOrThrow();
  return row.key;
}

/** Encrypts a text under a key of 32 bytes (AES-256-GCM). */
export function sealUnder(key: Uint8Array, text: string): Uint8Array {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** The text that was sealed. Throws when key or bytes are others. */
export function openUnder(key: Uint8Array, sealed: Uint8Array): string {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV_BYTES));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}
