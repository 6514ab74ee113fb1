import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

export type FoundFile = { readonly path: string; readonly content: Buffer };

/** A text that nobody else has: 24 random bytes, in hexadecimal. */
export function newCanary(): string {
  return randomBytes(24).toString("hex");
}

/** Every file below a folder; what is compressed also unpacked. */
export function filesIn(folder: string): readonly FoundFile[] {
  const paths = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  return paths
    .filter((path) => statSync(path).isFile())
    .flatMap((path) => {
      const content = readFileSync(path);
      const isZipped = content[0] === 0x1f && content[1] === 0x8b;
      return isZipped
        ? [
            { path, content },
            { path: `${path} unpacked`, content: gunzipSync(content) },
          ]
        : [{ path, content }];
    });
}

/** Those of the canaries that stand in any of the files, in any of six spellings. */
export function canariesIn(files: readonly FoundFile[], canaries: readonly string[]): readonly string[] {
  return canaries.filter((canary) => {
    const all = spellings(canary);
    return files.some(({ content }) => all.some((spelling) => content.includes(spelling)));
  });
}

function spellings(canary: string): readonly Buffer[] {
  const text = Buffer.from(canary);
  return [
    text,
    Buffer.from(canary, "utf16le"),
    Buffer.from(text.toString("hex")),
    // Base64 of the text wherever it begins within a longer one.
    ...[0, 1, 2].map((skip) =>
      Buffer.from(text.subarray(skip, skip + 3 * Math.floor((text.length - skip) / 3)).toString("base64")),
    ),
  ];
}
