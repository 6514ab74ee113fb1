type ElementTiming = PerformanceEntry & { readonly identifier: string; readonly renderTime: number };

/** Watches when the browser says that marked elements were put on the screen (Element Timing; Chromium only). */
export type RenderTimes = {
  /** Render time of the element whose `elementtiming` is `identifier`; null where the browser does not tell. */
  readonly of: (identifier: string) => number | null;
  readonly stop: () => void;
};

/** Starts watching elements that carry the `elementtiming` attribute. Browsers round these times (Chromium: 4 ms), so
 *  they stand beside the measured onset, never in its place. */
export function watchRenderTimes(): RenderTimes {
  if (!isSupported()) return { of: () => null, stop: () => undefined };
  const times = new Map<string, number>();
  const keep = (entries: readonly PerformanceEntry[]) => {
    for (const entry of entries) {
      // The observed type is `element`, whose entries TypeScript's DOM does not know yet.
      const element = entry as ElementTiming;
      if (element.renderTime > 0) times.set(element.identifier, element.renderTime);
    }
  };
  const observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({ type: "element", buffered: false });
  return {
    of: (identifier) => {
      keep(observer.takeRecords());
      return times.get(identifier) ?? null;
    },
    stop: () => observer.disconnect(),
  };
}

function isSupported(): boolean {
  return typeof PerformanceObserver !== "undefined" && PerformanceObserver.supportedEntryTypes.includes("element");
}
