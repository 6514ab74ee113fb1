/** Counts the milliseconds in which the page is in view. */
export function viewClock(page: Document) {
  let total = 0;
  let since: number | null = page.visibilityState === "hidden" ? null : performance.now();
  const ms = () => total + (since === null ? 0 : performance.now() - since);
  const note = () => {
    total = ms();
    since = page.visibilityState === "hidden" ? null : performance.now();
  };
  page.addEventListener("visibilitychange", note);
  return {
    ms,
    stop: () => {
      page.removeEventListener("visibilitychange", note);
      return ms();
    },
  };
}
