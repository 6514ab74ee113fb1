import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runExport, startServer } from "../../server/main.ts";
import { operatorsMistake } from "../../server/operations/operatorsMistake.ts";
import { coffeeStudy } from "./coffeeStudy.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-operator-"));
const at = (name: string) => join(folder, name);
const study = "coffee-brands";
const taken = createServer();
let port = 0;

beforeAll(async () => {
  const server = await startServer({ data: at("data"), port: 0, consolePort: 0, studies: [await coffeeStudy()] });
  await server.close();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const address = taken.address();
  port = typeof address === "object" && address ? address.port : 0;
  mkdirSync(at("copy"));
  writeFileSync(at("copy/saydo-copy.json"), "");
  writeFileSync(at("file"), "x\n");
  writeFileSync(at("quote.csv"), 'participant_key,purchased_at,product\na,2026-01-01T00:00:00Z,vel"mora\n');
  writeFileSync(at("date.csv"), "participant_key,purchased_at,product\na,2026-01-01T00:00:00Z,velmora\n");
  const tenTimes = (name: string) => `[${Array.from({ length: 10 }, () => `*${name}`).join(",")}]`;
  const names = ["b", "c", "d", "e", "f", "g"].map(
    (name, place) => `${name}: &${name} ${tenTimes("abcdef"[place] ?? "a")}`,
  );
  writeFileSync(at("bomb.yaml"), ["a: &a [x]", ...names].join("\n"));
  writeFileSync(at("anchor.yaml"), "a: *nothing\n");
});

afterAll(() => {
  taken.close();
  rmSync(folder, { recursive: true, force: true });
});

// A build server asks for colours of what no terminal reads: nothing is coloured but on a terminal.
const inCi = { ...process.env, CI: "true" };

type Ended = { readonly code: number; readonly stderr: string };

async function saydo(...args: readonly string[]): Promise<Ended> {
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      [join("dist", "saydo.js"), ...args],
      { timeout: 60_000, env: inCi },
      (error, _stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stderr });
      },
    );
  });
}

