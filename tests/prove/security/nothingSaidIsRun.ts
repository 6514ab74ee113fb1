import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { parse, stringify } from "yaml";
import { isPlaceholder } from "../../../experiments/contract/placeholder.ts";
import { consoleRoutes } from "../../../server/console/consoleApp.ts";
import { launchChromium } from "../../chromium.ts";
import { call, join, trial } from "../../server/client.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { addressOf, consoleOptions } from "../../server/consoleWorld.ts";
import { secondFactorFor } from "../../server/secondFactor.ts";
import type { Proof } from "../proof.ts";
import { attacks } from "../support/attacks.ts";
import { inScratch } from "../support/scratch.ts";
import { type Served, served } from "../support/served.ts";

const A_STUDY = 10;

/** Script in everything that participants, studies, files and accounts can say, looked at in a browser. */
export const nothingSaidIsRun: Proof = {
  id: "E5",
  promise:
    "Nothing that participants, studies or files say runs in the console or the report, with its policy or without.",
  async run({ scale }) {
    const payloads = scale === "short" ? attacks.filter((_, place) => place % 10 === 0) : attacks;
    const groups = Array.from({ length: Math.ceil(payloads.length / A_STUDY) }, (_, at) =>
      payloads.slice(at * A_STUDY, (at + 1) * A_STUDY),
    );
    const browser = await launchChromium();
    const place = await served({ studies: await Promise.all(groups.map(evilStudy)) });
    const cookie = await inhabit(place, groups);
    const report = await inScratch((folder) => evilReport(folder, browser, payloads));
    const withPolicy = await look(browser, place, { groups, cookie, bypassCSP: false });
    const without = await look(browser, place, { groups, cookie, bypassCSP: true });
    const control = await controlRan(browser);
    await browser.close();
    await place.remove();
    const ran = [...withPolicy.ran, ...without.ran, ...report];
    return {
      isMet: ran.length === 0 && withPolicy.markup + without.markup === 0 && control && withPolicy.pages > 5,
      figures: {
        ...{ payloads: payloads.length, pages: withPolicy.pages + without.pages, ran: ran.length },
        ...{ first: ran[0] ?? "none", elementsMade: withPolicy.markup + without.markup, controlRan: control },
      },
    };
  },
};

async function evilStudy(group: readonly string[], number: number) {
  const { study } = await coffeeStudy();
  const products = study.products.map((product, at) => ({ ...product, name: `${group[at]} ${group[at + 5]}` }));
  return await coffeeStudy({ id: `s${number}`, title: group.join(" "), products });
}

/** Leaves the payloads wherever anyone can leave a text; returns the cookie of an account that is named by one. */
async function inhabit({ origin, look: inStore }: Served, groups: readonly (readonly string[])[]): Promise<string> {
  for (const [number, group] of groups.entries()) {
    const study = `s${number}`;
    for (const payload of group) {
      // What looks like a placeholder is no id, and is kept nowhere.
      const person = await join(origin, {
        study,
        panelId: isPlaceholder(payload) ? `p${number}-${payload.length}` : payload,
      });
      const odd = { seq: 1, id: "x", body: { measure: payload } };
      const at = `/api/v1/sessions/${person.sessionId}/trials`;
      const headers = { "user-agent": payload.replaceAll(/[^\x20-\x7e]/g, ""), referer: "https://x.example/" };
      const body = { trials: [trial(0, { note: payload, [payload]: payload }), odd] };
      await call(origin, at, { token: person.token, body, headers });
    }
  }
  return await inStore(async ({ store }) => {
    const email = "evil@example.org";
    const account = { email, name: groups.flat().join(" "), password: "", isAdmin: true };
    const made = await store.accounts.create(account);
    if (!made) throw new Error("the account exists");
    await secondFactorFor(store.accounts, made.id);
    for (const [number, group] of groups.entries()) {
      await store.accounts.setRole(`s${number}`, made.id, "owner");
      const details = { note: group.join(" ") };
      await store.audit.add({ actor: made.id, action: group.join(" "), studyId: `s${number}`, details });
    }
    return await store.accounts.openSession(made.id);
  });
}

type Looking = {
  readonly groups: readonly (readonly string[])[];
  readonly cookie: string;
  readonly bypassCSP: boolean;
};

