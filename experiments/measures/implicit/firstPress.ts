/** The first press of a trial that only a press ends. Throws RangeError where there is none. */
export function firstPress<Press>(presses: readonly Press[]): Press {
  const [first] = presses;
  if (first === undefined) throw new RangeError("a trial that waits for a press ended without one");
  return first;
}
