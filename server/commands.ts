import { isIP } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { printable } from "../experiments/contract/printable.ts";
import { Recruitment } from "../experiments/contract/study.ts";
import { loadStudy } from "../experiments/studyFile/commands.ts";
import { packageRoot } from "../experiments/studyFile/packageRoot.ts";
import { contentHash } from "../experiments/studyFile/readStudyFile.ts";
import { tableFlagNames, withTableFlags } from "../experiments/tableFiles/tableFlags.ts";
import { tellNotes } from "../experiments/tableFiles/tellNotes.ts";
import { newScratch } from "./files/scratch.ts";
import type { ServerOptions } from "./main.ts";
import { addOperationCommands } from "./operations/commands.ts";
import { dayNumber, type PlaceFlags, placeOf, withPlace } from "./place.ts";
import { type ImportReport, importKinds } from "./purchases/importReport.ts";
import type { TablePreview } from "./purchases/previewTable.ts";
import type { RecordFlags } from "./purchases/runImport.ts";
import type { KeyRequest } from "./purchases/runKey.ts";

/** The built participant pages. */
function pagesFolder(): string {
  return join(packageRoot(), "dist", "browser");
}

type ServeFlags = PlaceFlags & {
  readonly port: number;
  readonly consolePort: number;
  readonly study: readonly string[];
  readonly printJson?: boolean;
  readonly host?: string;
  readonly participantUrl?: string;
  readonly consoleUrl?: string;
  readonly trustedProxy?: readonly string[];
  readonly frameAncestor?: readonly string[];
  readonly identifierDays?: number;
  readonly log?: boolean;
  readonly auditFile?: string;
  readonly copyTo?: string;
  readonly acknowledgeAfterCopy?: boolean;
};

/** The server on the command line. */
export function addServerCommands(program: Command): void {
  withPlace(program.command("serve"))
    .description("serve studies to participants, and the console to researchers")
    .option("--port <number>", "participants' port; 0 picks a free one", portNumber, 4100)
    .option("--console-port <number>", "console's port; 0 picks a free one", portNumber, 4101)
    .option("--study <file...>", "study files to serve", [])
    .option("--print-json", "one line of JSON on stdout when ready")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--participant-url <url>", "participants' origin as people type it, behind a proxy", ownOrigin)
    .option("--console-url <url>", "console's origin as people type it, behind a proxy", ownOrigin)
    .option("--trusted-proxy <address...>", "the proxy in front, whose X-Forwarded-For is believed", proxyAddress)
    .option(
      "--frame-ancestor <origin...>",
      "origins that may frame the participants' pages, such as a panel's",
      webOrigin,
    )
    .option("--identifier-days <days>", "erase the panel's ids after so many days", dayNumber)
    .option("--copy-to <dir>", "keep a copy of the embedded database in a folder on another disk, change by change")
    .option("--acknowledge-after-copy", "answer only once what is answered for is on that disk too")
    .option("--audit-file <file>", "append the head of every audit line to this file too, best on another disk")
    .option("--log", "structured lines about the server, never about people, on stderr")
    .action(runServe);
  program
    .command("preview")
    .argument("<study>", "a study file")
    .description("play a study on the participants' pages; what is answered is thrown away")
    .option("--port <number>", "the port; 0 picks a free one", portNumber, 4102)
    .action(runPreview);
  addImport(program);
  addKey(program);
  addSimulationKey(program);
  addOperationCommands(program);
}

function addKey(program: Command): void {
  withTableFlags(withPlace(program.command("key")))
    .description("replace e-mails or card numbers by the study's keyed hash, on the owner's machine")
    .requiredOption("--study <id>", "the study")
    .requiredOption("--in <file>", "a table (CSV, XLSX, SPSS, Parquet, JSON)")
    .requiredOption("--column <name>", "the column with the identifiers; #3 is the third")
    .requiredOption("--out <file>", "a new file (CSV)")
    .action(async (flags: PlaceFlags & KeyRequest) => {
      const { runKey } = await import("./main.ts");
      const onNotes = (notes: readonly string[]) => tellNotes(flags.in, notes);
      const rows = await runKey({ ...flags, ...placeOf(flags), onNotes });
      process.stdout.write(`${rows} rows written to ${flags.out}\n`);
    });
}

function addSimulationKey(program: Command): void {
  withPlace(program.command("simulation-key"))
    .description("print the key with which `saydo simulate --server` may send simulated people to this store's servers")
    .action(async (flags: PlaceFlags) => {
      const { runSimulationKey } = await import("./main.ts");
      process.stdout.write(`${await runSimulationKey(placeOf(flags))}\n`);
    });
}

