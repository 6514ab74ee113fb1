#!/usr/bin/env node
import { existsSync, readFileSync } from "node:fs";
import { cp, rename } from "node:fs/promises";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import colours from "picocolors";
import { refuseOutputs } from "./analysis/commands/refuseOutputs.ts";
import { addAnalysisCommands, withReportOutputs } from "./analysis/main.ts";
import { Id } from "./experiments/contract/id.ts";
import { lastOutcomeDay } from "./experiments/contract/outcomesOf.ts";
import { printable } from "./experiments/contract/printable.ts";
import { Problem, type ProblemDetails } from "./experiments/contract/problem.ts";
import { addStudyCommands, loadStudy } from "./experiments/studyFile/commands.ts";
import { packageRoot } from "./experiments/studyFile/packageRoot.ts";
import { thisCommand } from "./experiments/studyFile/thisCommand.ts";
import { type TableFlags, withTableFlags } from "./experiments/tableFiles/tableFlags.ts";
import { addServerCommands, DEFAULT_DATA, type PlaceFlags, placeOf, withPlace } from "./server/commands.ts";
import { inScratch, removeAllScratch } from "./server/files/scratch.ts";
import { operatorsMistake } from "./server/operations/operatorsMistake.ts";

const EXIT = { refused: 1, usage: 2, ownFault: 70 } as const;
const DAY_MS = 86_400_000;
const { red, bold } = colours.createColors(process.stderr.isTTY === true && !process.env["NO_COLOR"]);
const version: string = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")).version;

const program = new Command("saydo")
  .description("Measures the gap between what people say they will recommend or buy and what they then do.")
  .version(version)
  .option("--debug", "show the stack trace of an internal error")
  .option("--quiet", "no progress on the terminal")
  .showHelpAfterError("(saydo <command> --help tells more)")
  .exitOverride();

addStudyCommands(program);
addServerCommands(program);
addAnalysisCommands(program);

type SimulateFlags = {
  readonly participants: number;
  readonly truth?: string;
  readonly out?: string;
  readonly server?: string;
  readonly key?: string;
  readonly seed?: number;
};

program
  .command("simulate")
  .argument("<study>", "a study file")
  .description("let simulated participants, labelled so, play a study through the real timelines and the real server")
  .requiredOption("--participants <count>", "how many", countOf)
  .option("--truth <file>", "what is true of them (JSON); a default truth when absent")
  .option("--out <dir>", "a new folder for the export, the requests and the purchases the truth implies")
  .option("--server <url>", "a running server to send to, instead of one of its own")
  .option("--key <key>", "what saydo simulation-key prints where that server runs; found by itself on this computer")
  .option("--seed <number>", "seed of the people", Number)
  .action(async (studyFile: string, flags: SimulateFlags) => {
    if (flags.server === undefined && flags.out === undefined) {
      throw new InvalidArgumentError("simulate needs --out DIR, or --server URL");
    }
    const { seed } =
      flags.server === undefined ? await simulateAlone(studyFile, flags) : await simulateOn(studyFile, flags);
    const where = flags.out === undefined ? "" : `; written to ${flags.out}`;
    print(`${flags.participants} simulated participants took part (seed ${seed})${where}`);
  });

/** Simulated people on a running server, at the server's own time. */
async function simulateOn(studyFile: string, { truth, server = "", ...flags }: SimulateFlags) {
  const { localKeyOf } = await import("./server/main.ts");
  const key = flags.key ?? (await localKeyOf(server)) ?? "";
  const { runSimulate } = await import("./experiments/simulation/commands.ts");
  const told = await withProgress("Simulated participants", flags.participants, (onParticipant) =>
    runSimulate({
      studyFile,
      ...flags,
      server,
      key,
      ...(truth === undefined ? {} : { truthFile: truth }),
      onParticipant,
    }),
  );
  return told;
}

