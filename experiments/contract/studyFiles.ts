/** Where a study names a file, at whatever depth: the members whose value is a path below the study's folder. */
const FILE_MEMBERS: ReadonlySet<string> = new Set(["image", "film", "captions", "table"]);

/** What participants' pages can show; nothing else of a study's folder is ever given out. */
export const shownFileTypes: readonly string[] =
  ".png .jpg .jpeg .gif .webp .avif .svg .mp3 .ogg .wav .m4a .mp4 .webm .vtt".split(" ");

export type NamedFile = { readonly at: readonly (string | number)[]; readonly name: string };

/** Every file a study names, with its place in the definition, in the order of the definition. */
export function namedFiles(value: unknown, at: NamedFile["at"] = []): readonly NamedFile[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => namedFiles(item, [...at, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    FILE_MEMBERS.has(key) && typeof inner === "string"
      ? [{ at: [...at, key], name: inner }]
      : namedFiles(inner, [...at, key]),
  );
}