/** Visits every page of the console; what ran, and how many elements the payloads made. */
async function look(browser: Browser, { server, look: inStore }: Served, { groups, cookie, bypassCSP }: Looking) {
  const context = await browser.newContext({ bypassCSP });
  await context.addCookies([{ name: "saydo", value: cookie, url: server.consoleOrigin }]);
  const page = await context.newPage();
  const ran = trap(page, server.consoleOrigin);
  const routes = await inStore(async ({ store }) => consoleRoutes(store, consoleOptions).filter(isPage));
  const addresses = groups.flatMap((group, number) =>
    routes.map(({ path: at }) => addressOf(at, `s${number}`)).concat(`/studies/${encodeURIComponent(group[0] ?? "")}`),
  );
  let [pages, markup] = [0, 0];
  for (const address of new Set(addresses)) {
    if (!(await isShown(page, `${server.consoleOrigin}${address}`))) continue;
    markup += await made(page);
    pages += 1;
  }
  for (const [number, group] of groups.entries()) {
    await upload(page, `${server.consoleOrigin}/studies/s${number}/purchases`, group);
    markup += await made(page);
    pages += 1;
  }
  await context.close();
  return { ran, pages, markup };
}

/** Whether an address is a page: what is only handed over as a file shows nothing. */
async function isShown(page: Page, address: string): Promise<boolean> {
  try {
    await page.goto(address, { waitUntil: "load" });
    return true;
  } catch (error) {
    if (String(error).includes("Download is starting")) return false;
    throw error;
  }
}

const isPage = ({ method, path: at }: { readonly method: string; readonly path: string }) =>
  method === "get" && !at.includes(":participantId") && !at.endsWith("/report");

/** A table whose header, cells and name are payloads, one of which is taken for a column: the pages quote them. */
async function upload(page: Page, address: string, group: readonly string[]): Promise<void> {
  const quoted = group.map((payload) => `"${payload.replaceAll('"', '""')}"`).join(",");
  await page.goto(address);
  const content = `participant_key,purchased_at,product,${quoted}\n${quoted},x,y,z\n`;
  const name = `${(group[0] ?? "").replaceAll(/[/\\\0]/g, "")}.csv`;
  await page.setInputFiles("#file", { name, mimeType: "text/csv", buffer: Buffer.from(content) });
  const sent = page.waitForNavigation();
  await page.locator("main button[type=submit]").first().click();
  await sent;
  await page.selectOption("#column-product", "#4");
  const answered = page.waitForNavigation();
  await page.locator("button[value=look]").click();
  await answered;
}

function trap(page: Page, origin: string): string[] {
  const ran: string[] = [];
  page.on("dialog", (dialog) => {
    ran.push(`${page.url()}: alert ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(origin)) ran.push(`asked for ${request.url()}`);
  });
  return ran;
}

/** Elements that a payload may have made; the console's one script is our own. */
async function made(page: Page): Promise<number> {
  return await page
    .locator("script:not([src='/live.js']), iframe, object, svg script, math, marquee, [onerror], [onload], [onfocus]")
    .count();
}

/** A report on a simulated study whose title and products are payloads, opened as the file that it is. */
async function evilReport(folder: string, browser: Browser, payloads: readonly string[]): Promise<readonly string[]> {
  const study = parse(readFileSync("fixtures/studies/recovery.yaml", "utf8"));
  study.title = payloads.join(" ");
  for (const [at, product] of study.products.entries())
    product.name = payloads.filter((_, n) => n % 2 === at).join(" ");
  const [file, out, html] = ["study.yaml", "export", "report.html"].map((name) => path(folder, name));
  writeFileSync(file ?? "", stringify(study));
  const saydo = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [path("dist", "saydo.js"), "--quiet", ...args], { maxBuffer: 2 ** 26 });
  await saydo("simulate", file ?? "", "--participants", "40", "--seed", "1", "--out", out ?? "");
  await saydo("report", out ?? "", "--html", html ?? "");
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  const ran = trap(page, "file:");
  await page.goto(pathToFileURL(html ?? "").href);
  const text = await page.innerText("body");
  if (!text.includes("alert(0)")) ran.push("the report does not show what it was to show");
  await context.close();
  return ran;
}

/** The trap itself: a page that does not escape. */
async function controlRan(browser: Browser): Promise<boolean> {
  const page = await browser.newPage();
  const ran = trap(page, "none:");
  const asked = page.waitForEvent("dialog");
  await page.setContent(`<p>${attacks[1]}`);
  await asked;
  await page.close();
  return ran.length > 0;
}
