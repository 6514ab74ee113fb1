import { type Command, InvalidArgumentError } from "commander";
import { Problem } from "../../experiments/contract/problem.ts";
import { headOf } from "../auditHead.ts";
import { addFulfilCommand } from "../fulfilment/commands.ts";
import { dayNumber, type PlaceFlags, placeOf, withPlace } from "../place.ts";
import { addInviteCommand } from "../waves/commands.ts";
import { addUser } from "./userCommands.ts";

/** backup, restore, verify, doctor, erase, user, fulfil and invite. */
export function addOperationCommands(program: Command): void {
  addBackup(program);
  addRestore(program);
  for (const name of ["verify", "doctor"]) addVerify(program, name);
  addErase(program);
  addUser(program);
  addFulfilCommand(program);
  addInviteCommand(program);
}

type BackupFlags = PlaceFlags & {
  readonly out: string;
  readonly keys?: string;
  readonly keyDays: number;
  readonly unencrypted?: boolean;
};

function addBackup(program: Command): void {
  withPlace(program.command("backup"))
    .description("write everything a store holds into one encrypted file, while collection goes on")
    .requiredOption("--out <file>", "a new file, such as saydo-2026-01-31.backup")
    .option("--keys <file>", "the backups' keys, made when it is not there; keep it apart from the backups")
    .option("--key-days <days>", "destroy keys, and with them backups, older than so many days", dayNumber, 30)
    .option("--unencrypted", "readable by whoever has the file, with every person's key in it")
    .action(async ({ unencrypted, ...flags }: BackupFlags) => {
      if ((flags.keys === undefined) === (unencrypted === undefined)) {
        throw new InvalidArgumentError("backup takes --keys FILE or --unencrypted, one of them");
      }
      const { runBackup } = await import("../main.ts");
      const { rows, sha256, hasClockLeapt } = await runBackup({ ...flags, ...placeOf(flags) });
      if (hasClockLeapt) say(CLOCK_LEAPT);
      say(`${sum(rows)} rows written to ${flags.out} (SHA-256 of its content ${sha256})`);
    });
}

const CLOCK_LEAPT =
  "The clock is more than a day away from the last backup's: no key was destroyed. If it is right, a backup of tomorrow destroys those that have expired.";

type RestoreFlags = PlaceFlags & {
  readonly in: string;
  readonly keys?: string;
  readonly after?: readonly string[];
};

function addRestore(program: Command): void {
  withPlace(program.command("restore"))
    .description("restore a backup or a copy into an empty store; whoever was erased since is erased again")
    .requiredOption("--in <path>", "a backup, or the folder of a copy (serve --copy-to)")
    .option("--keys <file>", "the backups' keys")
    .option("--after <store...>", "later stores, as folders or postgres:// URLs, whose erasures are repeated")
    .action(async (flags: RestoreFlags) => {
      const { runRestore } = await import("../main.ts");
      const after = (flags.after ?? []).map((one) => {
        return one.startsWith("postgres") ? { database: one } : { data: one };
      });
      const { rows, erasedAgain, copy } = await runRestore({ ...flags, ...placeOf(flags), after });
      say(`${sum(rows)} rows restored; ${erasedAgain} people erased again`);
      if (copy) say(`The copy holds everything up to ${copy.at}${unfinished(copy.unfinishedBytes)}.`);
    });
}

function unfinished(bytes: number): string {
  return bytes === 0 ? "" : `; its last ${bytes} bytes were not whole and are left out`;
}

function addVerify(program: Command, name: string): void {
  withPlace(program.command(name))
    .description("check settings, structure, every trial's digest, every session's marks and the audit chain")
    .option(
      "--audit-file <file>",
      "the file that serve --audit-file appended to: every line in it must be in the audit",
    )
    .option(
      "--audit-head <head>",
      "a head that verify printed before, such as 41:9f86…: it must be in the audit",
      auditHead,
    )
    .action(async (flags: VerifyFlags) => {
      const { runVerify } = await import("../main.ts");
      const checks = await runVerify({ ...flags, ...placeOf(flags) });
      for (const { name: what, faults, seen } of checks) say(`${faults.length === 0 ? "ok " : "BAD"} ${what}: ${seen}`);
      const faults = checks.flatMap((check) => check.faults);
      if (faults.length === 0) return;
      const all = faults.slice(0, 100).map((detail) => ({ code: "store-damaged" as const, detail }));
      throw new Problem({ code: "store-damaged", detail: faults[0] ?? "" }, { all });
    });
}

type VerifyFlags = PlaceFlags & { readonly auditFile?: string; readonly auditHead?: { seq: number; hash: string } };

function auditHead(written: string) {
  const head = headOf(written);
  if (!head) throw new InvalidArgumentError("a number, a colon and the 64 digits that verify printed");
  return head;
}

type EraseFlags = PlaceFlags & {
  readonly study: string;
  readonly panelId?: string;
  readonly participant?: string;
  readonly code?: string;
};

function addErase(program: Command): void {
  withPlace(program.command("erase"))
    .description("erase one person for good")
    .requiredOption("--study <id>", "the study")
    .option("--panel-id <id>", "the panel's id")
    .option("--participant <id>", "our own id, as in exports")
    .option("--code <code>", "the completion code, or the code of their own data, that the person was given")
    .action(async (flags: EraseFlags) => {
      if ([flags.panelId, flags.participant, flags.code].filter((given) => given !== undefined).length !== 1) {
        throw new InvalidArgumentError("erase takes --panel-id, --participant or --code, one of them");
      }
      const { runErase } = await import("../main.ts");
      const { participantId, bytes } = await runErase({ ...flags, ...placeOf(flags) });
      if (bytes === "follow")
        say("Another process reads the store: the server overwrites the erased bytes once it ends.");
      say(`Erased ${participantId}. Exports made before hold the person still: delete them, or tell who has them.`);
    });
}

function sum(rows: Readonly<Record<string, number>>): number {
  return Object.values(rows).reduce((total, count) => total + count, 0);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
