import { isCommonPassword } from "./commonPasswords.ts";

// What people write for a letter; a 1 is read both ways.
const LETTERS: Readonly<Record<string, string>> = {
  ...{ "0": "o", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g" },
  ...{ "@": "a", $: "s", "!": "i", "+": "t", "€": "e", "|": "l" },
};
// Orders that fingers and minds follow.
const ORDERS = [
  ...[
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "qwertzuiop",
    "azertyuiop",
  ],
  ...["1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p"],
];
const LONGEST_TAIL = 16;
const LONGEST_HEAD = 8;
const FREE_DIGITS = 6;
const MOSTLY = 0.8;

/** Whether a password is one known from leaks but for small changes: capitals, digits and signs before or after it, signs
 *  for letters, written backwards or several times; or follows the keyboard or the alphabet. */
export function isVariation(password: string): boolean {
  const text = password.normalize("NFKC").toLowerCase();
  if (isRun(text) || isOneWord(text)) return true;
  return [text, unit(text)].some((one) => hasCommonCore(one) || hasCommonCore(reversed(one)));
}

/** Whether its letters are one known word, however often, and the rest adds little. */
function isOneWord(text: string): boolean {
  const words = new Set(text.match(/\p{L}+/gu) ?? []);
  const [word = ""] = words;
  return words.size === 1 && isCommonPassword(word) && addsLittle(text.replaceAll(word, ""));
}

/** Whether it is a known password between digits and signs that add little. */
function hasCommonCore(text: string): boolean {
  for (let head = 0; head <= Math.min(LONGEST_HEAD, text.length - 3); head += 1) {
    if (!addsLittle(text.slice(0, head))) break;
    for (let tail = 0; tail <= Math.min(LONGEST_TAIL, text.length - head - 3); tail += 1) {
      if (!addsLittle(text.slice(text.length - tail))) break;
      if (isKnown(unit(text.slice(head, text.length - tail)))) return true;
    }
  }
  return false;
}

function isKnown(core: string): boolean {
  const letters = core.replaceAll(/[^\p{L}\p{N}]/gu, "");
  return [core, letters, readAsLetters(core, "i"), readAsLetters(core, "l")].some(isCommonPassword);
}

function readAsLetters(text: string, one: string): string {
  return [...text].map((letter) => (letter === "1" ? one : (LETTERS[letter] ?? letter))).join("");
}

/** Signs alone, a few digits, or digits that are known or in a row. */
function addsLittle(piece: string): boolean {
  if (/\p{L}/u.test(piece)) return false;
  const digits = piece.replaceAll(/\P{N}/gu, "");
  return digits.length <= FREE_DIGITS || isCommonPassword(digits) || isRun(digits) || unit(digits).length <= 4;
}

/** What is written again and again, once. */
function unit(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const one = text.slice(0, length);
    if (one.repeat(Math.ceil(text.length / length)).startsWith(text)) return one;
  }
  return text;
}

/** Whether most letters follow the one before, in some order or by being the same. */
function isRun(text: string): boolean {
  const letters = [...text];
  const steps = letters.slice(1).filter((letter, place) => isStep(letters[place] ?? "", letter)).length;
  return letters.length > 2 && steps / (letters.length - 1) >= MOSTLY;
}

function isStep(from: string, to: string): boolean {
  return from === to || ORDERS.some((order) => order.includes(from + to) || order.includes(to + from));
}

function reversed(text: string): string {
  return [...text].reverse().join("");
}
