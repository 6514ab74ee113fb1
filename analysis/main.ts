import { type Command, InvalidArgumentError, Option } from "commander";
import { type TableFlags, withTableFlags } from "../experiments/tableFiles/tableFlags.ts";
import type { ChainCommand } from "./commands/chain.ts";
import type { CompareCommand } from "./commands/compare.ts";
import type { PowerCommand } from "./commands/power.ts";
import type { PreregisterCommand } from "./commands/preregister.ts";
import type { RecogniseCommand } from "./commands/recognise.ts";
import { refuseOutputs } from "./commands/refuseOutputs.ts";
import type { ValueCommand } from "./commands/value.ts";

/** The analysis on the command line: each command is loaded only when it is called. */
export function addAnalysisCommands(program: Command): void {
  withTableFlags(program.command("score"))
    .description("score a table of trials or answers")
    .requiredOption("--measure <name>", "the measure, such as iat")
    .requiredOption("--in <trials.csv>", "one row a trial (docs/formats.md)")
    .requiredOption("--out <scores.csv>", "where the scores go")
    .option("--profile <name>", "a named set of scoring rules, such as d4")
    .option("--set <name=value...>", "a single scoring rule, such as sdStage=before")
    .option("--splits <count>", "random halves for the reliability", wholeNumber)
    .option("--seed <number>", "seed of the random halves", wholeNumber)
    .option("--json <summary.json>", "where the summary goes")
    .action(async (options: ScoreFlags) => {
      const { runScore } = await import("./commands/score.ts");
      const summary = await runScore({ ...options, set: settingsOf(options.set ?? []) });
      process.stdout.write(`${summary.n_scored} of ${summary.n} scored; written to ${options.out}\n`);
    });

  withTableFlags(program.command("recognise"))
    .argument("<file>", "a table of any platform")
    .description("say what a file is, what would be read of it, what would be refused and what to run next")
    .option("--json", "for programs")
    .action(async (file: string, options: Omit<RecogniseCommand, "file">) => {
      const { runRecognise } = await import("./commands/recognise.ts");
      process.stdout.write(`${await runRecognise({ ...options, file })}\n`);
    });

  withReportOutputs(withTableFlags(program.command("compare")))
    .description("compare stated and implicit measures as predictors of an outcome, by a plan")
    .requiredOption("--plan <plan.yaml>", "the analysis plan, which names its data")
    .option("--json <out.json>", "where every number goes; stdout when nothing else is asked for")
    .option("--freeze <model.json>", "keep the fitted models for another study")
    .option("--apply <model.json>", "judge kept models on these data")
    .option("--seed <number>", "seed of everything drawn", wholeNumber)
    .action(async (options: Omit<CompareCommand, "madeAt">) => {
      refuseOutputs(options);
      const { runCompare } = await import("./commands/compare.ts");
      await runCompare({ ...options, madeAt: new Date().toISOString() });
    });

  addValueCommands(program);
  addPlanningCommands(program);
}

/** The forms of a report. */
export function withReportOutputs(command: Command): Command {
  return command
    .option("--html <report.html>", "where the report goes: one file without script")
    .option("--summary <summary.html>", "where its first page goes, alone")
    .option("--pdf <report.pdf>", "where it goes as a PDF, the summary first; needs Chromium, Chrome or Edge")
    .option("--xlsx <tables.xlsx>", "where its tables go as one workbook, a sheet a table")
    .option("--out <dir>", "where tables (CSV), figures (SVG), Markdown, methods and references (BibTeX) go")
    .addOption(new Option("--language <language>", "of the page").choices(["en", "nl"]).default("en"));
}

/** What is decided before anybody is asked. */
function addPlanningCommands(program: Command): void {
  program
    .command("power")
    .description("sample size and power of a plan, by formula and by simulation under an assumed truth")
    .option("--plan <plan.yaml>", "the plan to try; the study's own when absent")
    .option("--study <study.yaml>", "a study file: its plan, and its quota as a size")
    .option("--truth <file>", "what is assumed (JSON); a default truth when absent")
    .option("--participants <count...>", "sizes to try", anotherNumber)
    .option("--sims <count>", "studies simulated of each size", wholeNumber)
    .option("--seed <number>", "seed of the simulation", wholeNumber)
    .option("--json <out.json>", "where every number goes")
    .action(async (options: PowerCommand) => {
      const { runPower } = await import("./commands/power.ts");
      process.stdout.write(`${await runPower(options)}\n`);
    });

  program
    .command("plan")
    .description("write the preregistration text of a study, with the hash that fixes it")
    .requiredOption("--study <study.yaml>", "the study file")
    .requiredOption("--out <plan.md>", "where the text goes")
    .action(async (options: PreregisterCommand) => {
      const { runPreregister } = await import("./commands/preregister.ts");
      process.stdout.write(`${await runPreregister(options)}\n`);
    });
}

/** What customers and the chain behind them are worth. */
function addValueCommands(program: Command): void {
  withTableFlags(program.command("value"))
    .description("what customers are worth: recency and frequency, concentration, expected purchases and spending")
    .requiredOption("--transactions <file>", "customer_id, purchased_at, amount; or customer_id, x, t_x, T, m_x")
    .option("--until <date>", "the last day the file covers; the last purchase when absent")
    .option("--horizon <weeks>", "how far ahead to expect", wholeNumber)
    .option("--json <out.json>", "where every number goes; stdout when absent")
    .action(async (options: ValueCommand) => {
      const { runValue } = await import("./commands/value.ts");
      await runValue(options);
    });

  withTableFlags(program.command("chain"))
    .description("the service-profit chain: employees, customers and profit of units, each link with its interval")
    .requiredOption("--plan <chain.yaml>", "the data and their columns")
    .option("--json <out.json>", "where every number goes; stdout when absent")
    .option("--seed <number>", "seed of the bootstrap", wholeNumber)
    .action(async (options: ChainCommand) => {
      refuseOutputs(options);
      const { runChain } = await import("./commands/chain.ts");
      await runChain(options);
    });
}

type ScoreFlags = TableFlags & {
  readonly measure: string;
  readonly in: string;
  readonly out: string;
  readonly profile?: string;
  readonly set?: readonly string[];
  readonly splits?: number;
  readonly seed?: number;
  readonly json?: string;
};

function settingsOf(written: readonly string[]): Readonly<Record<string, string>> {
  const pairs = written.map((setting) => {
    const at = setting.indexOf("=");
    if (at < 1) throw new InvalidArgumentError(`--set takes name=value, got "${setting}"`);
    return [setting.slice(0, at), setting.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs);
}

function anotherNumber(written: string, before: readonly number[] = []): readonly number[] {
  return [...before, wholeNumber(written)];
}

function wholeNumber(written: string): number {
  const value = Number(written);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError("a whole number of 0 or more, please");
  return value;
}
