import { spawn } from "node:child_process";
import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Problem } from "../../experiments/contract/problem.ts";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "chrome.exe",
  "msedge.exe",
] as const;
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
] as const;
const LONGEST_MS = 120_000;

/** Prints a page as a PDF with the Chromium of this computer, without network. Throws a Problem where no Chromium is installed, or
 *  where it does not print. */
export async function printPdf(html: string, file: string): Promise<void> {
  const browser = await findBrowser();
  const folder = await mkdtemp(join(tmpdir(), "saydo-pdf-"));
  try {
    const page = join(folder, "report.html");
    await writeFile(page, html, "utf8");
    const code = await run(browser, [
      "--headless",
      "--disable-gpu",
      // The page is our own and has no script; as root, Chromium runs no sandbox.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      `--user-data-dir=${join(folder, "profile")}`,
      "--no-pdf-header-footer",
      `--print-to-pdf=${resolve(file)}`,
      pathToFileURL(page).href,
    ]);
    if (code !== 0 || !(await exists(resolve(file)))) throw refused(`${browser} did not print ${file}`);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Whether this computer has a Chromium that was found. */
export async function canPrintPdf(): Promise<boolean> {
  return (await knownBrowser()) !== undefined;
}

async function findBrowser(): Promise<string> {
  const browser = await knownBrowser();
  if (browser !== undefined) return browser;
  throw refused("A PDF is printed by Chromium, Chrome or Edge, and this computer has none that was found");
}

async function knownBrowser(): Promise<string | undefined> {
  const asked = process.env["SAYDO_CHROMIUM"];
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = [
    ...(asked ? [asked] : []),
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...PLACES,
  ];
  for (const path of candidates) if (await exists(path)) return path;
  return undefined;
}

function refused(detail: string): Problem {
  return new Problem({
    code: "file-unreadable",
    detail: `${detail}.`,
    todo: "Install Chromium or name it in SAYDO_CHROMIUM; or open the HTML report in a browser and print it there.",
  });
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

async function run(program: string, args: readonly string[]): Promise<number | null> {
  return await new Promise((done) => {
    const child = spawn(program, args, { stdio: "ignore", timeout: LONGEST_MS });
    child.once("error", () => done(null));
    child.once("exit", done);
  });
}