/** Serves until the process is told to stop; prints where everything is. */
export async function runServe(flags: ServeFlags): Promise<void> {
  const { startServer, noteLocalKey } = await import("./main.ts");
  const studies = await Promise.all(flags.study.map(loadStudy));
  const starting = startServer({
    ...placeOf(flags),
    ...flags,
    ...copyFrom(flags),
    trustedProxies: flags.trustedProxy ?? [],
    frameAncestors: flags.frameAncestor ?? [],
    log: flags.log ? "info" : "silent",
    studies,
    pagesFolder: pagesFolder(),
  });
  // Participants are answered before the console is up: whoever stops the server then stops it in order, too.
  let forgetKey = async (): Promise<void> => {};
  stopOnSignal(async () => {
    await (await starting).close();
    await forgetKey();
  });
  const running = await starting;
  forgetKey = await noteLocalKey(running.listensAt, running.simulationKey);
  const { participantOrigin, consoleOrigin, firstRunUrl } = running;
  const ready = { participantOrigin, consoleOrigin, studies: running.studies, firstRunUrl };
  process.stdout.write(flags.printJson ? `${JSON.stringify(ready)}\n` : readyText(ready));
}

function copyFrom({ copyTo, acknowledgeAfterCopy }: ServeFlags): Pick<ServerOptions, "copy"> {
  if (copyTo !== undefined) {
    return { copy: { folder: copyTo, acknowledge: acknowledgeAfterCopy ? "after copy" : "at once" } };
  }
  if (acknowledgeAfterCopy) throw new InvalidArgumentError("--acknowledge-after-copy goes with --copy-to DIR");
  return {};
}

/** Serves one study from a store of its own, which is removed when the process is told to stop. Anyone with the link may
 *  take part, as often as they like: links, quotas and panels are tried out with the real server. */
async function runPreview(file: string, { port }: { readonly port: number }): Promise<void> {
  const { startServer } = await import("./main.ts");
  const loaded = await loadStudy(file);
  const { quota: _, ...study } = loaded.study;
  const open = { ...loaded, study: { ...study, recruitment: Recruitment.parse({}) } };
  const { folder, remove } = newScratch(tmpdir(), "preview");
  const data = join(folder, "data");
  const studies = [{ ...open, hash: contentHash(open.study) }];
  const running = await startServer({ data, port, consolePort: 0, studies, pagesFolder: pagesFolder() });
  stopOnSignal(async () => {
    await running.close();
    remove();
  });
  const link = running.studies[0]?.url;
  process.stdout.write(`Preview of ${study.id}: ${link}\nNothing is kept. Ctrl+C ends the preview.\n`);
}

type ImportFlags = PlaceFlags &
  RecordFlags & {
    readonly study: string;
    readonly in: string;
    readonly dryRun?: boolean;
    readonly correct?: boolean;
    readonly preview?: boolean;
    readonly json?: boolean;
    readonly by?: string;
  };

function addImport(program: Command): void {
  withTableFlags(withPlace(program.command("import")))
    .argument("<kind>", ["trials", "rescue", ...importKinds].join(" | "))
    .description(
      "import exported trials, a participant's rescue file or the company's records; a second run of the same file adds nothing",
    )
    .requiredOption("--study <id>", "the study")
    .requiredOption(
      "--in <file>",
      "a table (CSV, XLSX, SPSS, Parquet, JSON); for trials, trials.jsonl in the folder of an export (docs/formats.md); for rescue, the file handed in",
    )
    .option("--where <column=text...>", "of a table, only rows with this text in this column of the file")
    .option("--columns <name...>", "of predictors, only these columns, by our names")
    .option("--correct", "of the company's records: what differs from what is stored under its key takes its place")
    .option("--dry-run", "only say what would match")
    .option("--preview", "only say, as JSON, how the table would be read: nobody is matched, and no store is opened")
    .option("--json", "print the report as JSON")
    // Told by the console, whose audit names the account that sent the file.
    .addOption(new Option("--by <account>").hideHelp())
    .addOption(new Option("--named <file>").hideHelp())
    .action(async (written: string, flags: ImportFlags) => {
      if (flags.preview) return void process.stdout.write(`${JSON.stringify(await previewOf(written, flags))}\n`);
      const report = await importOf(written, flags);
      tellNotes(flags.in, report.notes);
      process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : importText(report, flags.correct === true));
    });
}

async function previewOf(written: string, flags: ImportFlags): Promise<TablePreview> {
  const kind = importKinds.find((known) => known === written);
  if (kind === undefined) throw noMeaning("--preview", written);
  const { previewTable } = await import("./purchases/previewTable.ts");
  const { recordTableOf } = await import("./purchases/runImport.ts");
  return await previewTable(await recordTableOf(flags.in, kind, flags), kind, flags.columns);
}

