import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importRescue } from "../../server/rescue/importRescue.ts";
import { launchChromium } from "../chromium.ts";
import { keepLedger, takePart } from "./participant.ts";
import { demoStudy, type StoredTrial, type StudyServer, shorter, studyServer } from "./studyServer.ts";

let browser: Browser;
let server: StudyServer;
const folder = mkdtempSync(join(tmpdir(), "saydo-rescue-"));

beforeAll(async () => {
  browser = await launchChromium();
  server = await studyServer(await demoStudy(shorter));
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Takes part until the server is gone for good; returns what the page recorded and the file it saved. */
async function rescued(): Promise<{ readonly ledger: readonly StoredTrial[]; readonly file: string }> {
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  const ledger: StoredTrial[] = [];
  const file = join(folder, "handed-in.saydo");
  await keepLedger(page, ledger);
  await page.goto(server.address);
  const leaving = takePart(page, {
    by: "keyboard",
    before: async ({ kind, number }) => {
      if (kind === "trial" && number === 20) await server.stop();
    },
  });
  // The page never comes to its end: the player is left waiting and goes with the browser.
  leaving.catch(() => undefined);
  await page.waitForSelector("text=Save my answers as a file", { timeout: 120_000 });
  await comeBackHalfway(page);
  const [download] = await Promise.all([
    page.waitForEvent("download", { timeout: 120_000 }),
    page.click("text=Save my answers as a file", { timeout: 120_000 }),
  ]);
  await download.saveAs(file);
  await context.close();
  return { ledger, file };
}

/** The page is opened anew: first nobody is there at all, then only what serves the pages. */
async function comeBackHalfway(page: Page): Promise<void> {
  await page.goto(server.address).catch(() => undefined);
  await page.context().route("**/api/**", (route) => route.abort());
  await server.start();
  await page.goto(server.address);
}

describe("a participant whose server stays away at the end", () => {
  test("saves a sealed file, also from a page opened anew, which the researcher reads into the store once, and the session is finished", async () => {
    const { ledger, file } = await rescued();
    const before = (await server.stored()).length;
    expect(before).toBeLessThan(ledger.length);
    expect(readFileSync(file, "utf8")).not.toContain("latencyMs");
    const read = (dryRun: boolean) =>
      server.store((store) => importRescue(store, { study: "coffee-brands", in: file, dryRun }));
    expect(await read(true)).toMatchObject({ isDryRun: true, counts: { added: 0 } });
    expect(await server.stored()).toHaveLength(before);
    const { counts } = await read(false);
    // What was on its way when the server went may have been stored without the page knowing.
    expect(counts.added).toBe(ledger.length - before);
    expect(counts.added + counts.duplicate).toBe(counts.rowsRead);
    expect(await server.stored()).toEqual(ledger);
    expect(await server.sessions()).toEqual([expect.objectContaining({ isFinished: true, quarantined: 0 })]);
    expect((await read(false)).counts).toMatchObject({ added: 0, duplicate: counts.rowsRead, invalid: 0 });
    expect(await server.stored()).toEqual(ledger);
    await refusesOthers(file);
  }, 180_000);
});

async function refusesOthers(file: string): Promise<void> {
  const whole = JSON.parse(readFileSync(file, "utf8"));
  const last = whole.sealed.at(-3);
  const changed = `${whole.sealed.slice(0, -3)}${last === "A" ? "B" : "A"}${whole.sealed.slice(-2)}`;
  const spoilt = {
    "a changed file": JSON.stringify({ ...whole, sealed: changed }),
    "half a file": readFileSync(file, "utf8").slice(0, 200),
    "another study's file": JSON.stringify({ ...whole, study: "tea" }),
    "an empty file": "",
  };
  for (const [what, text] of Object.entries(spoilt)) {
    const path = join(folder, "spoilt.saydo");
    writeFileSync(path, text);
    const reading = server.store((store) => importRescue(store, { study: "coffee-brands", in: path }));
    await expect(reading, what).rejects.toMatchObject({ details: { code: "rescue-invalid", file: path } });
  }
}
