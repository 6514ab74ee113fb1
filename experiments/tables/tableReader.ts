import type { Ask } from "./ask.ts";
import { Utf8Chunks } from "./bytes.ts";
import { checkSaid } from "./checkSaid.ts";
import { planColumns } from "./columnPlan.ts";
import { type Head, readHead } from "./head.ts";
import { Mistakes } from "./mistakes.ts";
import { HEAD_BYTES } from "./readHeader.ts";
import type { Window } from "./recordScanner.ts";
import { RowReader } from "./rowReader.ts";
import type { Table } from "./table.ts";

const FIRST_BYTES = 1 << 16;
const LF = 10;

type Options = {
  readonly file: string;
  readonly ask: Ask;
  /** Size of the file, where known. */
  readonly bytes?: number | undefined;
  /** Rows of a batch; absent = all rows in one table. */
  readonly batch?: number | undefined;
};

/** Reads a table from chunks of bytes as they come. Throws a Problem as soon as reading on makes no sense; collects the
 *  mistakes of cells and rows until the end. */
export class TableReader {
  readonly mistakes: Mistakes;
  readonly notes: string[] = [];
  private readonly options: Options;
  private readonly utf8: Utf8Chunks;
  private readonly window: Window = { bytes: new Uint8Array(FIRST_BYTES), at: 0, have: 0, isFinal: false };
  private rows: RowReader | null = null;

  constructor(options: Options) {
    this.options = options;
    this.mistakes = new Mistakes(options.file);
    checkSaid(options.ask, this.mistakes);
    this.utf8 = new Utf8Chunks({ said: options.ask.said?.encoding, mistakes: this.mistakes, notes: this.notes });
  }

  /** Reads one more chunk; returns the batches that became full. */
  push(chunk: Uint8Array): readonly Table[] {
    this.append(this.utf8.push(chunk));
    if (this.rows === null && this.window.have < HEAD_BYTES) return [];
    this.rows ??= this.begin();
    return this.rows.read();
  }

  /** Reads to the end: the last rows, or all of them. Throws a Problem with every mistake found. */
  finish(): readonly Table[] {
    this.append(this.utf8.finish());
    this.window.isFinal = true;
    this.rows ??= this.begin();
    return [...this.rows.read(), this.rows.finish()];
  }

  private begin(): RowReader {
    const { ask, bytes, batch } = this.options;
    const telling = { mistakes: this.mistakes, notes: this.notes };
    const head = readHead(this.window, ask, telling);
    const columns = planColumns(head, ask, telling);
    this.window.at = head.start;
    const capacity = batch ?? roomFor(bytes, head);
    return new RowReader({
      ...telling,
      window: this.window,
      head,
      columns,
      ask,
      capacity,
      isBatch: batch !== undefined,
    });
  }

  private append(chunk: Uint8Array): void {
    const { window } = this;
    if (chunk.length === 0) return;
    if (window.at > 0) {
      window.bytes.copyWithin(0, window.at, window.have);
      window.have -= window.at;
      window.at = 0;
    }
    if (window.have + chunk.length > window.bytes.length) {
      const more = new Uint8Array(Math.max(2 * window.bytes.length, window.have + chunk.length));
      more.set(window.bytes.subarray(0, window.have));
      window.bytes = more;
    }
    window.bytes.set(chunk, window.have);
    const zero = chunk.indexOf(0);
    if (zero >= 0) this.refuseZero(window.have + zero);
    window.have += chunk.length;
  }

  private refuseZero(at: number): never {
    let line = this.rows?.line ?? 1;
    for (let before = 0; before < at; before++) if (this.window.bytes[before] === LF) line += 1;
    return this.mistakes.stop({
      line,
      detail: "The file holds a zero byte.",
      expected: "text",
      found: "a byte 0",
      todo: "Is this really a table? Save it as CSV UTF-8, or name its encoding with --encoding.",
    });
  }
}

/** Rows to make room for: what the first rows' length implies, a little more. */
function roomFor(bytes: number | undefined, { rowBytes }: Head): number {
  const likely = bytes === undefined ? 0 : Math.ceil((1.05 * bytes) / Math.max(2, rowBytes));
  return Math.max(1024, likely);
}