async function importOf(written: string, flags: ImportFlags): Promise<ImportReport> {
  const { runImport, runImportRescue, runImportTrials } = await import("./main.ts");
  const kind = importKinds.find((known) => known === written);
  if (kind !== undefined) {
    if (flags.columns !== undefined && kind !== "predictors") throw noMeaning("--columns", written);
    return await runImport({ ...flags, ...placeOf(flags), kind });
  }
  if (written !== "rescue" && written !== "trials") {
    throw new InvalidArgumentError(`import takes trials, rescue, ${importKinds.join(", ")}; got "${written}"`);
  }
  const flag = [...tableFlagNames, "where", "columns", "correct"].find((name) => name in flags);
  if (flag === "correct") throw noMeaning("--correct", `${written}: what a participant did is never replaced`);
  if (flag !== undefined) throw noMeaning(`--${dashed(flag)}`, written);
  const request = { ...flags, ...placeOf(flags) };
  return await (written === "rescue" ? runImportRescue(request) : runImportTrials(request));
}

function noMeaning(flag: string, kind: string): InvalidArgumentError {
  return new InvalidArgumentError(`${flag} has no meaning for import ${kind}`);
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function importText({ kind, isDryRun, counts, changed, ...report }: ImportReport, isCorrecting: boolean): string {
  const title = isDryRun ? `What importing these ${kind} would do` : `Imported ${kind}`;
  const lines = Object.entries(counts).map(([what, n]) => `  ${words(what).padEnd(16)} ${n}`);
  const unknown = report.unknownProducts.map(({ name, rows }) => `  unknown product "${name}": rows ${rows}`);
  const problems = report.problems.map(
    ({ row, detail, todo }) => `  line ${row}: ${detail}${todo === undefined ? "" : ` ${todo}`}`,
  );
  const stored = isCorrecting ? (isDryRun ? "which would be corrected" : "which was corrected") : "which stays";
  const left = changed === 0 ? [] : [`  of the duplicates, ${changed} differ from what is stored, ${stored}:`];
  const changes = report.changes.map(
    ({ row, column, before, found }) => `  line ${row}: ${column} is "${before}" in the store and "${found}" here`,
  );
  return `${printable([title, ...lines, ...unknown, ...problems, ...left, ...changes].join("\n"))}\n`;
}

function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

type Ready = {
  readonly consoleOrigin: string;
  readonly studies: readonly { readonly id: string; readonly url: string }[];
  readonly firstRunUrl: string | undefined;
};

function readyText({ consoleOrigin, studies, firstRunUrl }: Ready): string {
  const links = studies.map(({ id, url }) => `Participants of ${id}: ${url}\n`);
  const first = firstRunUrl === undefined ? [] : [`First sign-in (once): ${firstRunUrl}\n`];
  return [
    ...links,
    `Console: ${consoleOrigin}\n`,
    ...first,
    "Ctrl+C stops the server; nothing accepted is lost.\n",
  ].join("");
}

/** Closes once on SIGINT or SIGTERM, then lets the process end. */
function stopOnSignal(close: () => Promise<void>): void {
  let isClosing = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (isClosing) return;
      isClosing = true;
      void close().then(() => process.exit(0));
    });
  }
}

function portNumber(written: string): number {
  const port = Number(written);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError("a port from 0 to 65535");
  return port;
}

function proxyAddress(written: string, before: readonly string[] = []): readonly string[] {
  const [address = "", length] = written.split("/");
  const isRange =
    length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (isIP(address) === 4 ? 32 : 128));
  if (isIP(address) === 0 || !isRange) throw new InvalidArgumentError("an address such as 10.0.0.7 or 10.0.0.0/24");
  return [...before, written];
}

/** An address of our own, as browsers name it: lower case, without the port that goes without saying and without a slash. */
function ownOrigin(written: string): string {
  const url = URL.canParse(written.trim()) ? new URL(written.trim()) : undefined;
  const isWeb = url !== undefined && (url.protocol === "https:" || url.protocol === "http:") && url.hostname !== "";
  if (!isWeb || !/^https?:\/\//i.test(written.trim())) {
    throw new InvalidArgumentError(`an address such as https://study.example.org, with https://; got "${written}"`);
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || url.username !== "" || url.password !== "") {
    throw new InvalidArgumentError(
      `an address without a path, a query or a name, such as ${url.origin}: pages and forms need a host name to themselves`,
    );
  }
  return url.origin;
}

function webOrigin(written: string, before: readonly string[] = []): readonly string[] {
  if (!/^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d+)?$/i.test(written)) {
    throw new InvalidArgumentError("an origin such as https://panel.example, without a path");
  }
  return [...before, written];
}

export { DEFAULT_DATA, type PlaceFlags, placeOf, withPlace } from "./place.ts";
