import { readFileSync } from "node:fs";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { ChainPlan } from "../../analysis/plan/chainPlan.ts";
import { AnalysisPlan } from "../../experiments/contract/plan.ts";
import { Study } from "../../experiments/contract/study.ts";
import { addServerCommands } from "../../server/commands.ts";

const guide = readFileSync("docs/privacy.md", "utf8");
const program = new Command("saydo");
addServerCommands(program);
// The commands that saydo.ts itself defines, with the options it gives them.
const source = ["saydo.ts", "analysis/main.ts", "experiments/studyFile/commands.ts"]
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");
const calls = [...guide.replaceAll("\n", " ").matchAll(/`saydo ([a-z]+)([^`]*)`/g)];
const options = [...guide.matchAll(/--[a-z][a-z-]+/g)].map(([option]) => option);

describe("docs/privacy.md", () => {
  test.each([...new Set(calls.map(([, name = ""]) => name))])("saydo %s is a command", (name) => {
    const isServers = program.commands.some((one) => one.name() === name);
    expect(isServers || new RegExp(`\\bcommand\\("${name}"`).test(source)).toBe(true);
  });

  test.each([...new Set(options)])("%s is an option", (option) => {
    const all =
      readFileSync("server/commands.ts", "utf8") + readFileSync("server/operations/commands.ts", "utf8") + source;
    expect(all).toContain(`"${option}`);
  });

  test("names keys of plans and studies that there are", () => {
    expect(Object.keys(AnalysisPlan.shape)).toContain("smallest_cell");
    expect(Object.keys(ChainPlan.shape)).toContain("smallest_unit");
    expect(Object.keys(Study.shape)).toContain("sensitive");
    for (const key of ["smallest_cell", "smallest_unit", "sensitive"]) expect(guide).toContain(`\`${key}`);
  });

  test("has the template with its twelve parts, and the boundary of article 22", () => {
    const template = guide.split("## DPIA template")[1] ?? "";
    expect(template.match(/^\d+\. \*\*/gm)).toHaveLength(12);
    expect(guide).toContain("## No decisions about a person (article 22)");
  });
});
