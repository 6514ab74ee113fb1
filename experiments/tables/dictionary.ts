const FIRST_SLOTS = 1024;
const FNV_OFFSET = 2166136261;
const FNV_PRIME = 16777619;

/** Numbers different stretches of bytes from 0, in the order met. The bytes lie in one arena: a table of millions of ids
 *  makes no object a cell. */
export class Dictionary {
  size = 0;
  private arena = new Uint8Array(1 << 12);
  private used = 0;
  private starts = new Int32Array(256);
  private lengths = new Int32Array(256);
  private slots = new Int32Array(FIRST_SLOTS).fill(-1);
  private last = -1;

  /** The number of the bytes from `from` to before `to`; the next number when they are new. */
  code(bytes: Uint8Array, from: number, to: number): number {
    // Tables are mostly sorted: the cell above is the likeliest.
    if (this.last >= 0 && this.lengths[this.last] === to - from && this.isSame(this.last, bytes, from))
      return this.last;
    const slot = this.slotOf(bytes, from, to);
    this.last = this.slots[slot]!;
    if (this.last >= 0) return this.last;
    this.slots[slot] = this.size;
    this.last = this.size;
    this.keep(bytes, from, to);
    return this.last;
  }

  /** The number of bytes that were met before; −1 when they were not. */
  known(bytes: Uint8Array): number {
    return this.slots[this.slotOf(bytes, 0, bytes.length)]!;
  }

  /** Where the bytes' number is, or belongs. */
  private slotOf(bytes: Uint8Array, from: number, to: number): number {
    let hash = FNV_OFFSET;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, FNV_PRIME);
    hash ^= hash >>> 15;
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let code = this.slots[slot]!; code >= 0; code = this.slots[slot]!) {
      if (this.lengths[code] === to - from && this.isSame(code, bytes, from)) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private isSame(code: number, bytes: Uint8Array, from: number): boolean {
    const { arena } = this;
    const start = this.starts[code]!;
    const length = this.lengths[code]!;
    for (let at = 0; at < length; at++) if (arena[start + at] !== bytes[from + at]) return false;
    return true;
  }

  private keep(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    if (this.size === this.starts.length) {
      this.starts = doubled(this.starts, new Int32Array(2 * this.size));
      this.lengths = doubled(this.lengths, new Int32Array(2 * this.size));
    }
    while (this.used + length > this.arena.length) {
      this.arena = doubled(this.arena, new Uint8Array(2 * this.arena.length));
    }
    for (let at = 0; at < length; at++) this.arena[this.used + at] = bytes[from + at]!;
    this.starts[this.size] = this.used;
    this.lengths[this.size] = length;
    this.used += length;
    this.size += 1;
    if (2 * this.size > this.slots.length) this.spread();
  }

  private spread(): void {
    const slots = new Int32Array(this.slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (let code = 0; code < this.size; code++) {
      const start = this.starts[code]!;
      const end = start + this.lengths[code]!;
      let hash = FNV_OFFSET;
      for (let at = start; at < end; at++) hash = Math.imul(hash ^ this.arena[at]!, FNV_PRIME);
      hash ^= hash >>> 15;
      let slot = hash & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.slots = slots;
  }
}

function doubled<A extends Int32Array | Uint8Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
