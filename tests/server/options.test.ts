import { Command, CommanderError } from "commander";
import { describe, expect, test } from "vitest";
import { addServerCommands } from "../../server/commands.ts";

/** The command's options as given, or why they are refused; nothing is run. */
function parsed(...words: readonly string[]): Readonly<Record<string, unknown>> | string {
  const program = new Command("saydo").exitOverride().configureOutput({ writeErr: () => {} });
  addServerCommands(program);
  const command = program.commands.find((one) => one.name() === words[0]);
  if (!command) throw new RangeError(`there is no command ${words[0]}`);
  command.exitOverride().configureOutput({ writeErr: () => {} });
  try {
    command.parseOptions(words.slice(1));
    return command.opts();
  } catch (error) {
    if (error instanceof CommanderError) return error.message;
    throw error;
  }
}

describe("an option of the server", () => {
  test.each([
    ["serve", "--port", "70000"],
    ["serve", "--identifier-days", "soon"],
    ["serve", "--identifier-days", "0"],
    ["serve", "--trusted-proxy", "proxy.internal"],
    ["serve", "--trusted-proxy", "10.0.0.0/33"],
    ["serve", "--frame-ancestor", "https://panel.example/study"],
    ["serve", "--frame-ancestor", "'self'; script-src *"],
    ["backup", "--key-days", "1.5"],
  ])("is refused when it says nothing that can be done: %s %s %s", (...words) => {
    expect(parsed(...words)).toMatch(/is invalid/);
  });

  test("takes several proxies and panels", () => {
    const words = [
      "--trusted-proxy",
      "10.0.0.7",
      "fd00::/8",
      "--frame-ancestor",
      "https://*.panel.example",
      "--identifier-days",
      "90",
    ];
    expect(parsed("serve", ...words)).toMatchObject({
      trustedProxy: ["10.0.0.7", "fd00::/8"],
      frameAncestor: ["https://*.panel.example"],
      identifierDays: 90,
    });
  });
});
