/** Which numbers above a session's mark are there, as one bit each: bit `seq % 8` of the byte `seq / 8`, from the byte of
 *  the first number above the mark. So a session keeps its own books, and no batch reads what came before it. */
export type SeqMarks = { readonly acked: number; readonly above: Uint8Array | null };

/** The marks once `seqs` are there too, in any order. */
export function marked({ acked, above }: SeqMarks, seqs: readonly number[]): SeqMarks {
  const highest = seqs.reduce((high, seq) => Math.max(high, seq), acked);
  const base = firstByte(acked);
  const bits = new Uint8Array(Math.max(above?.length ?? 0, (highest >> 3) - base + 1));
  bits.set(above ?? []);
  for (const seq of seqs) {
    if (seq > acked) bits[(seq >> 3) - base] = (bits[(seq >> 3) - base] ?? 0) | (1 << (seq & 7));
  }
  let through = acked;
  while (has(bits, base, through + 1)) through += 1;
  const rest = bits.subarray(firstByte(through) - base);
  return { acked: through, above: rest.some((_, at) => hasAny(rest, at, through)) ? rest.slice() : null };
}

/** The numbers below `until` that are not there, lowest first, at most `most`. */
export function missingOf({ acked, above }: SeqMarks, until: number, most: number): readonly number[] {
  const base = firstByte(acked);
  const missing: number[] = [];
  for (let seq = acked + 1; seq < until && missing.length < most; seq += 1) {
    if (!has(above ?? new Uint8Array(), base, seq)) missing.push(seq);
  }
  return missing;
}

const firstByte = (acked: number) => (acked + 1) >> 3;

function has(bits: Uint8Array, base: number, seq: number): boolean {
  return ((bits[(seq >> 3) - base] ?? 0) & (1 << (seq & 7))) !== 0;
}

/** Whether a byte holds a number above the mark: in the first one lower bits may be left over. */
function hasAny(bits: Uint8Array, at: number, acked: number): boolean {
  const byte = bits[at] ?? 0;
  return (at === 0 ? byte & (0xff << ((acked + 1) & 7)) & 0xff : byte) !== 0;
}

/** The stretches of numbers up to `highest` that are there `now` and were not `before`, as [first, last]. Numbers that are not
 *  there do not part a stretch; those that were there before do. */
export function stretchesSince(
  before: SeqMarks,
  now: SeqMarks & { readonly highest: number },
): readonly (readonly [number, number])[] {
  const stretches: [number, number][] = [];
  let open: [number, number] | undefined;
  for (let seq = before.acked + 1; seq <= now.highest; seq += 1) {
    if (isThere(before, seq)) {
      open = undefined;
      continue;
    }
    if (!isThere(now, seq)) continue;
    if (open) open[1] = seq;
    else {
      open = [seq, seq];
      stretches.push(open);
    }
  }
  return stretches;
}

function isThere({ acked, above }: SeqMarks, seq: number): boolean {
  return seq <= acked || (above !== null && has(above, firstByte(acked), seq));
}
