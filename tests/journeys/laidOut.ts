import type { Page } from "playwright-core";

/** What is wrong with how a page is laid out: it scrolls sideways, something lies over a control that has the focus (WCAG
 *  2.4.11), an answer of a rating scale is out of sight before anyone scrolls, or a cross and a stimulus overlap. */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const faults: string[] = [];
    const named = (one: Element) => `${one.tagName.toLowerCase()}.${one.className} "${one.textContent?.slice(0, 40)}"`;
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) faults.push(`scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
    const overlap = (one: DOMRect, other: DOMRect) =>
      one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
    const cells = [...document.querySelectorAll(".rating-cell")];
    // On the narrowest phones eleven worded answers need more lines than there are.
    for (const cell of window.scrollY === 0 && window.innerWidth > 360 ? cells : []) {
      const box = cell.getBoundingClientRect();
      if (box.bottom > window.innerHeight + 1 || box.right > window.innerWidth + 1)
        faults.push(`answer out of sight: ${named(cell)} ends at ${box.bottom}`);
    }
    const sizes = new Set(cells.map((cell) => Math.round(cell.getBoundingClientRect().width / 2)));
    if (sizes.size > 1) faults.push(`answers of different width: ${[...sizes].join(", ")}`);
    const [mark, stimulus] = [".saydo-mark", ".saydo-stimulus"].map((one) => document.querySelector(one));
    if (mark && stimulus && overlap(mark.getBoundingClientRect(), stimulus.getBoundingClientRect()))
      faults.push("cross and stimulus overlap");
    if (stimulus && stimulus.getBoundingClientRect().width * stimulus.getBoundingClientRect().height === 0)
      faults.push("the stimulus has no size");
    const before = document.activeElement;
    const [left, top] = [window.scrollX, window.scrollY];
    const dialog = document.querySelector("dialog[open]");
    const controls = [...(dialog ?? document).querySelectorAll<HTMLElement>("button, a[href], input, textarea")];
    for (const control of controls) {
      if (control.getClientRects().length === 0 || control.matches(":disabled")) continue;
      if (getComputedStyle(control).visibility === "hidden") continue;
      control.focus();
      const box = control.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const over = document.elementFromPoint(x, y);
      const isIt =
        over !== null && (control.contains(over) || over.contains(control) || over === control.closest("label"));
      if (!isIt) faults.push(`covered: ${named(control)} by ${over === null ? "the window's edge" : named(over)}`);
    }
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    window.scrollTo(left, top);
    return faults;
  });
}
