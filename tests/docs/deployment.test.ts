import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { addServerCommands } from "../../server/commands.ts";

const guide = readFileSync("docs/deployment.md", "utf8");
const program = new Command("saydo");
addServerCommands(program);

const sources = [...filesBelow("server"), "saydo.ts", "node_modules/pgpass/lib/helper.js"].map((file) => {
  return readFileSync(file, "utf8");
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => /\.tsx?$/.test(file));
}

/** Every call of the command in the guide, as its words. */
function calls(): readonly (readonly string[])[] {
  const text = guide
    .replaceAll(/\\\n\s*/g, " ")
    .replaceAll(/^CMD \[(.*)\]$/gm, (_, list: string) => `saydo ${list.replaceAll(/[",]/g, " ")}`);
  const found = [...text.matchAll(/(?:\bsaydo|\/saydo\.js) +((?:[a-z]+)(?: +[^\n`]+)?)/g)];
  return found.map(([, words = ""]) => words.replaceAll("'", "").trim().split(/\s+/));
}

function commandOf(words: readonly string[]): {
  readonly command: Command | undefined;
  readonly rest: readonly string[];
} {
  const [name, ...rest] = words;
  const command = program.commands.find((one) => one.name() === name);
  const below = command?.commands.find((one) => one.name() === rest[0]);
  return below ? { command: below, rest: rest.slice(1) } : { command, rest };
}

const written = calls().filter(([name]) => name !== "install");

describe("docs/deployment.md", () => {
  test("calls only commands that there are, with options that they take", () => {
    expect(written.length).toBeGreaterThan(8);
    const wrong = written.filter((words) => {
      const { command, rest } = commandOf(words);
      return !command || command.parseOptions([...rest]).unknown.length > 0;
    });
    expect(wrong).toEqual([]);
  });

  test("names no option that no command has", () => {
    const known = new Set(
      [program, ...program.commands, ...program.commands.flatMap((command) => command.commands)].flatMap((command) =>
        command.options.map((option) => option.long),
      ),
    );
    const named = [...guide.matchAll(/`(--[a-z-]+)/g)].map(([, option = ""]) => option);
    expect(named.length).toBeGreaterThan(6);
    expect(named.filter((option) => !known.has(option))).toEqual([]);
  });

  test("names no variable of the environment that nothing reads", () => {
    const named = [...guide.matchAll(/`([A-Z][A-Z0-9_]{3,})`|Environment=([A-Z_]+)|\$\{?([A-Z][A-Z_]{3,})/g)];
    const variables = named.map(([, code, unit, shell]) => code ?? unit ?? shell ?? "");
    expect(variables).toContain("PGPASSFILE");
    expect(variables.filter((name) => !sources.some((source) => source.includes(name)))).toEqual([]);
  });

  test("names addresses that the server answers at, and its own ports", () => {
    const paths = [...guide.matchAll(/`GET (\/\w+)`/g)].map(([, path = ""]) => path);
    expect(paths).toHaveLength(3);
    expect(paths.filter((path) => !sources.some((source) => source.includes(`"${path}"`)))).toEqual([]);
    const serve = program.commands.find((command) => command.name() === "serve");
    const ports = ["--port", "--console-port"].map((name) => {
      return String(serve?.options.find(({ long }) => long === name)?.defaultValue);
    });
    const proxied = [...guide.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port = ""]) => port);
    expect(new Set(proxied)).toEqual(new Set(ports));
  });

  test("builds with scripts that there are, and names files of ours that exist", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const ran = [...guide.matchAll(/npm run (\w+)/g)].map(([, name = ""]) => name);
    expect(ran.filter((name) => !(name in scripts))).toEqual([]);
    const files = [...guide.matchAll(/`((?:docs|server|experiments|analysis|tests)\/[^`\s]+)`/g)].map(
      ([, file]) => file ?? "",
    );
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});
