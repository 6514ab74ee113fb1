import { fstatSync } from "node:fs";
import { type CommittedPages, committedPages, type Pages } from "./committedPages.ts";
import { type Part, parts } from "./cuts.ts";

/** Told of what one connection does. */
export type CommitWatcher = {
  /** The connection is open; `dataVersion` reads its pragma of that name. */
  opened(file: string, dataVersion: () => number): void;
  /** Before a change. Throws store-busy when a change could not be acknowledged. */
  before(): void;
  /** After it, whatever became of it. */
  after(): void;
  /** Resolves when a reply may tell of everything committed so far; throws store-busy when that takes too long. */
  settled(): Promise<void>;
  /** What was erased has been overwritten in the store; it is to leave the copy too. */
  scrubbed(): void;
};

export type CommitFeed = {
  watcher(part: Part, told: Told): CommitWatcher;
  /** Reads what has been committed since it was last read, by whomever. */
  look(): void;
  /** Everything the logs hold now. */
  all(): ReadonlyMap<Part, Pages>;
  files(): ReadonlyMap<Part, number>;
  /** What the databases' files take. */
  bytes(): number;
  /** Once the databases are closed. */
  release(): void;
};

type Told = Pick<CommitWatcher, "before" | "settled" | "scrubbed">;

/** Follows the commits to both databases. `onCommit` gets the changed pages in the order of the commits, null when some may
 *  have been missed. */
export function commitFeed(onCommit: (pages: ReadonlyMap<Part, Pages> | null) => void): CommitFeed {
  const followed = new Map<Part, CommittedPages>();
  const changing = new Set<Part>();
  // What refers to a key is written after it: whoever reads the store first finds every key that it needs.
  const inOrder = () => parts.flatMap((part) => ofOne(part, followed.get(part)));
  const look = () => {
    const found = inOrder().flatMap(([part, pages]) => (changing.has(part) ? [] : [[part, nextOf(pages)] as const]));
    const whole = found.filter((one): one is readonly [Part, Pages] => one[1] !== null);
    if (whole.length < found.length) onCommit(null);
    else if (whole.some(([, { changed }]) => changed.size > 0)) onCommit(new Map(whole));
  };
  return {
    look,
    all: () => new Map(inOrder().map(([part, pages]) => [part, pages.all()])),
    files: () => new Map(inOrder().map(([part, { file }]) => [part, file])),
    bytes: () => inOrder().reduce((sum, [, { file }]) => sum + fstatSync(file).size, 0),
    release() {
      for (const pages of followed.values()) pages.close();
      followed.clear();
    },
    watcher: (part, told) => ({
      settled: told.settled,
      scrubbed: told.scrubbed,
      opened: (file, dataVersion) => void followed.set(part, committedPages(file, dataVersion)),
      before() {
        told.before();
        changing.add(part);
      },
      after() {
        changing.delete(part);
        look();
      },
    }),
  };
}

/** Whoever has committed is not told that the copy could not read it. */
function nextOf(pages: CommittedPages): Pages | null {
  try {
    return pages.next();
  } catch {
    return null;
  }
}

function ofOne(part: Part, pages: CommittedPages | undefined): readonly (readonly [Part, CommittedPages])[] {
  return pages ? [[part, pages]] : [];
}
