import type { CDPSession, Page } from "playwright-core";

/** How a robot takes part: by keys on a desktop screen, by touch on a phone's. */
export type Manner = "keyboard" | "touch";

type Seen = {
  readonly state: "done" | "button" | "grid" | "reason" | "trial" | "wait";
  /** Which drawing stands in the middle; a new one is a new trial. */
  readonly drawing: string;
  readonly choice: string | null;
  readonly place: string;
  readonly key: string;
  readonly isSwipe: boolean;
  /** Whether the focal product and good things share a side. */
  readonly isCompatible: boolean;
};

/** Looks at the page as it stands; the right answer is read from the running trial. */
function look(): Seen {
  const none = { drawing: "", choice: null, place: "", key: "", isSwipe: false, isCompatible: false };
  if (document.body.dataset["done"]) return { ...none, state: "done" };
  if (document.querySelector(".saydo-grid")) return { ...none, state: "grid" };
  if (document.querySelector(".saydo-reason")) return { ...none, state: "reason" };
  const button = document.querySelector<HTMLButtonElement>("button.saydo-primary");
  if (button) return { ...none, state: button.disabled ? "wait" : "button" };
  const drawing = document.querySelector(".saydo-middle [elementtiming]")?.getAttribute("elementtiming");
  if (!drawing) return { ...none, state: "wait" };
  type Trial = {
    before: unknown[];
    correct: string | null;
    choices: { choice: string; key: string; place: string }[];
    movement: string;
  };
  const trial: Trial = (window as unknown as { jsPsych: { getCurrentTrial(): Trial } }).jsPsych.getCurrentTrial();
  const target =
    trial.correct === null ? trial.choices[0] : trial.choices.find(({ choice }) => choice === trial.correct);
  const sides = [...document.querySelectorAll(".saydo-zone")].map((zone) => zone.textContent ?? "");
  const isCompatible = sides.some((text) => text.includes("Velmora") && text.includes("Good"));
  return {
    state: "trial",
    drawing,
    choice: target?.choice ?? null,
    place: target?.place ?? "",
    key: target?.key ?? "",
    isSwipe: trial.movement === "swipe",
    isCompatible,
  };
}

const KEYS: Readonly<Record<string, string>> = { " ": "Space", arrowup: "ArrowUp", arrowdown: "ArrowDown" };

export type Robot = {
  readonly page: Page;
  readonly manner: Manner;
  /** How long it waits before it responds, ms. */
  readonly delayMs: (seen: { readonly isCompatible: boolean }) => number;
};

/** Takes part to the end with real key or touch events, always rightly. */
export async function takePart(robot: Robot): Promise<void> {
  const { page, manner } = robot;
  const cdp = await page.context().newCDPSession(page);
  let answered = "";
  for (;;) {
    const seen = await page.evaluate(look);
    if (seen.state === "done") return;
    if (seen.state === "button") await press(page, manner);
    else if (seen.state === "grid") await choosePictures(page, manner);
    else if (seen.state === "reason") await giveReason(page, manner);
    else if (seen.state === "trial" && seen.drawing !== answered && seen.choice !== null) {
      answered = seen.drawing;
      await page.waitForTimeout(robot.delayMs(seen));
      await respond({ ...robot, cdp }, seen);
    } else await page.waitForTimeout(5);
  }
}

async function press(page: Page, manner: Manner): Promise<void> {
  if (manner === "keyboard") await page.keyboard.press("Space");
  else await page.tap("button.saydo-primary").catch(ignoreGone);
  await page.waitForTimeout(30);
}

async function choosePictures(page: Page, manner: Manner): Promise<void> {
  for (const nth of [2, 5, 7]) {
    const tile = page.locator(`.saydo-tile:nth-child(${nth})`);
    if (manner === "touch") await tile.tap();
    else await tile.press("Enter");
  }
  await (manner === "touch" ? page.tap("button.saydo-primary") : page.locator("button.saydo-primary").press("Enter"));
}

async function giveReason(page: Page, manner: Manner): Promise<void> {
  await page.fill(".saydo-reason", "It feels steady.");
  await (manner === "touch" ? page.tap("button.saydo-primary") : page.locator("button.saydo-primary").press("Enter"));
  await page.waitForTimeout(50);
}

async function respond({ page, manner, cdp }: Robot & { readonly cdp: CDPSession }, seen: Seen): Promise<void> {
  if (manner === "keyboard") await page.keyboard.press(KEYS[seen.key] ?? seen.key);
  else if (seen.isSwipe) await swipe(cdp, seen.place === "left" ? -120 : 120);
  else await page.tap(`.saydo-zone.saydo-${seen.place}`, { timeout: 2000 }).catch(ignoreGone);
}

/** Between looking and tapping the trial may have ended by itself. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof Error)) throw error;
}

async function swipe(cdp: CDPSession, distance: number): Promise<void> {
  const at = (share: number) => ({ touchPoints: [{ x: 195, y: 422 + distance * share }] });
  await cdp.send("Input.dispatchTouchEvent", { type: "touchStart", ...at(0) });
  await cdp.send("Input.dispatchTouchEvent", { type: "touchMove", ...at(0.5) });
  await cdp.send("Input.dispatchTouchEvent", { type: "touchMove", ...at(1) });
  await cdp.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}
