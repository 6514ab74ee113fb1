import { Problem } from "../../experiments/contract/problem.ts";
import type { AuditHead } from "../auditHead.ts";
import { headsIn } from "../store/audit/auditAnchor.ts";
import { type StorePlace, withExistingStore } from "../store/openStore.ts";
import type { ErasedBytes } from "../store/people/erasing.ts";
import type { Store } from "../store/store.ts";
import { type BackupReport, writeBackup } from "./backup.ts";
import { KEY_DAYS, keyForBackup } from "./backupKeys.ts";
import { type Check, verifyStore } from "./verify.ts";

export type BackupOptions = StorePlace & {
  readonly out: string;
  /** The file with the backups' keys, made when it is not there; without it the backup is not encrypted. */
  readonly keys?: string;
  /** After how many days a backup's key is destroyed. */
  readonly keyDays?: number;
};

/** `hasClockLeapt`: the clock said another day than it did at the last backup, so that no key was destroyed yet. */
export type BackupMade = BackupReport & { readonly hasClockLeapt: boolean };

/** `saydo backup`: everything into one new file, while collection goes on. */
export async function runBackup(options: BackupOptions): Promise<BackupMade> {
  const { out: file, keys, keyDays = KEY_DAYS, free } = options;
  return await withExistingStore(options, async (opened) => {
    const now = opened.context.now();
    const key = keys === undefined ? undefined : keyForBackup(keys, { days: keyDays, now });
    const report = await writeBackup(opened, { file, ...(key ? { key } : {}), ...(free ? { free } : {}) });
    const rows = Object.values(report.rows).reduce((sum, count) => sum + count, 0);
    const details = { rows, sha256: report.sha256, isEncrypted: keys !== undefined };
    await opened.store.audit.add({ actor: "command line", action: "backup made", details });
    return { ...report, hasClockLeapt: key?.hasLeapt ?? false };
  });
}

/** `saydo verify` and `saydo doctor`: what a store can say about itself. */
export async function runVerify({ auditFile, auditHead, ...place }: VerifyOptions): Promise<readonly Check[]> {
  const heads = [...(auditFile === undefined ? [] : headsIn(auditFile)), ...(auditHead ? [auditHead] : [])];
  return await withExistingStore(place, (opened) => verifyStore(opened, heads));
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

export type Erased = { readonly participantId: string; readonly bytes: ErasedBytes | null };

/** Erases one person for good. Throws a Problem when the study has no such person. */
export async function erasePerson(options: EraseOptions): Promise<Erased> {
  return await withExistingStore(options, async ({ store }) => {
    const known = await namedPerson(store, options);
    const { study } = options;
    const person = known === undefined ? undefined : await store.people.one(study, known);
    if (!person) throw new Problem({ code: "session-not-found", detail: "The study has no such person." });
    const bytes = await store.sessions.withdraw(person.sessionId, { extent: "erase", actor: "command line" });
    return { participantId: person.participantId, bytes };
  });
}

async function namedPerson(store: Store, { study, panelId, participant, code }: EraseOptions) {
  if (code !== undefined) return await store.people.byCode(study, code);
  return panelId === undefined ? participant : await store.people.byPanelId(study, panelId);
}
