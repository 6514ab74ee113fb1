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
    ["serve", "--participant-url", "example.org"],
    ["serve", "--participant-url", "localhost:4100"],
    ["serve", "--participant-url", "https://example.org/saydo"],
    ["serve", "--console-url", "https://x.example/?a=1"],
    ["serve", "--console-url", "ftp://x.example"],
    ["backup", "--key-days", "1.5"],
  ])("is refused when it says nothing that can be done: %s %s %s", (...words) => {
    expect(parsed(...words)).toMatch(/is invalid/);
  });

  test.each([
    ["https://study.example.org/", "https://study.example.org"],
    ["HTTPS://Study.Example.org", "https://study.example.org"],
    ["https://study.example.org:443", "https://study.example.org"],
    ["http://localhost:4100/", "http://localhost:4100"],
  ])("reads our own addresses as browsers name them: %s", (written, origin) => {
    for (const option of ["participantUrl", "consoleUrl"]) {
      const flag = option === "consoleUrl" ? "--console-url" : "--participant-url";
      expect(parsed("serve", flag, written)).toMatchObject({ [option]: origin });
    }
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
