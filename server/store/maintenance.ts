import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { headsIn } from "./auditAnchor.ts";
import { type BackupReport, checkBackup, restoreBackup, writeBackup } from "./backup.ts";
import { KEY_DAYS, keyForBackup } from "./backupKeys.ts";
import { type CopyMoment, rebuildFromCopy } from "./copy/fromCopy.ts";
import { type StorePlace, withStore } from "./openStore.ts";
import type { Store } from "./store.ts";
import type { AuditHead } from "./vault.ts";
import { type Check, verifyStore } from "./verify.ts";

export type BackupOptions = StorePlace & {
  readonly out: string;
  /** The file with the backups' keys, made when it is not there; without it the backup is not encrypted. */
  readonly keys?: string;
  /** After how many days a backup's key is destroyed. */
  readonly keyDays?: number;
};

/** `saydo backup`: everything into one new file, while collection goes on. */
export async function runBackup(options: BackupOptions): Promise<BackupReport> {
  const { out: file, keys, keyDays = KEY_DAYS, free } = options;
  return await withStore(options, async (opened) => {
    const now = opened.context.now();
    const sealed = keys === undefined ? {} : { key: keyForBackup(keys, { days: keyDays, now }) };
    const report = await writeBackup(opened, { file, ...sealed, ...(free ? { free } : {}) });
    const rows = Object.values(report.rows).reduce((sum, count) => sum + count, 0);
    const details = { rows, sha256: report.sha256, isEncrypted: keys !== undefined };
    await opened.store.audit.add({ actor: "command line", action: "backup made", details });
    return report;
  });
}

export type RestoreOptions = StorePlace & {
  /** A backup, or the folder of a copy. */
  readonly in: string;
  /** The file with the backups' keys. */
  readonly keys?: string;
  /** Folders or databases of later stores whose erasures are repeated, so that nobody comes back. */
  readonly after?: readonly StorePlace[];
};

export type RestoreReport = BackupReport & { readonly erasedAgain: number; readonly copy?: CopyMoment };

/** `saydo restore`: a backup or a copy into an empty store; people erased since then are erased again before anything is
 *  served. */
export async function runRestore(options: RestoreOptions): Promise<RestoreReport> {
  const isCopy = existsSync(options.in) && statSync(options.in).isDirectory();
  return isCopy ? await restoreCopy(options) : await restoreFile(options);
}

/** A copy is made a store again, looked through, and then takes the way of every backup. */
async function restoreCopy(options: RestoreOptions): Promise<RestoreReport> {
  const beside = options.data === undefined ? tmpdir() : dirname(resolve(options.data));
  mkdirSync(beside, { recursive: true, mode: 0o700 });
  const scratch = mkdtempSync(join(beside, ".saydo-restore-"));
  try {
    const data = join(scratch, "data");
    const { free } = options;
    const copy = await rebuildFromCopy(options.in, data, free ? { free } : {});
    const file = join(scratch, "copy.backup");
    await withStore({ data }, async (opened) => {
      refuseFaults(options.in, await verifyStore(opened));
      await writeBackup(opened, { file, ...(free ? { free } : {}) });
    });
    return { ...(await restoreFile({ ...options, in: file })), copy };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function refuseFaults(file: string, checks: readonly Check[]): void {
  const [first] = checks.flatMap(({ faults }) => faults);
  if (first === undefined) return;
  throw new Problem({
    code: "backup-invalid",
    detail: `The copy is damaged: ${first}.`,
    file,
    todo: "Restore the newest backup.",
  });
}

async function restoreFile(options: RestoreOptions): Promise<RestoreReport> {
  const source = { file: options.in, ...(options.keys === undefined ? {} : { keys: options.keys }) };
  await checkBackup(source);
  const later: string[] = [];
  for (const place of options.after ?? []) {
    later.push(...(await withStore(place, ({ store }) => store.people.erased())));
  }
  return await withStore(options, async (opened) => {
    const report = await restoreBackup(opened, source);
    const again = [...new Set([...later, ...(await opened.store.people.erased())])];
    for (const participantId of again) await opened.store.people.erase(participantId);
    await opened.store.audit.add({
      actor: "command line",
      action: "backup restored",
      details: { sha256: report.sha256 },
    });
    return { ...report, erasedAgain: again.length };
  });
}

/** `saydo verify` and `saydo doctor`: what a store can say about itself. */
export async function runVerify({ auditFile, auditHead, ...place }: VerifyOptions): Promise<readonly Check[]> {
  const heads = [...(auditFile === undefined ? [] : headsIn(auditFile)), ...(auditHead ? [auditHead] : [])];
  return await withStore(place, (opened) => verifyStore(opened, heads));
}

/** What of the audit was kept elsewhere: a file that was appended to, a head that was written down. */
export type VerifyOptions = StorePlace & { readonly auditHead?: AuditHead };

export type EraseOptions = StorePlace & {
  readonly study: string;
  /** One of them: the panel's id, our own, or a code the person was given. */
  readonly panelId?: string;
  readonly participant?: string;
  readonly code?: string;
};

/** Erases one person for good. Throws a Problem when the study has no such person. */
export async function erasePerson(options: EraseOptions): Promise<{ readonly participantId: string }> {
  return await withStore(options, async ({ store }) => {
    const known = await namedPerson(store, options);
    const { study } = options;
    const person = (await store.people.list(study, Number.MAX_SAFE_INTEGER)).find((one) => one.participantId === known);
    if (!person) throw new Problem({ code: "session-not-found", detail: "The study has no such person." });
    await store.sessions.withdraw(person.sessionId, "erase");
    const subject = person.participantId;
    await store.audit.add({ actor: "command line", action: "person erased", studyId: study, subject });
    return { participantId: subject };
  });
}

async function namedPerson(store: Store, { study, panelId, participant, code }: EraseOptions) {
  if (code !== undefined) return await store.people.byCode(study, code);
  return panelId === undefined ? participant : await store.people.byPanelId(study, panelId);
}
