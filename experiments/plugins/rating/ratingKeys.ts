import type { Choice } from "../items/itemControl.ts";
import { plainDigits } from "../numbers/localDigits.ts";

/** Presses within this time belong together: 1, 0 is ten, and arrows on their way to a step are one choice. */
const TOGETHER_MS = 1000;

type KeyChoice = Choice<number> & { readonly value: number };
type Earlier = { readonly by: "digit" | "arrow"; readonly key: string; readonly atMs: number };

export type RatingKeysOptions = {
  /** The steps in the order shown. */
  readonly values: readonly number[];
  readonly digits: "choose" | "ignore";
};

/** What a key means on a rating scale, given the step chosen so far: digits choose their step (two within a second a
 *  number of two digits), arrows move and stop at the ends, Home and End choose the ends. Null: not for the scale. */
export function ratingKeys({ values, digits }: RatingKeysOptions) {
  let earlier: Earlier | null = null;
  return (event: KeyboardEvent, chosen: number | null): KeyChoice | null => {
    const atMs = event.timeStamp;
    const recent = earlier !== null && atMs - earlier.atMs <= TOGETHER_MS ? earlier : null;
    const key = plainDigits(event.key);
    if (/^[0-9]$/.test(key)) {
      if (digits === "ignore" || event.repeat) return null;
      earlier = { by: "digit", key, atMs };
      return digitChoice({ values, chosen, key, before: recent?.by === "digit" ? recent.key : null });
    }
    const moved = arrowValue(event, { values, chosen });
    if (moved !== null) {
      const isOnTheWay = recent?.by === "arrow" && chosen !== null;
      earlier = { by: "arrow", key: event.key, atMs };
      return { value: moved, kind: isOnTheWay ? "amends" : "new" };
    }
    const end = event.key === "Home" ? values[0] : event.key === "End" ? values.at(-1) : undefined;
    return end === undefined ? null : { value: end, kind: "new" };
  };
}

function digitChoice(pressed: {
  readonly values: readonly number[];
  readonly chosen: number | null;
  readonly key: string;
  readonly before: string | null;
}): KeyChoice | null {
  const { values, chosen, key, before } = pressed;
  const both = before === null ? null : Number(before + key);
  if (both !== null && both >= 10 && values.includes(both)) {
    return { value: both, kind: chosen === Number(before) ? "amends" : "new" };
  }
  return values.includes(Number(key)) ? { value: Number(key), kind: "new" } : null;
}

const FORWARD = { ltr: "ArrowRight", rtl: "ArrowLeft" } as const;
const BACKWARD = { ltr: "ArrowLeft", rtl: "ArrowRight" } as const;

/** The step an arrow leads to: before the first choice the nearest end, so that every step can be reached. */
function arrowValue(
  event: KeyboardEvent,
  { values, chosen }: { readonly values: readonly number[]; readonly chosen: number | null },
): number | null {
  const direction = document.documentElement.dir === "rtl" ? "rtl" : "ltr";
  const isForward = event.key === "ArrowDown" || event.key === FORWARD[direction];
  const isBackward = event.key === "ArrowUp" || event.key === BACKWARD[direction];
  if (!isForward && !isBackward) return null;
  const last = values.length - 1;
  const at = chosen === null ? (isForward ? -1 : last + 1) : values.indexOf(chosen);
  return values[Math.min(last, Math.max(0, at + (isForward ? 1 : -1)))] ?? null;
}
