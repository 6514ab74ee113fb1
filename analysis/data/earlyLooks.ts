import { z } from "zod";

const Manifest = z.looseObject({
  earlyLooks: z
    .array(z.looseObject({ at: z.string(), finished: z.number(), planned: z.number(), reason: z.string() }))
    .default([]),
});

/** Looks at the comparison before the planned number of people was reached, as the manifest of an export has them: a sentence
 *  each. */
export function earlyLooksOf(manifest: string): readonly string[] {
  return Manifest.parse(JSON.parse(manifest)).earlyLooks.map(({ at, finished, planned, reason }) => {
    const when = `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
    return `The results were looked at early, ${when}, when ${finished} of ${planned} planned people had finished. Reason given: ${reason}`;
  });
}
