import type { Ask } from "./ask.ts";
import { Utf8Chunks } from "./bytes.ts";
import { appendTo } from "./byteWindow.ts";
import { checkSaid } from "./checkSaid.ts";
import { planColumns } from "./columnPlan.ts";
import { type Head, readHead } from "./head.ts";
import { Mistakes } from "./mistakes.ts";
import { HEAD_BYTES } from "./readHeader.ts";
import type { Window } from "./recordScanner.ts";
import { RowReader } from "./rowReader.ts";
import type { Table } from "./table.ts";

const FIRST_BYTES = 1 << 16;

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
    appendTo(this.window, chunk, { mistakes: this.mistakes, line: this.rows?.line ?? 1 });
  }
}

/** Rows to make room for: what the first rows' length implies, a little more. */
function roomFor(bytes: number | undefined, { rowBytes }: Head): number {
  const likely = bytes === undefined ? 0 : Math.ceil((1.05 * bytes) / Math.max(2, rowBytes));
  return Math.max(1024, likely);
}
