import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type SourceLine = { readonly place: string; readonly text: string };

/** Every line of the TypeScript below a folder that is code: comments are left out. */
export function linesOfCode(folder: string): readonly SourceLine[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => /\.tsx?$/.test(path))
    .flatMap((path) => {
      const code = readFileSync(path, "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, (comment) =>
        comment.replaceAll(/[^\n]/g, ""),
      );
      return code
        .split("\n")
        .map((line, at) => ({ place: `${path}:${at + 1}`, text: line.replace(/(^|\s)\/\/.*/, "") }));
    });
}

/** The places whose code fits a pattern. */
export function placesWith(lines: readonly SourceLine[], pattern: RegExp): readonly string[] {
  return lines.filter(({ text }) => pattern.test(text)).map(({ place, text }) => `${place} ${text.trim()}`);
}
