import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { AnalysisPlan } from "../../experiments/contract/plan.ts";

const guides = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...readdirSync("docs").map((name) => join("docs", name)),
].filter((file) => file.endsWith(".md"));

describe.each(guides)("%s", (file) => {
  test("points only at files that are there", () => {
    const links = [...readFileSync(file, "utf8").matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)];
    const missing = links.map(([, target]) => resolve(dirname(file), target ?? "")).filter((path) => !existsSync(path));
    expect(missing).toEqual([]);
  });
});

test("docs/formats.md has every key of an analysis plan, and no other", () => {
  const page = readFileSync("docs/formats.md", "utf8");
  const section = /## Analysis plan\n([\s\S]*?)\n## /.exec(page)?.[1] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  const named = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map(([, key]) => key));
  expect(named.toSorted()).toEqual(Object.keys(AnalysisPlan.shape).toSorted());
});

describe("docs/first-study.md", () => {
  const folder = mkdtempSync(join(tmpdir(), "saydo-guide-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const blocks = [...readFileSync("docs/first-study.md", "utf8").matchAll(/```sh\n([\s\S]*?)```/g)];
  const commands = blocks.flatMap(([, block]) => (block ?? "").trim().split("\n"));

  test("has commands to run", () => expect(commands).toHaveLength(6));

  test.each(commands)("%s", (command) => {
    const [name, ...args] = command.split(/\s+/);
    expect(name).toBe("saydo");
    const run = () =>
      execFileSync(process.execPath, [resolve("dist/saydo.js"), ...args], { cwd: folder, stdio: "pipe" });
    expect(run).not.toThrow();
  });

  test("ends with a report and its numbers", () => {
    expect(readFileSync(join(folder, "report.html"), "utf8")).toContain("Simulated data");
    expect(JSON.parse(readFileSync(join(folder, "report.json"), "utf8"))).toHaveProperty("answers.E1");
  });
});
