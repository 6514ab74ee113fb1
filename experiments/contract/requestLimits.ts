/** What one request carries at most (formats.md, section 6). In a file without schemas, for the browser. */
export const trialsPerRequest = 200;
export const bytesPerRequest = 1024 * 1024;

/** What one trial may be, far above what any task records: bytes of its body, fields, letters of a field's name, and how
 *  many objects and lists stand inside one another. */
export const mostOfTrial = { bytes: 512 * 1024, fields: 200, nameLetters: 100, depth: 32 } as const;

/** What one session may hold, what was not taken as a trial counted in. */
export const mostOfSession = { trials: 10_000, bytes: 8 * 1024 * 1024 } as const;

/** What the sessions of one study may hold together. */
export const mostOfStudy = { bytes: 20 * 1024 ** 3 } as const;
