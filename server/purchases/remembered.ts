const MOST = 100_000;

/** A slow function of texts that come again and again: each is worked out once, as long as there are not too many to keep. */
export function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MOST) known.clear();
    const found = work(text);
    known.set(text, found);
    return found;
  };
}
