/** The languages in which every word of Saydo's own exists: pages, questions and tasks. A regional form, such as `de-AT`,
 *  is spoken as its language. */
export const spokenLanguages = ["en", "nl", "de"] as const;

/** Whether Saydo's own words exist in a language. */
export function isSpoken(language: string): boolean {
  return spokenLanguages.some((spoken) => spoken === language.split("-")[0]);
}
