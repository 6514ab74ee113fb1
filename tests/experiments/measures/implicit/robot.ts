import type { CDPSession, Page } from "playwright-core";

/** How a robot takes part: by keys on a desktop screen, by touch on a phone's. */
export type Manner = "keyboard" | "touch";

/** A trial as someone sees it who reads every word; the right answer is read from the running trial. */
export type Seen = {
  readonly state: "done" | "button" | "grid" | "reason" | "trial" | "wait";
  /** Which drawing stands in the middle; a new one is a new trial. */
  readonly drawing: string;
  /** When it was drawn, on the wall clock, ms. */
  readonly drawnAtMs: number;
  /** What is right; the first choice where nothing is; null where waiting is. */
  readonly choice: string | null;
  /** Which pairing shares the keys or zones; null in a block of one kind. */
  readonly pairing: "compatible" | "incompatible" | null;
  /** What was shown for a moment before. */
  readonly prime: string;
  readonly stimulus: string;
};

type Shown = { readonly text: string; readonly path?: string };
type Trial = {
  readonly stimulus: Shown;
  readonly before: readonly { readonly stimulus: Shown | null }[];
  readonly correct: string | null;
  readonly choices: readonly { readonly choice: string; readonly key: string; readonly place: string }[];
  readonly movement: string;
};
/** Notes the time of every drawing on the drawing itself, and on the page whether one ever reached into a zone to touch. */
function watchDrawings(): void {
  const reaches = (drawn: Element) => {
    const { left, right, top, bottom } = drawn.getBoundingClientRect();
    const zones = [...document.querySelectorAll(".saydo-zone")].map((zone) => zone.getBoundingClientRect());
    return zones.some((zone) => left < zone.right && right > zone.left && top < zone.bottom && bottom > zone.top);
  };
  const note = () => {
    const drawn = document.querySelector<HTMLElement>(".saydo-middle [elementtiming]");
    if (!drawn || drawn.dataset["drawnAt"]) return;
    drawn.dataset["drawnAt"] = String(performance.timeOrigin + performance.now());
    if (reaches(drawn)) document.body.dataset["overlap"] = drawn.outerHTML;
  };
  new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
}

/** The page's own; a script's `const` is no property of the window. */
declare const jsPsych: { getCurrentTrial(): Trial };

/** Looks at the page as it stands. */
function look(): Seen {
  const none = { drawing: "", drawnAtMs: 0, choice: null, pairing: null, prime: "", stimulus: "" };
  if (document.body.dataset["done"] || document.querySelector("#result:not([hidden])"))
    return { ...none, state: "done" };
  if (document.querySelector(".saydo-grid")) return { ...none, state: "grid" };
  if (document.querySelector(".saydo-reason")) return { ...none, state: "reason" };
  const button = document.querySelector<HTMLButtonElement>("button.saydo-primary");
  if (button) return { ...none, state: button.disabled ? "wait" : "button" };
  const drawn = document.querySelector<HTMLElement>(".saydo-middle [elementtiming]");
  if (!drawn) return { ...none, state: "wait" };
  const { stimulus, before, correct, choices } = jsPsych.getCurrentTrial();
  const path = drawn.querySelector("path")?.getAttribute("d") ?? undefined;
  // A prime stands there first; it wants no answer.
  if (drawn.textContent !== stimulus.text || path !== stimulus.path) return { ...none, state: "wait" };
  const right = correct === null ? choices[0] : choices.find(({ choice }) => choice === correct);
  const zones = [...document.querySelectorAll(".saydo-zone")];
  const shared = zones.find((zone) => zone.querySelector(".saydo-or"))?.textContent ?? "";
  const isCompatible = zones.some(({ textContent }) =>
    /Velmora.*Good|Good.*Velmora|Quenby.*Bad/.test(textContent ?? ""),
  );
  return {
    state: "trial",
    drawing: drawn.getAttribute("elementtiming") ?? "",
    drawnAtMs: Number(drawn.dataset["drawnAt"]),
    choice: right?.choice ?? null,
    pairing: /Velmora|Quenby/.test(shared) ? (isCompatible ? "compatible" : "incompatible") : null,
    prime: before[0]?.stimulus?.text ?? "",
    stimulus: stimulus.text,
  };
}

