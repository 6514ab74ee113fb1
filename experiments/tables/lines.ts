/** On which line each row begins, kept only where the distance between the two changes. */
export class Lines {
  private readonly rows: number[] = [];
  private readonly shifts: number[] = [];
  private shift = Number.NaN;

  add(row: number, line: number): void {
    if (line - row === this.shift) return;
    this.shift = line - row;
    this.rows.push(row);
    this.shifts.push(this.shift);
  }

  /** The line of a row. */
  of(row: number): number {
    let low = 0;
    let high = this.rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.rows[middle]! <= row) low = middle;
      else high = middle - 1;
    }
    return row + (this.shifts[low] ?? 1);
  }
}
