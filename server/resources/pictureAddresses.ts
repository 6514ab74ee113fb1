/** What a participant's page is told of a study, with each picture that was uploaded (`asset:<sha256>`) at its address, which is
 *  relative to the page. */
export function withPictureAddresses<T>(shown: T): T {
  return JSON.parse(JSON.stringify(shown).replaceAll(/"asset:([0-9a-f]{64})"/g, '"assets/$1"'));
}
