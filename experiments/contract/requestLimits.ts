/** What one request carries at most (formats.md, section 6). In a file without schemas, for the browser. */
export const trialsPerRequest = 200;
export const bytesPerRequest = 1024 * 1024;
