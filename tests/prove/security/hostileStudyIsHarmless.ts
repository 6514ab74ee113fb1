import type { BrowserContext, Page } from "playwright-core";
import { readStudyFile } from "../../../experiments/studyFile/readStudyFile.ts";
import type { RunningServer } from "../../../server/main.ts";
import type { OpenedStore } from "../../../server/store/openStore.ts";
import { demoStudy } from "../../journeys/studyServer.ts";
import type { Proof, Scale } from "../proof.ts";
import { consoleAttempts } from "../support/consoleAttempts.ts";
import { type HostileWorld, hostileWorld, study } from "../support/hostileWorld.ts";

/** A study full of script, its files too, opened beside a signed-in console; then the attempts that script would make,
 *  run on the participants' origin by the debugger, as if it could. The console stands on another port of the same host:
 *  the two share the browser's cookies, which is the harder case. */
export const hostileStudyIsHarmless: Proof = {
  id: "E6",
  promise: "A hostile study does nothing to the console that is open beside its preview.",
  async run({ scale }) {
    const world = await hostileWorld();
    const { server, opened, browser, context } = world;
    const before = await auditLines(opened);
    const shown = await pagesOfTheStudy(world, scale === "short" ? 2 : 4);
    const files = await filesOfTheStudy(world);
    const { reached: attempts, threw } = await attempted(world, scale);
    const control = await fromTheConsole(world);
    const console = await context.newPage();
    const status = (await console.goto(`${server.consoleOrigin}/studies/${study}`))?.status();
    const isStillIn = status === 200 && new URL(console.url()).pathname === `/studies/${study}`;
    const state = (await opened.store.studies.get(study))?.state;
    const changes = (await auditLines(opened)) - before;
    const calledOut = world.calls();
    await browser.close();
    await world.remove();
    const refused = await refusedFiles();
    const tried = Object.keys(consoleAttempts).length;
    const faults = [...shown, ...files, ...attempts, ...refused.taken];
    return {
      isMet:
        faults.length === 0 &&
        tried >= 30 &&
        threw.length === 0 &&
        control >= 6 &&
        isStillIn &&
        calledOut === 0 &&
        state === "open" &&
        changes === 0,
      figures: {
        ...{
          attempts: tried,
          succeeded: attempts.length,
          brokeOff: threw.join(", ") || "none",
          controlSucceeded: control,
        },
        ...{ pagesOfTheStudy: shown.length, filesOfTheStudy: files.length },
        ...{ studyFilesRefused: refused.of - refused.taken.length, of: refused.of, first: faults[0] ?? "none" },
        ...{ calledOut, consoleStillOpen: isStillIn, studyState: state ?? "gone", linesInTheAudit: changes },
      },
    };
  },
};

