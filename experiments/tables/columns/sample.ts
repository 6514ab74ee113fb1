const MOST = 4096;

/** Keeps at most 4,096 of the values it meets, evenly spread, however many come. */
export class Sample {
  private readonly kept = new Float64Array(MOST);
  private size = 0;
  private stride = 1;
  private wait = 1;

  add(value: number): void {
    this.wait -= 1;
    if (this.wait > 0) return;
    this.wait = this.stride;
    if (this.size === MOST) this.halve();
    this.kept[this.size] = value;
    this.size += 1;
  }

  /** The upper median; NaN of fewer than `least` values. */
  median(least: number): number {
    if (this.size < least) return Number.NaN;
    const sorted = this.kept.slice(0, this.size).sort();
    return sorted[this.size >> 1]!;
  }

  private halve(): void {
    this.size = MOST / 2;
    for (let at = 0; at < this.size; at++) this.kept[at] = this.kept[2 * at]!;
    this.stride *= 2;
    this.wait = this.stride;
  }
}
