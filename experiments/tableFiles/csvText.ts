/** Cells as one line of comma-separated text. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(",")}\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const LINES_AT_ONCE = 2000;

/** Lines as UTF-8 chunks. */
export function* utf8Lines(lines: Iterable<string>): Generator<Uint8Array> {
  let waiting: string[] = [];
  for (const line of lines) {
    waiting.push(line);
    if (waiting.length < LINES_AT_ONCE) continue;
    yield Buffer.from(waiting.join(""));
    waiting = [];
  }
  if (waiting.length > 0) yield Buffer.from(waiting.join(""));
}