/** What runs, calls out or leaves when the study's own pages are shown. */
async function pagesOfTheStudy({ server, context }: HostileWorld, most: number): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const number of [0, 1, 2, 3].slice(0, most)) {
    const page = await context.newPage();
    const address = `${server.participantOrigin}/s/${number === 0 ? study : `${study}-${number}`}/`;
    page.on("dialog", (dialog) => {
      faults.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(address);
    for (const name of ["age", "takePart"]) await page.check(`input[name=${name}]`);
    await page.click(".actions .primary");
    await page.waitForSelector("form.consent", { state: "detached" });
    await page.waitForSelector(".saydo-item, .page .primary");
    if (page.url() !== address) faults.push(`left for ${page.url()}`);
    const made = await page.evaluate(
      () => document.querySelectorAll("iframe, object, embed, base, meta[http-equiv]").length,
    );
    if (made > 0) faults.push(`${made} elements were made`);
    await page.close();
  }
  return faults;
}

/** Files of the study, opened as pages of their own. */
async function filesOfTheStudy({ server, context }: HostileWorld): Promise<readonly string[]> {
  const page = await context.newPage();
  const at = `${server.participantOrigin}/s/${study}`;
  const faults: string[] = [];
  for (const file of [
    "stimuli/evil.svg",
    "stimuli/evil.html",
    "stimuli/evil.js",
    "../../saydo.db",
    "..%2f..%2fsaydo.db",
  ]) {
    const status = (await page.goto(`${at}/${file}`))?.status() ?? 0;
    const isPicture = file.endsWith(".svg");
    if ((await page.title()) === "ran") faults.push(`${file} ran`);
    if (!isPicture && status !== 404) faults.push(`${file} was served: ${status}`);
  }
  await page.close();
  return faults;
}

type Tried = { readonly reached: readonly string[]; readonly threw: readonly string[] };

/** Those of the attempts that reached the console: in full each from a fresh page of the study, in short all at once from
 *  one. */
async function attempted({ server, context }: HostileWorld, scale: Scale): Promise<Tried> {
  const names = Object.keys(consoleAttempts);
  const found: Tried[] = [];
  if (scale === "short") {
    const page = await previewFrom(context, server);
    found.push(...(await Promise.all(names.map((name) => attemptIn(page, server, name)))));
    await page.close();
  } else {
    for (const name of names) {
      const page = await previewFrom(context, server);
      found.push(await attemptIn(page, server, name));
      await page.close();
    }
  }
  return { reached: found.flatMap(({ reached }) => reached), threw: found.flatMap(({ threw }) => threw) };
}

async function attemptIn(page: Page, server: RunningServer, name: string): Promise<Tried> {
  const target = { console: server.consoleOrigin, study };
  const code = `(${consoleAttempts[name]?.toString()})(${JSON.stringify(target)})`;
  try {
    return { reached: (await page.evaluate(code)) === true ? [name] : [], threw: [] };
  } catch {
    return { reached: [], threw: [name] };
  }
}

/** How many of them succeed on a page of the console itself whose policy is lifted: so many can be told. */
async function fromTheConsole({ server, browser, context }: HostileWorld): Promise<number> {
  const lifted = await browser.newContext({ bypassCSP: true, storageState: await context.storageState() });
  const page = await lifted.newPage();
  await page.goto(`${server.consoleOrigin}/studies/${study}`);
  const found = await Promise.all(HARMLESS.map((name) => attemptIn(page, server, name)));
  await lifted.close();
  return found.flatMap(({ reached }) => reached).length;
}

const HARMLESS = [
  ...["read a page", "read a page as text, without CORS", "read measurements", "send by XMLHttpRequest"],
  ...["read what the console keeps", "open the console and read it", "run text as script", "speak over a channel"],
  ...["work in a shared worker", "take the console's page as a style"],
];

/** The study's page as a researcher opens it: a new window from the console. */
async function previewFrom(context: BrowserContext, server: RunningServer): Promise<Page> {
  const console = context.pages().find((page) => page.url().startsWith(server.consoleOrigin));
  if (!console) throw new Error("the console was closed");
  const address = `${server.participantOrigin}/s/${study}/`;
  const [page] = await Promise.all([
    context.waitForEvent("page"),
    console.evaluate((url) => void window.open(url), address),
  ]);
  await page.waitForLoadState();
  return page;
}

/** Study files that say outright what they are after. */
async function refusedFiles(): Promise<{ readonly of: number; readonly taken: readonly string[] }> {
  const { study: plain } = await demoStudy();
  const { recruitment } = plain;
  const files = {
    "javascript: as the way back": { ...plain, recruitment: { ...recruitment, redirectUrl: "javascript:alert(1)" } },
    "data: as the way back": { ...plain, recruitment: { ...recruitment, redirectUrl: "data:text/html,x" } },
    "a file as the way back": { ...plain, recruitment: { ...recruitment, redirectUrl: "file:///etc/passwd" } },
    "script of its own": { ...plain, script: "alert(1)" },
    "a header of its own": { ...plain, headers: { "Content-Security-Policy": "" } },
    "an id that is a path": { ...plain, id: "../console" },
    "an id that is markup": { ...plain, id: "<script>" },
  };
  const taken = Object.entries(files).filter(
    ([, file]) => "study" in readStudyFile({ file: "x", text: JSON.stringify(file) }),
  );
  return { of: Object.keys(files).length, taken: taken.map(([name]) => `a study file with ${name} was taken`) };
}

async function auditLines(opened: OpenedStore): Promise<number> {
  return (await opened.store.audit.list(null, 100_000)).length;
}
