import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cp, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../chromium.ts";

let preview: ChildProcess;
let printed = "";
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "saydo-previewed-"));
  await cp("experiments/studies/coffee-brands", folder, { recursive: true });
  const file = join(folder, "study.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("source: open", "source: singleUse"));
  const temporary = { ...process.env, TMPDIR: folder };
  preview = spawn(process.execPath, [join("dist", "saydo.js"), "preview", file, "--port", "0"], { env: temporary });
  for (const stream of [preview.stdout, preview.stderr]) stream?.on("data", (chunk) => (printed += String(chunk)));
  while (!printed.includes("Ctrl+C")) {
    if (preview.exitCode !== null) throw new Error(`the preview ended: ${printed}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});

afterAll(() => {
  preview?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test("a study for links of its own can be played without one, and nothing of it is kept", async () => {
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto(/Preview of coffee-brands: (\S+)/.exec(printed)?.[1] ?? "");
  await page.check("input[name=age]");
  await page.check("input[name=takePart]");
  await page.click("text=Start");
  // What comes first is drawn: a question, or the page before the sorting task.
  await page.waitForSelector("form.consent", { state: "detached" });
  await page.waitForSelector(".saydo-item, .page .primary");
  await browser.close();
  expect(readdirSync(folder).filter((name) => name.startsWith(".saydo-preview-"))).toHaveLength(1);
  const ended = new Promise((resolve) => preview.once("exit", resolve));
  preview.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(readdirSync(folder).filter((name) => name.startsWith(".saydo-preview-"))).toEqual([]);
});
