import type { Pages } from "./committedPages.ts";
import type { Cut, Part } from "./cuts.ts";

/** What is committed and not in a copy yet: the newest version of each page. */
export type Pending = {
  add(pages: ReadonlyMap<Part, Pages>): void;
  /** Everything that waits, as a cut; it waits on until it is `done`. */
  cut(at: Date): Cut;
  done(cut: Cut): void;
  readonly bytes: number;
};

export function newPending(): Pending {
  const waiting = new Map<Part, { pageSize: number; count: number; readonly changed: Map<number, Buffer> }>();
  return {
    add(pages) {
      for (const [part, { pageSize, count, changed }] of pages) {
        if (changed.size === 0) continue;
        const known = waiting.get(part) ?? { pageSize, count, changed: new Map<number, Buffer>() };
        for (const [page, bytes] of changed) known.changed.set(page, bytes);
        waiting.set(part, { ...known, count });
      }
    },
    cut(at) {
      const pages = [...waiting].map(([part, one]) => [part, { ...one, changed: new Map(one.changed) }] as const);
      return { at: at.toISOString(), pages: new Map(pages) };
    },
    done({ pages }) {
      for (const [part, { changed }] of pages) {
        const known = waiting.get(part);
        // A page that has changed again since waits on.
        for (const [page, bytes] of changed) if (known?.changed.get(page) === bytes) known.changed.delete(page);
        if (known?.changed.size === 0) waiting.delete(part);
      }
    },
    get bytes() {
      return [...waiting.values()].reduce((sum, { pageSize, changed }) => sum + pageSize * changed.size, 0);
    },
  };
}
