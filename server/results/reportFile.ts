import { unzipSync, zipSync } from "fflate";
import { z } from "zod";

/** One of the five lines of a report's first page. */
export const VerdictLine = z.object({ question: z.string(), tags: z.array(z.string()), says: z.string() });
export type VerdictLine = z.infer<typeof VerdictLine>;

const VERDICT = "verdict.json";
/** Of every file in a zip, so that the same report is the same bytes. */
const MADE_AT = new Date(2000, 0, 1);

/** A report in every form, as one zip, with the five lines beside it. */
export function packReport(files: Readonly<Record<string, Uint8Array>>, verdict: readonly VerdictLine[]): Uint8Array {
  return zipSync({ ...files, [VERDICT]: Buffer.from(JSON.stringify(verdict), "utf8") }, { mtime: MADE_AT });
}

export function verdictIn(zip: Uint8Array): readonly VerdictLine[] {
  const text = fileIn(zip, VERDICT);
  return text === undefined ? [] : z.array(VerdictLine).parse(JSON.parse(Buffer.from(text).toString("utf8")));
}

/** The files of a report, in their order. */
export function namesIn(zip: Uint8Array): readonly string[] {
  const names: string[] = [];
  unzipSync(zip, {
    filter: ({ name }) => {
      if (name !== VERDICT) names.push(name);
      return false;
    },
  });
  return names;
}

/** One file of a report; undefined where it has none of this name. */
export function fileIn(zip: Uint8Array, wanted: string): Uint8Array | undefined {
  return unzipSync(zip, { filter: ({ name }) => name === wanted })[wanted];
}
