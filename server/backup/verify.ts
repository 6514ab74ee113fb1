import { existsSync } from "node:fs";
import { sql } from "kysely";
import { contentHash } from "../../experiments/studyFile/readStudyFile.ts";
import type { AuditHead } from "../auditHead.ts";
import { markerIn, noteIn } from "../database/copy/copyFolder.ts";

import type { OpenedStore } from "../store/openStore.ts";
import { marked } from "../store/trials/seqMarks.ts";
import { storedSeqs } from "../store/trials/storedSeqs.ts";
import { digestOf } from "../store/trials/storedTrial.ts";

export type Check = {
  readonly name: string;
  /** What is wrong; empty when all is well. */
  readonly faults: readonly string[];
  /** What was looked at. */
  readonly seen: string;
};

/** Checks everything a store can say about itself: settings, the database's own structure, every study's hash, every
 *  trial's digest, every session's marks, the audit chain; with heads of the audit that were kept elsewhere, that those are in it too. */
export async function verifyStore(opened: OpenedStore, heads: readonly AuditHead[] = []): Promise<readonly Check[]> {
  const first = [await settings(opened), await structure(opened), await studies(opened)];
  return [...first, ...(await sessions(opened)), await audit(opened, heads), ...copy(opened)];
}

async function studies({ context }: OpenedStore): Promise<Check> {
  const versions = await context.database.query.selectFrom("study_versions").select(["hash", "definition"]).execute();
  const faults = versions
    .filter(({ hash, definition }) => hashOf(definition) !== hash)
    .map(({ hash }) => `study version ${hash} is not what was published`);
  return { name: "studies", faults, seen: `${versions.length} versions` };
}

function hashOf(definition: Uint8Array): string | null {
  try {
    return contentHash(JSON.parse(Buffer.from(definition).toString("utf8")));
  } catch {
    return null;
  }
}

async function settings({ context }: OpenedStore): Promise<Check> {
  const found = await context.database.settings();
  const seen = Object.entries(found).map(([name, value]) => `${name} ${value}`);
  return { name: "settings", faults: await context.database.faults(), seen: seen.join(", ") };
}

async function structure({ context }: OpenedStore): Promise<Check> {
  if (context.database.dialect === "postgres") return { name: "structure", faults: [], seen: "left to PostgreSQL" };
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(context.database.query);
  const faults = rows.map((row) => row.integrity_check).filter((line) => line !== "ok");
  return { name: "structure", faults, seen: "integrity_check" };
}

async function sessions({ context }: OpenedStore): Promise<readonly Check[]> {
  const { query } = context.database;
  const all = await query.selectFrom("sessions").select(["id", "acked_through", "highest_seq"]).execute();
  const digests: string[] = [];
  const marks: string[] = [];
  let trials = 0;
  for (const session of all) {
    const rows = await query
      .selectFrom("trials")
      .select(["seq", "body", "digest"])
      .where("session_id", "=", session.id)
      .execute();
    trials += rows.length;
    for (const row of rows) {
      if (Buffer.compare(digestOf(row.body), row.digest) === 0) continue;
      digests.push(`trial ${row.seq} of session ${session.id} is not what was received`);
    }
    const seqs = await storedSeqs(query, session.id, -1);
    const isRight =
      marked({ acked: -1, above: null }, seqs).acked === session.acked_through &&
      (seqs.at(-1) ?? -1) === session.highest_seq;
    if (!isRight) marks.push(`session ${session.id} says it has trials that it has not, or the other way round`);
  }
  return [
    { name: "trials", faults: digests, seen: `${trials} digests` },
    { name: "sessions", faults: marks, seen: `${all.length} sessions` },
  ];
}

/** How the copy stood last; nothing where none is kept. */
function copy({ folder }: OpenedStore): readonly Check[] {
  const note = folder === undefined ? null : noteIn(folder);
  if (note === null || note.state === "off") return [];
  const isThere = existsSync(note.folder) && markerIn(note.folder)?.id === note.id;
  const faults = [
    ...(note.state === "behind"
      ? [`the copy has been behind since ${note.since}: ${note.detail ?? "it was begun"}`]
      : []),
    ...(isThere ? [] : [`the copy's folder ${note.folder} is not there`]),
  ];
  return [{ name: "copy", faults, seen: `${note.state} since ${note.since} in ${note.folder}` }];
}

async function audit({ store }: OpenedStore, heads: readonly AuditHead[]): Promise<Check> {
  const faults = await store.audit.verify(heads);
  const head = await store.audit.head();
  return { name: "audit", faults, seen: head ? `the chain up to its head ${head.seq}:${head.hash}` : "no line yet" };
}