type KeyEvent = { readonly key: string; readonly code: string; readonly windowsVirtualKeyCode: number };
const KEYS: Readonly<Record<string, KeyEvent>> = {
  " ": { key: " ", code: "Space", windowsVirtualKeyCode: 32 },
  arrowup: { key: "ArrowUp", code: "ArrowUp", windowsVirtualKeyCode: 38 },
  arrowdown: { key: "ArrowDown", code: "ArrowDown", windowsVirtualKeyCode: 40 },
};
const keyEvent = (key: string): KeyEvent =>
  KEYS[key] ?? { key, code: `Key${key.toUpperCase()}`, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0) };

export type Robot = {
  readonly page: Page;
  readonly manner: Manner;
  /** How long after the drawing it responds, ms: the event carries that time, however late a busy machine sends it. */
  readonly delayMs: (seen: Seen) => number;
  /** What it answers, `null` for nothing; the right answer unless told otherwise. */
  readonly answer?: (seen: Seen) => string | null;
};

/** Takes part to the end with real key or touch events. */
export async function takePart(robot: Robot): Promise<void> {
  const { page, manner, answer = ({ choice }) => choice } = robot;
  const cdp = await page.context().newCDPSession(page);
  await page.evaluate(watchDrawings);
  let answered = "";
  for (;;) {
    const seen = await page.evaluate(look);
    if (seen.state === "done") return;
    if (seen.state === "button") await press(page, manner);
    else if (seen.state === "grid") await choosePictures(page, manner);
    else if (seen.state === "reason") await giveReason(page, manner);
    else if (seen.state === "trial" && seen.drawing !== answered) {
      answered = seen.drawing;
      const choice = answer(seen);
      if (choice === null) continue;
      const atMs = seen.drawnAtMs + robot.delayMs(seen);
      await page.waitForTimeout(Math.max(0, atMs - Date.now()));
      await respond({ ...robot, cdp }, { choice, atMs });
    } else await page.waitForTimeout(15);
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

type Response = { readonly choice: string; readonly atMs: number };

async function respond(
  { page, manner, cdp }: Robot & { readonly cdp: CDPSession },
  { choice, atMs }: Response,
): Promise<void> {
  const way = await page.evaluate((chosen) => {
    const { choices, movement } = jsPsych.getCurrentTrial();
    const one = choices?.find(({ choice: name }) => name === chosen);
    const zone = document.querySelector(`.saydo-zone.saydo-${one?.place}`)?.getBoundingClientRect();
    return one && { ...one, movement, x: (zone?.x ?? 0) + (zone?.width ?? 0) / 2, y: (zone?.y ?? 0) + 40 };
  }, choice);
  // The trial may have ended by itself meanwhile.
  if (way === undefined) return;
  const timestamp = atMs / 1000;
  if (manner === "keyboard") {
    await cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...keyEvent(way.key), timestamp });
    await cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...keyEvent(way.key) });
  } else await touch(cdp, timestamp, way.movement === "swipe" ? swipe(way.place) : [way]);
}

type Point = { readonly x: number; readonly y: number };

const SWIPE = 120;
function swipe(place: string): readonly Point[] {
  const towards = place === "left" ? -SWIPE : SWIPE;
  return [0, 0.5, 1].map((share) => ({ x: 195, y: 422 + towards * share }));
}

async function touch(cdp: CDPSession, timestamp: number, [first, ...more]: readonly Point[]): Promise<void> {
  const at = (point: Point | undefined) => ({ touchPoints: point ? [{ x: point.x, y: point.y }] : [], timestamp });
  await cdp.send("Input.dispatchTouchEvent", { type: "touchStart", ...at(first) });
  for (const point of more) await cdp.send("Input.dispatchTouchEvent", { type: "touchMove", ...at(point) });
  await cdp.send("Input.dispatchTouchEvent", { type: "touchEnd", ...at(undefined) });
}

/** Between looking and tapping a page may have gone. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof Error)) throw error;
}
