import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { tableFlagNames, typedFlags } from "../../experiments/tableFiles/tableFlags.ts";

/** Commands that read no table: what they read instead. Every other command takes the flags of tables. */
const READ_NO_TABLE: Readonly<Record<string, string>> = {
  init: "nothing",
  check: "a study file",
  schema: "nothing",
  serve: "study files",
  preview: "a study file",
  "simulation-key": "the store",
  backup: "the store",
  restore: "a backup",
  verify: "the store",
  doctor: "the store",
  erase: "the store",
  user: "the store",
  fulfil: "the store",
  invite: "the store",
  power: "a plan and a truth, which name no data",
  plan: "a study file",
  simulate: "a study file and a truth",
  export: "the store",
  demo: "nothing",
};

const Registry = z.array(
  z.object({ name: z.string(), options: z.array(z.object({ name: z.string(), flags: z.string() })) }),
);

// The command itself, as it is built, in a process of its own: it is caught before it reads what was typed.
const CAUGHT = `import { Command } from "commander";
Command.prototype.parseAsync = async function () {
  const optionsOf = (command) =>
    command.options.map((option) => ({ name: option.attributeName(), flags: option.flags }));
  console.log(JSON.stringify(this.commands.map((one) => ({ name: one.name(), options: optionsOf(one) }))));
};
await import("./dist/saydo.js");`;

const commands = Registry.parse(
  JSON.parse(execFileSync(process.execPath, ["--input-type=module", "--eval", CAUGHT], { encoding: "utf8" })),
);

describe("the flags of tables", () => {
  test("are map, value, encoding, delimiter, decimal, time-zone, date-format, unit, sheet, given and recipe", () => {
    const all = Object.fromEntries(tableFlagNames.map((name) => [name, "x"]));
    expect(typedFlags(all).filter((word) => word !== "x")).toEqual([
      "--map",
      "--value",
      "--encoding",
      "--delimiter",
      "--decimal",
      "--time-zone",
      "--date-format",
      "--unit",
      "--sheet",
      "--given",
      "--recipe",
    ]);
  });

  test("are taken by every command that reads a table, all of them and by no other", () => {
    const taken = Object.fromEntries(
      commands.map(({ name, options }) => [
        name,
        options.map((option) => option.name).filter((option) => tableFlagNames.includes(option)),
      ]),
    );
    const expected = commands.map(({ name }) => [name, name in READ_NO_TABLE ? [] : tableFlagNames] as const);
    expect(taken).toEqual(Object.fromEntries(expected));
    expect(Object.keys(taken).filter((name) => !(name in READ_NO_TABLE))).toEqual([
      "import",
      "key",
      "score",
      "recognise",
      "compare",
      "value",
      "chain",
      "report",
    ]);
  });

  test("are written alike: what one command takes as a list, every command does", () => {
    const all = commands.flatMap(({ options }) => options.filter(({ name }) => tableFlagNames.includes(name)));
    const written = all.map(({ flags }) => flags);
    expect(new Set(written).size).toBe(tableFlagNames.length);
  });

  test("are with import's own: rows by --where, predictors by --columns", () => {
    const imported = commands.find(({ name }) => name === "import")?.options.map(({ name }) => name);
    expect(imported).toEqual(expect.arrayContaining(["where", "columns"]));
  });
});
