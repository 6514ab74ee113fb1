import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "csv-parse/sync";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../chromium.ts";
import { type Manner, takePart } from "./participant.ts";

const run = promisify(execFile);
const saydo = join("dist", "saydo.js");
const folder = mkdtempSync(join(tmpdir(), "saydo-demo-test-"));
const data = join(folder, "data");

let demo: ChildProcess;
let printed = "";
let browser: Browser;

beforeAll(async () => {
  demo = spawn(process.execPath, [saydo, "demo", "--data", data, "--port", "0", "--console-port", "0"]);
  demo.stdout?.on("data", (chunk) => {
    printed += String(chunk);
  });
  demo.stderr?.on("data", (chunk) => {
    printed += String(chunk);
  });
  while (!printed.includes("with everyone who takes part")) {
    if (demo.exitCode !== null) throw new Error(`the demo ended: ${printed}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  browser = await launchChromium();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  demo?.kill("SIGTERM");
  await new Promise((resolve) => (demo.exitCode === null ? demo.once("exit", resolve) : resolve(null)));
  rmSync(folder, { recursive: true, force: true });
});

const link = () => /Participants of coffee-brands: (\S+)/.exec(printed)?.[1] ?? "";
const table = (dir: string, name: string): readonly Record<string, string>[] =>
  parse(readFileSync(join(dir, name), "utf8"), { columns: true });

/** Every file of a folder: its name, when it was last written, and its bytes' digest. */
function contentsOf(dir: string): readonly (readonly [string, number, string])[] {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((path) => [path, statSync(path).mtimeMs, createHash("sha256").update(readFileSync(path)).digest("hex")]);
}

async function finish(options: BrowserContextOptions, by: Manner["by"]): Promise<string> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(link());
  await takePart(page, { by });
  const code = await page.innerText(".code-box code");
  await context.close();
  return code;
}

describe("npm start", () => {
  test("prints the participant link, the console link and a finished report on simulated participants", () => {
    expect(printed).toMatch(/Participants of coffee-brands: http:\/\/\S+\/s\/coffee-brands\//);
    expect(printed).toMatch(/Console: http:\/\//);
    expect(printed.indexOf("Participants of")).toBeLessThan(printed.indexOf("Report on simulated participants"));
    // The link comes first, before the simulated participants, and the server then has its ports.
    expect(printed).toMatch(/^Participants of coffee-brands: /);
    const links = [...printed.matchAll(/Participants of coffee-brands: (\S+)/g)].map(([, url]) => url);
    expect(new Set(links).size).toBe(1);
    expect(printed).toContain("127.0.0.1 is this computer only");
    const report = /Report on simulated participants: (.+)/.exec(printed)?.[1] ?? "";
    const html = readFileSync(report, "utf8");
    expect(html).toContain("[Simulated data] Coffee at home");
    expect(html).not.toContain("<script");
  });

  test("a person finishes by keyboard, another by touch on a phone; both are in the export and in the report", async () => {
    const laptop = { viewport: { width: 1280, height: 800 }, locale: "en" };
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: "nl" };
    const codes = await Promise.all([finish(laptop, "keyboard"), finish(phone, "touch")]);
    expect(new Set(codes).size).toBe(2);

    const dir = join(folder, "export");
    await run(process.execPath, [saydo, "export", "--study", "coffee-brands", "--data", data, "--out", dir]);
    const people = table(dir, "sessions.csv").filter((session) => session["is_simulated"] === "0");
    expect(people).toHaveLength(2);
    expect(people.every((session) => session["finished_at"] !== "")).toBe(true);
    const ids = people.map((session) => session["participant_id"]);
    const trials = table(dir, "trials.csv").filter((trial) => ids.includes(trial["participant_id"] ?? ""));
    expect(trials.filter((trial) => trial["measure"] === "iat")).toHaveLength(400);
    const scores = table(dir, "scores.csv").filter((score) => ids.includes(score["participant_id"] ?? ""));
    expect(scores).toHaveLength(8);

    const html = join(folder, "report.html");
    const before = contentsOf(dir);
    await run(process.execPath, [saydo, "report", dir, "--html", html]);
    // A report writes nothing into the folder that it reads: no file more, none other, none touched.
    expect(contentsOf(dir)).toEqual(before);
    expect(before.length).toBeGreaterThan(10);
    const report = readFileSync(html, "utf8");
    expect(report).toContain("200 of the 202 people in this report were generated by a program");
    // Nobody asked the shop about the two; they are too few for the report to show what became of them.
    const outcomes = table(dir, "outcomes.csv").filter((outcome) => ids.includes(outcome["participant_id"] ?? ""));
    expect(new Set(outcomes.map((outcome) => outcome["outcome_reason"]))).toEqual(new Set(["not-matched"]));
    expect(report).toContain("Counts of 1 to 4 people are not shown");
  }, 300_000);
});
