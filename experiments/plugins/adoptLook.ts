const sheets = new Map<string, CSSStyleSheet>();

/** Gives a page the look that only some of its screens need, once. A sheet that a script makes is no inline style, which the
 *  pages' policy refuses. */
export function adoptLook(page: Document, css: string): void {
  if (!("adoptedStyleSheets" in page)) return;
  let sheet = sheets.get(css);
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
  }
  if (!page.adoptedStyleSheets.includes(sheet)) page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
}
