import { createHash } from "node:crypto";
import { extname, posix } from "node:path";
import { namedFiles, shownFileTypes } from "../contract/studyFiles.ts";
import type { Mistake, Rule } from "./rule.ts";

/** Reads a file below the study's folder; null when there is none. */
export type ReadNamedFile = (name: string) => Uint8Array | null;

/** A file that was uploaded to the console carries its content's hash in its name. */
const UPLOADED = /^asset:[0-9a-f]{64}$/;

/** Refuses files that are not there, and those no participant's page could show. */
export function filesExist(readFile: ReadNamedFile): Rule {
  return (study) =>
    namedFiles(study).flatMap(({ at, name }): readonly Mistake[] => {
      const wrong = UPLOADED.test(name) ? null : whatIsWrong(name, readFile, at.at(-1) === "table");
      return wrong === null ? [] : [{ at, ...wrong, found: name }];
    });
}

const noCsv = {
  detail: "A product table is a CSV file.",
  expected: "a file that ends in .csv",
  todo: "Save it as CSV (UTF-8) and name that.",
};

function whatIsWrong(name: string, readFile: ReadNamedFile, isTable: boolean): Omit<Mistake, "at" | "found"> | null {
  const path = posix.normalize(name);
  if (/^[a-z]+:/i.test(name) || posix.isAbsolute(path) || path.startsWith("..") || name.includes("\\")) {
    return {
      detail: "A study's files lie in its own folder, so that nothing is loaded from elsewhere.",
      expected: "a path below the study file's folder, such as stimuli/logo.svg",
      todo: "Copy the file into the study's folder and name it from there.",
    };
  }
  if (isTable) {
    if (extname(path).toLowerCase() !== ".csv") return noCsv;
  } else if (!shownFileTypes.includes(extname(path).toLowerCase())) {
    return {
      detail: "No browser page of a study shows a file of this kind.",
      expected: `a file that ends in ${shownFileTypes.join(", ")}`,
      todo: "Save it as one of these kinds and name that.",
    };
  }
  const bytes = readFile(name);
  if (bytes !== null) return isFilm(path) && bytes.length > MOST_FILM_BYTES ? tooLarge(bytes.length) : null;
  return {
    detail: "There is no such file in the study's folder.",
    expected: "a file below the study file's folder",
    todo: "Put the file there, or correct its name; large and small letters differ.",
  };
}

const MOST_FILM_BYTES = 20_000_000;

function isFilm(path: string): boolean {
  return [".mp4", ".webm"].includes(extname(path).toLowerCase());
}

/** Every participant fetches it before the first trial, many of them by telephone. */
function tooLarge(bytes: number): Omit<Mistake, "at" | "found"> {
  return {
    detail: `The film has ${(bytes / 1_000_000).toFixed(1)} MB, which people on a slow connection would wait for too long.`,
    expected: "a film of at most 20 MB",
    todo: "Shorten it, or save it with a lower bit rate or size.",
  };
}

/** SHA-256 (hex) of the bytes of each file a study names, by name; so that the study's hash fixes what its participants
 *  see. Throws RangeError for a file that is not there. */
export function fileHashes(study: unknown, readFile: ReadNamedFile): Readonly<Record<string, string>> {
  const names = new Set(namedFiles(study).flatMap(({ name }) => (UPLOADED.test(name) ? [] : [name])));
  return Object.fromEntries([...names].sort().map((name) => [name, hashOf(readFile(name), name)]));
}

function hashOf(bytes: Uint8Array | null, name: string): string {
  if (bytes === null) throw new RangeError(`${name} was there a moment ago`);
  return createHash("sha256").update(bytes).digest("hex");
}