/** Simulated people on a server of their own, then its export with their purchases. */
async function simulateAlone(studyFile: string, flags: SimulateFlags) {
  const { out = "" } = flags;
  return await inScratch(tmpdir(), "simulated", async (folder) => {
    const [data, records] = [join(folder, "data"), join(folder, "records")];
    const { seed, study } = await simulateInto(studyFile, { ...flags, data, out: records });
    await exportScored({ data, study, out, format: "csv" });
    await cp(records, join(out, "records"), { recursive: true });
    await rename(join(out, "records", "requests.jsonl"), join(out, "requests.jsonl"));
    return { seed };
  });
}

type IntoStore = SimulateFlags & { readonly data: string; readonly out: string };

/** Fills a store with simulated people whose outcome windows are over, and with their purchases. The server's clock
 *  follows them; its draws follow the seed, so that the same seed gives the same study. */
async function simulateInto(studyFile: string, { truth, data, out, ...flags }: IntoStore) {
  const { startServer, runImport } = await import("./server/main.ts");
  const { runSimulate } = await import("./experiments/simulation/commands.ts");
  const { randomStream } = await import("./experiments/random/randomStream.ts");
  const { randomInt } = await import("node:crypto");
  const loaded = await loadStudy(studyFile);
  const seed = flags.seed ?? randomInt(2 ** 31);
  const until = new Date(Date.now() - (lastOutcomeDay(loaded.study) + 2) * DAY_MS);
  let clock = until;
  const drawn = randomStream(seed, 2 ** 40);
  const options = { data, port: 0, consolePort: 0, studies: [loaded], now: () => clock, random: drawn.uniform };
  const running = await startServer(options);
  try {
    await withProgress("Simulated participants", flags.participants, (onParticipant) =>
      runSimulate({
        studyFile,
        participants: flags.participants,
        seed,
        server: running.participantOrigin,
        key: running.simulationKey,
        out,
        from: new Date(until.getTime() - 14 * DAY_MS),
        until,
        onMoment: (moment) => {
          clock = moment;
        },
        onParticipant,
        ...(truth === undefined ? {} : { truthFile: truth }),
      }),
    );
  } finally {
    await running.close();
  }
  const study = loaded.study.id;
  for (const kind of ["purchases", "coverage"] as const) {
    await runImport({ data, study, kind, in: join(out, `${kind}.csv`) });
  }
  return { seed, study };
}

type ExportFlags = PlaceFlags & {
  readonly study: string;
  readonly format: string;
  readonly out: string;
  readonly spreadsheetSafe?: boolean;
  readonly recipient?: string;
};

const formats = ["csv", "jsonl", "parquet", "psych-ds"] as const;

withPlace(program.command("export"))
  .description("write a study's trials, answers, scores, participants, purchases and codebook into a new folder")
  .requiredOption("--study <id>", "the study")
  .option("--format <format>", formats.join(" | "), "csv")
  .requiredOption("--out <dir>", "a new folder")
  .option("--spreadsheet-safe", "neutralise formulas and add a byte-order mark, for spreadsheets")
  .option("--recipient <name>", "whom the data are handed to: kept in the audit and under Handed out", recipientName)
  .action(async (flags: ExportFlags) => {
    const leftOut = await exportScored(flags);
    print(`Exported ${flags.study} to ${flags.out}`);
    if (leftOut) print(leftOutText(leftOut));
  });

function leftOutText({ trials, sessions }: { readonly trials: number; readonly sessions: number }): string {
  return `Left out because they cannot be read: ${trials} stored trials, ${sessions} sessions. saydo verify names them; a backup may have them.`;
}

async function exportScored({ format: written, ...flags }: ExportFlags) {
  const format = formats.find((known) => known === written);
  if (!format) throw new InvalidArgumentError(`--format takes ${formats.join(", ")}; got "${written}"`);
  const { runExport } = await import("./server/main.ts");
  const { runScoreExport } = await import("./analysis/commands/scoreExport.ts");
  const addScores = (dir: string): Promise<unknown> => runScoreExport({ dir });
  return await runExport({ ...flags, ...placeOf(flags), format, addScores });
}

type ReportFlags = PlaceFlags &
  TableFlags & {
    readonly changed?: boolean;
    readonly html?: string;
    readonly summary?: string;
    readonly pdf?: string;
    readonly xlsx?: string;
    readonly language?: "en" | "nl";
    readonly json?: string;
    readonly out?: string;
    readonly seed?: number;
  };

