#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import colours from "picocolors";
import { addAnalysisCommands } from "./analysis/main.ts";
import { Problem, type ProblemDetails } from "./experiments/contract/problem.ts";
import { packageRoot } from "./experiments/studyFile/packageRoot.ts";
import { addServerCommands } from "./server/commands.ts";

const EXIT = { refused: 1, usage: 2, ownFault: 70 } as const;

const { red, bold } = colours.createColors(process.stderr.isTTY && !process.env.NO_COLOR);

const version: string = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")).version;

const program = new Command("saydo")
  .description("Measures the gap between what people say they will recommend or buy and what they then do.")
  .version(version)
  .option("--debug", "show the stack trace of an internal error")
  .option("--quiet", "no progress on the terminal")
  .showHelpAfterError("(saydo <command> --help tells more)")
  .exitOverride();

program
  .command("init")
  .argument("[dir]", "a new or empty folder", "my-study")
  .description("make a ready study folder: study.yaml, stimuli, README")
  .action(async (dir: string) => {
    const { runInit } = await import("./experiments/studyFile/commands.ts");
    const files = await runInit(dir);
    print(`Made ${dir}: ${files.join(", ")}\nNext: saydo check ${join(dir, "study.yaml")}`);
  });

program
  .command("check")
  .argument("<study>", "a study file (YAML or JSON)")
  .description("explain every mistake of a study file, or sum the study up on one page")
  .action(async (file: string) => {
    const { runCheck } = await import("./experiments/studyFile/commands.ts");
    print(await runCheck(file));
  });

program
  .command("schema")
  .description("print the study file's JSON Schema, for editors")
  .action(async () => {
    const { runSchema } = await import("./experiments/studyFile/commands.ts");
    print(runSchema());
  });

addServerCommands(program);
addAnalysisCommands(program);

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** One block a problem: where, what, what was expected, what came, what to do. */
function problemText(problem: ProblemDetails): string {
  const { file, line, column, path, detail, expected, found, todo } = problem;
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  const told = [
    expected === undefined ? undefined : `  expected: ${expected}`,
    found === undefined ? undefined : `  found:    ${found}`,
    todo === undefined ? undefined : `  to do:    ${todo}`,
  ];
  const where = [place, path].filter((part) => part !== undefined && part !== "").join(" · ");
  const head = `${red("✗")} ${bold(detail)}`;
  return [head, where === "" ? undefined : `  ${where}`, ...told].filter((part) => part !== undefined).join("\n");
}

function failed(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  if (error instanceof Problem) {
    const count = error.all.length;
    process.stderr.write(`${error.all.map(problemText).join("\n\n")}\n`);
    if (count > 1) process.stderr.write(`\n${count} problems\n`);
    return EXIT.refused;
  }
  const stack = error instanceof Error && program.opts().debug ? error.stack : String(error);
  process.stderr.write(`${red("✗")} Saydo made a mistake: ${stack}\n`);
  process.stderr.write("  to do:    run it again with --debug and report what it prints.\n");
  return EXIT.ownFault;
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = failed(error);
}
