import { type Command, InvalidArgumentError } from "commander";

/** The analysis on the command line: each command is loaded only when it is called. */
export function addAnalysisCommands(program: Command): void {
  program
    .command("score")
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
}

type ScoreFlags = {
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

function wholeNumber(written: string): number {
  const value = Number(written);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError("a whole number of 0 or more, please");
  return value;
}