withReportOutputs(withTableFlags(withPlace(program.command("report"))))
  .argument("<study>", "a study's id, or an export folder")
  .description("report on a study by its own analysis plan")
  .option("--json <out.json>", "where every number goes")
  .option("--seed <number>", "seed of everything drawn", Number)
  .option(
    "--changed",
    "go on where a table of the folder is not as its manifest says; the report says so (--map and the like say how it is written)",
  )
  // For the console, which makes every form of a report at once.
  .addOption(new Option("--pdf-if-possible").hideHelp())
  .action(async (study: string, flags: ReportFlags) => {
    const { html, summary, pdf, xlsx, json, out } = flags;
    const files = [html, summary, pdf, xlsx, json, out].filter((file) => file !== undefined);
    if (files.length === 0)
      throw new InvalidArgumentError("report needs --html, --summary, --pdf, --xlsx, --json or --out");
    refuseOutputs(flags);
    await reportOn(study, flags);
    print(`Report: ${files.map((file) => resolve(file)).join(", ")}`);
  });

async function reportOn(study: string, flags: ReportFlags): Promise<void> {
  const { runReport } = await import("./analysis/commands/report.ts");
  const options = { ...flags, madeAt: new Date().toISOString() };
  if (existsSync(join(study, "study.json"))) {
    await runReport({ ...options, dir: study });
    return;
  }
  refuseNothingNamed(study, flags);
  await inScratch(
    flags.data !== undefined && existsSync(flags.data) ? flags.data : tmpdir(),
    "report",
    async (folder) => {
      const dir = join(folder, "export");
      await exportScored({ ...placeOf(flags), study, format: "csv", out: dir });
      await runReport({ ...options, dir, study });
    },
  );
}

/** What is neither an export folder nor can be a study's id is refused under the name that was typed. */
function refuseNothingNamed(study: string, { data, database }: PlaceFlags): void {
  const mayBeStudy = Id.safeParse(study).success;
  const hasStore = data !== undefined || database !== undefined || existsSync(join(DEFAULT_DATA, "saydo.db"));
  if (mayBeStudy && hasStore) return;
  const detail = existsSync(study)
    ? `${study} is no export folder: it holds no study.json.`
    : `There is no export folder ${study}${mayBeStudy ? `, and no store in ${DEFAULT_DATA} that could have a study of this id` : ""}.`;
  const todo = "Name a folder that saydo export made, or a study's id, with --data where its store is elsewhere.";
  throw new Problem({ code: "file-not-found", detail, file: study, todo });
}

program
  .command("demo")
  .description("serve the demo study, with a finished report on simulated participants (npm start)")
  .option("--data <dir>", "where the demo keeps its data", DEFAULT_DATA)
  .option("--port <number>", "participants' port", Number, 4100)
  .option("--console-port <number>", "console's port", Number, 4101)
  .action(async ({ data, port, consolePort }: { data: string; port: number; consolePort: number }) => {
    const file = join(packageRoot(), "experiments", "studies", "coffee-brands", "study.yaml");
    const report = resolve(data, "report.html");
    await inScratch(tmpdir(), "demo", async (folder) => {
      const isNew = !existsSync(report);
      const ports = isNew ? await makePeople(file, { data, folder, port, consolePort }) : { port, consolePort };
      const { runServe } = await import("./server/commands.ts");
      await runServe({ data, ...ports, study: [file] });
      print("127.0.0.1 is this computer only: nobody else can open these links.\n");
      if (isNew) await makeReport({ data, folder, report });
      print(`Report on simulated participants: ${report}`);
      print(
        `Report with everyone who takes part: ${thisCommand()} report coffee-brands --data ${data} --html report.html`,
      );
    });
  });

type Ports = { readonly port: number; readonly consolePort: number };
type Demo = { readonly data: string; readonly folder: string };

/** Simulated people, and what there is of them before anyone else takes part. The link is given out before: until the server
 *  has its ports, a page there waits for it. */
