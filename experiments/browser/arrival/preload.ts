import { namedFiles } from "../../contract/studyFiles.ts";

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

/** Fetches every film, so that it plays without waiting; one that cannot be had yet is fetched again when it is played. */
export async function preloadFilms(addresses: readonly string[]): Promise<void> {
  for (const address of new Set(addresses)) {
    await fetch(address).then(
      (response) => response.blob(),
      () => null,
    );
  }
}

/** Every film and its captions that a value names. */
export function filmsIn(value: unknown): readonly string[] {
  return namedFiles(value).flatMap(({ at, name }) => (FILM_MEMBERS.has(String(at.at(-1))) ? [name] : []));
}

const FILM_MEMBERS: ReadonlySet<string> = new Set(["film", "captions"]);

/** Every picture a study's measures and products name. */
export function imagesIn(value: unknown): readonly string[] {
  return namedFiles(value).flatMap(({ at, name }) => (at.at(-1) === "image" ? [name] : []));
}
