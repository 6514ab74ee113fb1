import type { BrowserContext, Frame, Page } from "playwright-core";
import type { StoredTrial } from "./studyServer.ts";

/** How a played participant answers. */
export type Manner = {
  readonly by: "keyboard" | "touch" | "mouse";
  /** What to do when a screen comes up, counted by kind over the whole study; may reload, go offline, … "again" says
   *  that the screen is gone and must not be answered. */
  readonly before?: (screen: Screen) => Promise<"again" | undefined>;
};
export type Screen = { readonly kind: ScreenKind; readonly number: number; readonly sign: string };
type ScreenKind = "consent" | "page" | "item" | "instructions" | "trial" | "end" | "waiting";

/** Where a study is played: a page, or a frame in somebody else's. */
export type Place = Page | Frame;

/** Notes every trial the page keeps, before anything is sent: the ledger the store is compared with. */
export async function keepLedger(page: Page, ledger: StoredTrial[]): Promise<void> {
  await page.exposeFunction("saydoLedger", (line: StoredTrial) => void ledger.push(line));
  await page.addInitScript(() => {
    const told = window as unknown as { saydoLedger: (line: unknown) => void };
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, row: { sessionId: string; value: object }) {
      if (this.name === "trials") told.saydoLedger({ sessionId: row.sessionId, ...row.value });
      return put.call(this, row);
    };
  });
}

/** Notes every trial that is sent, where the page keeps none, once for each id. */
export function keepSent(context: BrowserContext, ledger: StoredTrial[]): void {
  const seen = new Set<string>();
  context.on("request", (request) => {
    const sessionId = /\/sessions\/([^/]+)\/trials$/.exec(request.url())?.[1];
    if (sessionId === undefined || request.method() !== "POST") return;
    const { trials }: { readonly trials: readonly Omit<StoredTrial, "sessionId">[] } = request.postDataJSON();
    for (const trial of trials) {
      if (seen.has(trial.id)) continue;
      seen.add(trial.id);
      ledger.push({ sessionId, ...trial });
    }
  });
}

/** The page is gone: closed, crashed, or its browser was killed. */
export class TabEnded extends Error {}

/** Plays a study from where the page stands to its end page. Returns how many screens of each kind there were. */
export async function takePart(page: Place, manner: Manner): Promise<Map<ScreenKind, number>> {
  const counts = new Map<ScreenKind, number>();
  let last = "";
  for (;;) {
    const { kind, sign } = await nextScreen(page, last);
    last = sign;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const what = await manner.before?.({ kind, number: counts.get(kind) ?? 1, sign });
    if (what === "again") {
      last = "";
      continue;
    }
    if (kind === "end") return counts;
    await answer(page, { kind, by: manner.by }).catch((error: unknown) => {
      throw isGone(page) ? new TabEnded(`the tab ended at "${sign}"`, { cause: error }) : error;
    });
  }
}

type Seen = { readonly kind: ScreenKind; readonly sign: string };

/** Waits until the page shows something that was not there before. */
async function nextScreen(page: Place, last: string): Promise<Seen> {
  const until = Date.now() + 45_000;
  for (;;) {
    const seen = await page.evaluate(look).catch(() => null);
    if (isGone(page)) throw new TabEnded(`the tab ended after "${last}"`);
    if (seen && seen.kind !== "waiting" && seen.sign !== last) return seen as Seen;
    if (Date.now() > until)
      throw new Error(`nothing new after "${last}"; the page shows: ${await page.innerText("body")}`);
    // Not the page's own way to wait, which fails where the page ends meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

function isGone(place: Place): boolean {
  return "keyboard" in place ? place.isClosed() : place.isDetached();
}

/** Runs in the page. */
function look() {
  const text = (selector: string) => document.querySelector<HTMLElement>(selector)?.innerText ?? "";
  const visible = (selector: string) => {
    const found = document.querySelector(selector);
    return found instanceof HTMLElement && found.getClientRects().length > 0;
  };
  if (visible("dialog")) return { kind: "waiting", sign: "" };
  if (visible(".saydo-task")) {
    const stimulus = document.querySelector(".saydo-task .saydo-stimulus");
    if (!stimulus) return { kind: "waiting", sign: "" };
    return { kind: "trial", sign: `trial ${stimulus.getAttribute("elementtiming")}` };
  }
  if (visible(".saydo-instructions button:not([disabled])")) {
    return { kind: "instructions", sign: `instructions ${text(".saydo-instructions")}` };
  }
  if (visible(".saydo-item")) return { kind: "item", sign: `item ${text(".saydo-item h1")}` };
  if (visible("form.consent")) return { kind: "consent", sign: `consent ${text("h1")}` };
  if (visible(".code-box")) return { kind: "end", sign: "end" };
  if (visible(".actions .primary")) return { kind: "page", sign: `page ${text(".page")}` };
  return { kind: "waiting", sign: "" };
}

async function answer(
  page: Place,
  { kind, by }: { readonly kind: ScreenKind; readonly by: Manner["by"] },
): Promise<void> {
  if (kind === "consent") return consent(page, by);
  if (kind === "page") return press(page, { by, selector: ".actions .primary", key: "Enter" });
  if (kind === "instructions") return press(page, { by, selector: ".saydo-instructions button", key: " " });
  if (kind === "item") return answerItem(page, by);
  return sort(page, by);
}

type Press = { readonly by: Manner["by"]; readonly selector: string; readonly key: string };

async function press(page: Place, { by, selector, key }: Press): Promise<void> {
  if (by === "touch") return page.tap(selector);
  if (by === "mouse") return page.click(selector);
  if (key === "Enter") await page.focus(selector);
  return keyboardOf(page).press(key);
}

async function consent(page: Place, by: Manner["by"]): Promise<void> {
  for (const name of ["age", "takePart", "linkPurchases"]) {
    const box = page.locator(`input[name=${name}]`);
    if (by === "touch") await box.tap();
    else if (by === "mouse") await box.click();
    else {
      await box.focus();
      await keyboardOf(page).press(" ");
    }
  }
  await press(page, { by, selector: ".actions .primary", key: "Enter" });
}

async function answerItem(page: Place, by: Manner["by"]): Promise<void> {
  if (by === "keyboard") {
    await keyboardOf(page).press("End");
    return keyboardOf(page).press("Enter");
  }
  await press(page, { by, selector: ".rating-cell:last-of-type", key: "" });
  return press(page, { by, selector: ".item-continue", key: "" });
}

/** Presses left, and right when that was wrong. */
async function sort(page: Place, by: Manner["by"]): Promise<void> {
  await choose(page, by, "left");
  await page.waitForTimeout(30);
  const isWrong = await page.evaluate(() => document.querySelector(".saydo-task .saydo-mark-wrong") !== null);
  if (isWrong) await choose(page, by, "right");
}

async function choose(page: Place, by: Manner["by"], side: "left" | "right"): Promise<void> {
  if (by === "keyboard") return keyboardOf(page).press(side === "left" ? "e" : "i");
  const zone = page.locator(`.saydo-zone[data-choice=${side}]`);
  return by === "touch" ? zone.tap({ timeout: 5000 }) : zone.click({ timeout: 5000 });
}

function keyboardOf(place: Place): Page["keyboard"] {
  return "keyboard" in place ? place.keyboard : place.page().keyboard;
}
