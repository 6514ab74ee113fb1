/** Whether the browser has translated the page: Chrome marks the root and wraps words in `font`, Edge marks the elements,
 *  and others change what stands there, which the sentence given shows. */
export function isTranslated(page: Document, sentence: { readonly given: string; readonly stands: string }): boolean {
  return (
    /\btranslated-(?:ltr|rtl)\b/.test(page.documentElement.className) ||
    page.querySelector("font, [_msttexthash]") !== null ||
    sentence.given !== sentence.stands
  );
}
