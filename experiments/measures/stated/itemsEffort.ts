/** Seconds a participant takes for one item, for the minutes a study announces: own estimate, to be replaced by the
 *  medians of a pilot. */
const SECONDS = { rating: 8, choice: 8, entry: 12, text: 45 };

/** Trials and minutes of a number of items. */
export function itemsEffort(items: Partial<Record<keyof typeof SECONDS, number>>) {
  const kinds = [
    [items.rating ?? 0, SECONDS.rating],
    [items.choice ?? 0, SECONDS.choice],
    [items.entry ?? 0, SECONDS.entry],
    [items.text ?? 0, SECONDS.text],
  ] as const;
  return {
    trials: kinds.reduce((sum, [count]) => sum + count, 0),
    minutes: kinds.reduce((sum, [count, seconds]) => sum + count * seconds, 0) / 60,
  };
}