describe("a mistake of whoever runs a command ends with 1 and a sentence that names the place:", () => {
  const inStore = ["--data", at("data")];
  const cases: Readonly<Record<string, readonly [args: () => readonly string[], sentence: () => string]>> = {
    "a port that is taken": [
      () => ["serve", ...inStore, "--port", String(port), "--console-port", "0"],
      () => `✗ Port ${port} at 127.0.0.1 is taken by another program.`,
    ],
    "a backup into a folder that is not there": [
      () => ["backup", ...inStore, "--unencrypted", "--out", at("absent/x.backup")],
      () => `✗ The folder ${at("absent")} is not there.`,
    ],
    "keys in a folder that is not there": [
      () => ["backup", ...inStore, "--out", at("x.backup"), "--keys", at("absent/keys.json")],
      () => `✗ The folder ${at("absent")} is not there.`,
    ],
    "a data folder that is a file": [
      () => ["serve", "--data", at("file"), "--port", "0", "--console-port", "0"],
      () => `✗ ${at("file")} cannot be used: it is a file, not a folder.`,
    ],
    "a data folder that is not there": [
      () => ["verify", "--data", at("absent")],
      () => `✗ There is no store in ${at("absent")}.`,
    ],
    "a report of a folder that is not there": [
      () => ["report", at("absent"), "--html", at("report.html")],
      () => `✗ There is no export folder ${at("absent")}.`,
    ],
    "a report of a folder that is no export": [
      () => ["report", at("copy"), "--html", at("report.html")],
      () => `✗ ${at("copy")} is no export folder: it holds no study.json.`,
    ],
    "a report into a folder in the place of a file": [
      () => ["report", study, ...inStore, "--html", at("copy")],
      () => `✗ ${at("copy")} is a folder, where a file is needed.`,
    ],
    "hashed identifiers into a folder that is not there": [
      () => [
        ...["key", ...inStore, "--study", study, "--in", at("date.csv")],
        ...["--column", "participant_key", "--out", at("absent/k.csv")],
      ],
      () => `✗ The folder ${at("absent")} is not there.`,
    ],
    "a new study in the place of a file": [
      () => ["init", at("file")],
      () => `✗ ${at("file")} is not a folder, or one above it is none.`,
    ],
    "a copy whose note is empty": [
      () => ["restore", "--data", at("new"), "--in", at("copy")],
      () =>
        `✗ ${at("copy/saydo-copy.json")} does not say whose copies these are: it is empty or broken. Restore a backup of it.`,
    ],
    "a backup that is not there": [
      () => ["restore", "--data", at("new"), "--in", at("absent")],
      () => `✗ There is no backup ${at("absent")}.`,
    ],
    "a study of aliases of aliases": [
      () => ["check", at("bomb.yaml")],
      () => "✗ Its aliases cannot be followed: Excessive alias count indicates a resource exhaustion attack.",
    ],
    "an alias of nothing": [
      () => ["check", at("anchor.yaml")],
      () => "✗ Its aliases cannot be followed: Unresolved alias (the anchor must be set before the alias): nothing.",
    ],
    "a table that is a folder": [
      () => ["import", "purchases", ...inStore, "--study", study, "--in", at("copy")],
      () => `✗ ${at("copy")} is not a file.`,
    ],
    "an export to where no folder can be made, at once": [
      () => ["export", ...inStore, "--study", study, "--out", "/proc/nothing/export"],
      () => "✗ /proc/nothing is not there.",
    ],
    "a study, a plan or a truth that is a folder": [
      () => ["power", "--plan", at("copy")],
      () => `✗ ${at("copy")} cannot be read: it is a folder, not a file.`,
    ],
    "a preregistration onto a full disk": [
      () => ["plan", "--study", "experiments/studies/coffee-brands/study.yaml", "--out", "/dev/full"],
      () => "✗ /dev/full cannot be written: the disk is full.",
    ],
    "a name with control characters, of which the terminal gets none": [
      () => ["check", at("a\u001b[31m\u009b.yaml")],
      () => `✗ There is no readable study file at ${at("a\\u{1b}[31m\\u{9b}.yaml")}`,
    ],
  };

  test.each(Object.entries(cases))("%s", async (_, [args, sentence]) => {
    const { code, stderr } = await saydo(...args());
    expect(stderr.slice(0, sentence().length)).toBe(sentence());
    expect(code).toBe(1);
    expect(stderr).not.toMatch(/\n {4}at |Saydo made a mistake/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no terminal may get
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  test.each([
    ["a quote inside a cell", "quote.csv", []],
    ["a date format that says the year twice", "date.csv", ["--date-format", "yyyy yyyy"]],
  ])("%s is no fault of ours", async (_, file, more) => {
    const { code, stderr } = await saydo(
      "import",
      "purchases",
      ...inStore,
      "--study",
      study,
      "--in",
      at(file),
      ...more,
    );
    expect([0, 1]).toContain(code);
    expect(stderr).not.toMatch(/\n {4}at |Saydo made a mistake/);
  });
});

describe("what the system refuses is said with its place", () => {
  const failing = (code: string, more: object) =>
    operatorsMistake(Object.assign(new Error(code), { code, errno: -1, ...more }))?.details.detail;

  test.each([
    ["ENOSPC", "/d/report.html cannot be written: the disk is full."],
    ["EROFS", "/d/report.html is on a disk that can only be read."],
    ["EACCES", "/d/report.html may not be used by this user."],
    ["EPERM", "/d/report.html may not be used by this user."],
    ["ENOENT", "/d/report.html is not there."],
    ["EISDIR", "/d/report.html is a folder, where a file is needed."],
    ["EMFILE", "/d/report.html cannot be opened: too many files are open."],
  ])("%s", (code, sentence) => {
    expect(failing(code, { syscall: "open", path: "/d/report.html" })).toBe(sentence);
  });

  test.skipIf(!existsSync("/dev/full"))("a disk that is full, by the system itself", () => {
    const full = () => writeFileSync("/dev/full", "x");
    expect(full).toThrow();
    try {
      full();
    } catch (error) {
      expect(operatorsMistake(error)?.details.detail).toMatch(/cannot be written: the disk is full\.$/);
    }
  });

  test("a full store, one that can only be read, and a database's own refusals", () => {
    const of = (code: string, more: object = {}) =>
      operatorsMistake(Object.assign(new Error("no"), { code, ...more }))?.details.detail;
    expect(of("SQLITE_FULL")).toBe("The store cannot be written: the disk is full.");
    expect(of("SQLITE_READONLY")).toBe("The store can only be read here.");
    expect(of("53100", { severity: "ERROR" })).toBe("The database refused: no.");
    expect(of("23505", { severity: "ERROR" })).toBeUndefined();
  });

  test("a mistake of ours is none of theirs", () => {
    expect(operatorsMistake(new RangeError("ours"))).toBeUndefined();
    expect(operatorsMistake(Object.assign(new Error("ours"), { code: "ENOENT" }))).toBeUndefined();
  });
});

test("nothing is left of an export that fails half-way", async () => {
  const out = at("export");
  const addScores = () => Promise.reject(new Error("half-way"));
  await expect(runExport({ data: at("data"), study, format: "csv", out, addScores })).rejects.toThrow("half-way");
  expect(existsSync(join(out, "trials.csv"))).toBe(false);
  await runExport({ data: at("data"), study, format: "csv", out });
  expect(existsSync(join(out, "manifest.json"))).toBe(true);
});
