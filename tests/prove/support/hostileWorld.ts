import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { contentHash } from "../../../experiments/studyFile/readStudyFile.ts";
import { type RunningServer, type ServedStudy, startServer } from "../../../server/main.ts";
import { type OpenedStore, openStore } from "../../../server/store/openStore.ts";
import { launchChromium } from "../../chromium.ts";
import { builtPages, demoStudy } from "../../journeys/studyServer.ts";
import { attacks } from "./attacks.ts";

/** The study's id; its three further ones have a number behind it. */
export const study = "coffee-brands";

export type HostileWorld = {
  readonly server: RunningServer;
  readonly opened: OpenedStore;
  readonly browser: Browser;
  /** Signed in to the console, which has things of its own in the browser. */
  readonly context: BrowserContext;
  /** How often anybody called a server that the study names. */
  calls(): number;
  remove(): Promise<void>;
};

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="document.title='ran'"><script>document.title='ran'</script></svg>`;
const HTML = "<!doctype html><title>still</title><script>document.title='ran'</script>";

/** The demo study with script in each of its texts, and script in the files beside it. */
async function hostileStudies(folder: string, elsewhere: string): Promise<readonly ServedStudy[]> {
  mkdirSync(join(folder, "stimuli"));
  for (const [name, content] of [
    ["evil.svg", SVG],
    ["evil.html", HTML],
    ["evil.js", "self.onfetch = () => {}"],
  ] as const) {
    writeFileSync(join(folder, "stimuli", name), content);
  }
  const plain = await demoStudy();
  return [0, 1, 2, 3].map((number) => {
    const id = number === 0 ? study : `${study}-${number}`;
    const attack = attacks.filter((_, at) => at % 4 === number).join(" ");
    const texts = (given: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(given).map(([language, text]) => [language, `${text} ${attack}`]));
    const { consent, products, debrief } = plain.study;
    const image = [
      "stimuli/evil.svg",
      "../../../etc/passwd",
      `${elsewhere}/x.svg`,
      "data:text/html,<script>alert(1)</script>",
    ];
    const hostile = {
      ...plain.study,
      id,
      products: products.map((one, at) => ({ ...one, name: `${one.id} ${attacks[at]}`, image: image[number] ?? "" })),
      consent: {
        ...consent,
        contact: `javascript:alert(1) ${attacks[number]}`,
        text: typeof consent.text === "string" ? consent.text + attack : texts(consent.text),
      },
      ...(debrief === undefined || typeof debrief === "string" ? {} : { debrief: texts(debrief) }),
    };
    return { study: hostile, hash: contentHash(hostile), folder };
  });
}

/** A server with hostile studies, and a browser in which its owner is signed in to the console. */
export async function hostileWorld(): Promise<HostileWorld> {
  const data = mkdtempSync(join(tmpdir(), "saydo-e6-"));
  const folder = mkdtempSync(join(tmpdir(), "saydo-e6-study-"));
  const elsewhere = await listener();
  const studies = await hostileStudies(folder, elsewhere.origin);
  const server = await startServer({ data, port: 0, consolePort: 0, studies, pagesFolder: await builtPages() });
  const opened = await openStore({ data }, "work");
  const { accounts } = opened.store;
  const account = await accounts.create({ email: "a@example.org", name: "Ada", password: "", isAdmin: false });
  await accounts.setRole(study, account?.id ?? "", "owner");
  const browser = await launchChromium();
  const context = await browser.newContext({ locale: "en" });
  const value = await accounts.openSession(account?.id ?? "");
  await context.addCookies([{ name: "saydo", value, url: server.consoleOrigin, httpOnly: true, sameSite: "Strict" }]);
  const console = await context.newPage();
  await console.goto(`${server.consoleOrigin}/studies/${study}`);
  await console.evaluate(async () => {
    window.name = "saydo-console";
    localStorage.setItem("console-canary", "1");
    sessionStorage.setItem("console-canary", "1");
    new BroadcastChannel("console-canary").onmessage = (event) =>
      (event.target as BroadcastChannel).postMessage("here");
    await new Promise((resolve) => {
      indexedDB.open("console-canary").onsuccess = resolve;
    });
  });
  return {
    ...{ server, opened, browser, context },
    calls: elsewhere.calls,
    async remove() {
      await opened.close();
      await server.close();
      await elsewhere.close();
      for (const one of [data, folder]) rmSync(one, { recursive: true, force: true });
    },
  };
}

/** Another server, which only counts who comes. */
async function listener() {
  let calls = 0;
  const server = createServer((_request, response) => {
    calls += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    calls: () => calls,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