async function makePeople(file: string, { data, folder, ...wanted }: Demo & Ports): Promise<Ports> {
  const { holdPorts } = await import("./server/main.ts");
  const { participantOrigin, ports, release } = await holdPorts(wanted);
  try {
    print(`Participants of coffee-brands: ${participantOrigin}/s/coffee-brands/`);
    print("200 simulated participants go first, in a moment the link opens the study …");
    await simulateInto(file, { participants: 200, seed: 1, data, out: join(folder, "records") });
    await exportScored({ data, study: "coffee-brands", format: "csv", out: join(folder, "export") });
  } finally {
    await release();
  }
  return ports;
}

async function makeReport({ data, folder, report }: Demo & { readonly report: string }): Promise<void> {
  print("Comparing what the simulated participants said and associated with what they bought …");
  const { runReport } = await import("./analysis/commands/report.ts");
  const made = { html: report, json: resolve(data, "report.json"), madeAt: new Date().toISOString() };
  await runReport({ ...made, dir: join(folder, "export") });
}

/** Runs `work` under a progress bar on stderr; no bar without a terminal or with --quiet. A program that runs the command
 *  is told by lines such as "progress 3/50". */
async function withProgress<T>(title: string, max: number, work: (onDone: (done: number) => void) => Promise<T>) {
  if (process.env["SAYDO_PROGRESS"] === "lines") {
    return work((done) => void process.stderr.write(`progress ${done}/${max}\n`));
  }
  if (!process.stderr.isTTY || program.opts()["quiet"]) return work(() => {});
  const { progress } = await import("@clack/prompts");
  const bar = progress({ max, output: process.stderr });
  bar.start(title);
  const result = await work((done) => bar.advance(1, `${title}: ${done} of ${max}`));
  bar.stop(`${title}: ${max}`);
  return result;
}

function countOf(written: string): number {
  const value = Number(written);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("a whole number of at least 1, please");
  return value;
}

/** A name as the console takes it. */
function recipientName(written: string): string {
  const name = written.trim();
  if (name !== "" && name.length <= 200) return name;
  throw new InvalidArgumentError("a name or an organisation, at most 200 letters");
}

function print(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}

/** One block a problem: what, where, what was expected, what came, what to do. */
function problemText(problem: ProblemDetails): string {
  const { file, line, column, path, detail, expected, found, todo } = problem;
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  const where = [place, path].filter((part) => part !== undefined && part !== "").join(" · ");
  const lines = [
    where === "" ? undefined : `  ${where}`,
    expected === undefined ? undefined : `  expected: ${expected}`,
    found === undefined ? undefined : `  found:    ${found}`,
    todo === undefined ? undefined : `  to do:    ${todo}`,
  ];
  const told = lines.filter((part) => part !== undefined).map(printable);
  return [`${red("✗")} ${bold(printable(detail))}`, ...told].join("\n");
}

function failed(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error instanceof InvalidArgumentError) process.stderr.write(`${red("✗")} ${printable(error.message)}\n`);
    return error.exitCode === 0 ? 0 : EXIT.usage;
  }
  const problem = error instanceof Problem ? error : operatorsMistake(error);
  if (problem) {
    process.stderr.write(`${problem.all.map(problemText).join("\n\n")}\n`);
    if (problem.all.length > 1) process.stderr.write(`\n${problem.all.length} problems\n`);
    return EXIT.refused;
  }
  const stack = error instanceof Error && program.opts()["debug"] ? error.stack : String(error);
  process.stderr.write(`${red("✗")} Saydo made a mistake: ${printable(stack ?? "")}\n`);
  process.stderr.write("  to do:    run it again with --debug and report what it prints.\n");
  return EXIT.ownFault;
}

/** Ends at once, as a failure outside of anything that waits for it would otherwise do with a bare stack. */
function end(code: number): never {
  removeAllScratch();
  process.exit(code);
}

for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => end(failed(error)));
}
// Whoever reads along may stop before the end, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => end(error.code === "EPIPE" ? 0 : failed(error)));
if (process.env["SAYDO_ENDS_WITH"] === "stdin") {
  process.stdin.on("close", () => end(EXIT.refused)).resume();
  if (process.stdin instanceof Socket) process.stdin.unref();
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = failed(error);
}
