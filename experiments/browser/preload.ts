import { namedFiles } from "../contract/studyFiles.ts";

const AT_ONCE = 4;
const TRIES = 3;

/** Loads and decodes every picture before the first trial, a few at a time, each tried again when it fails. Resolves with
 *  the addresses that could not be had. */
export async function preloadImages(addresses: readonly string[]): Promise<readonly string[]> {
  const waiting = [...new Set(addresses)];
  const failed: string[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (!(await isReady(next))) failed.push(next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return failed;
}

// Kept for as long as the page lives: a decoded picture that nobody holds may be dropped again.
const decoded: HTMLImageElement[] = [];

async function isReady(address: string): Promise<boolean> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const image = new Image();
    image.src = address;
    try {
      await image.decode();
      decoded.push(image);
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
    }
  }
  return false;
}

/** Every picture a study's measures and products name. */
export function imagesIn(value: unknown): readonly string[] {
  return namedFiles(value).flatMap(({ at, name }) => (at.at(-1) === "image" ? [name] : []));
}
