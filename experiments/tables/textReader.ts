import type { Ask } from "./ask.ts";
import { Utf8Chunks } from "./bytes.ts";
import { appendTo } from "./byteWindow.ts";
import { checkSaid } from "./checkSaid.ts";
import { planColumns } from "./columnPlan.ts";
import { type Head, readHead } from "./head.ts";
import { Mistakes } from "./mistakes.ts";
import { HEAD_BYTES } from "./readHeader.ts";
import { LONGEST_ROW, RecordScanner, type Window } from "./recordScanner.ts";
import { brokenQuotes, tooLong } from "./rowMistakes.ts";
import { RowReader } from "./rowReader.ts";
import type { Table } from "./table.ts";

/** One of those who read a text at the same time. */
export type Asker = {
  readonly ask: Ask;
  /** Rows of a batch; absent = the whole table at the end. */
  readonly batch?: number | undefined;
  /** Takes the table, or one batch after the other; nothing is final before the reading ends without a Problem. */
  take(table: Table): void;
};

type Text = {
  readonly file: string;
  /** Size of the file, where known. */
  readonly bytes?: number | undefined;
};
type Reader = Asker & { readonly mistakes: Mistakes };
type Rows = { readonly reader: RowReader; readonly take: Asker["take"] };

const FIRST_BYTES = 1 << 16;

/** Reads a text from chunks of bytes as they come, once for all who ask: it has one encoding, one separator and one header,
 *  and each of its records is found once. Throws a Problem as soon as reading on makes no sense; collects the mistakes of
 *  cells and rows until the end. */
export class TextReader {
  private readonly text: Text;
  private readonly askers: readonly Reader[];
  private readonly mistakes: Mistakes;
  /** What concerns the text, for everybody. */
  private readonly notes: string[] = [];
  private readonly utf8: Utf8Chunks;
  private readonly window: Window = { bytes: new Uint8Array(FIRST_BYTES), at: 0, have: 0, isFinal: false };
  private scanner: RecordScanner | null = null;
  private rows: readonly Rows[] = [];
  /** Where the next record begins. */
  private line = 1;

  constructor(text: Text, askers: readonly Asker[]) {
    this.text = text;
    this.askers = askers.map((asker) => ({ ...asker, mistakes: new Mistakes(text.file) }));
    const [first] = this.askers;
    if (first === undefined) throw new RangeError("nobody asks for anything");
    for (const { ask, batch, mistakes } of this.askers) {
      if (batch !== undefined && ask.unique) throw new RangeError("batches cannot be checked for repeated rows");
      if (!saysTheSame(ask, first.ask)) throw new RangeError("two askers say different things of one text");
      checkSaid(ask, mistakes);
    }
    this.mistakes = first.mistakes;
    this.utf8 = new Utf8Chunks({ said: first.ask.said?.encoding, mistakes: this.mistakes, notes: this.notes });
  }

  /** Reads one more chunk; batches that became full are taken. */
  push(chunk: Uint8Array): void {
    this.append(this.utf8.push(chunk));
    if (this.scanner !== null || this.window.have >= HEAD_BYTES) this.read();
  }

  /** Reads to the end: the last rows, or all of them, are taken. Throws a Problem with every mistake found. */
  finish(): void {
    this.append(this.utf8.finish());
    this.window.isFinal = true;
    this.read();
    for (const { reader, take } of this.rows) take(reader.finish());
  }

  private read(): void {
    const { window, mistakes } = this;
    this.scanner ??= this.begin();
    while (window.at < window.have) {
      const state = this.scanner.scan(window);
      if (state === "broken") mistakes.stop(brokenQuotes(this.scanner, window, this.line));
      if (state === "more") {
        if (window.have - window.at > LONGEST_ROW) mistakes.stop(tooLong(this.line));
        break;
      }
      for (const { reader, take } of this.rows) {
        const full = reader.read(this.line);
        if (full !== null) take(full);
      }
      this.line += this.scanner.lines;
      window.at = this.scanner.end;
    }
  }

  private begin(): RecordScanner {
    const { window, mistakes, notes } = this;
    const columns = Object.assign({}, ...this.askers.map(({ ask }) => ask.columns));
    const head = readHead(window, { columns, said: this.askers[0]?.ask.said ?? {} }, { mistakes, notes });
    const scanner = new RecordScanner(head.delimiter, new Uint8Array(head.names.length));
    this.rows = this.askers.map((asker) => ({ reader: this.rowReader(asker, head, scanner), take: asker.take }));
    window.at = head.start;
    this.line = head.startLine;
    return scanner;
  }

  private rowReader({ ask, batch, mistakes }: Reader, head: Head, scanner: RecordScanner): RowReader {
    const telling = { mistakes, notes: [...this.notes] };
    const columns = planColumns(head, ask, telling);
    const capacity = batch ?? roomFor(this.text.bytes, head);
    const { window } = this;
    return new RowReader({ ...telling, window, scanner, head, columns, ask, capacity, isBatch: batch !== undefined });
  }

  private append(chunk: Uint8Array): void {
    appendTo(this.window, chunk, { mistakes: this.mistakes, line: this.line });
  }
}

/** Whether two who ask agree on how the text is to be taken apart. */
function saysTheSame({ said: one = {} }: Ask, { said: other = {} }: Ask): boolean {
  return one.encoding === other.encoding && one.delimiter === other.delimiter && one.recipe === other.recipe;
}

/** Rows to make room for: what the first rows' length implies, a little more. */
function roomFor(bytes: number | undefined, { rowBytes }: Head): number {
  const likely = bytes === undefined ? 0 : Math.ceil((1.05 * bytes) / Math.max(2, rowBytes));
  return Math.max(1024, likely);
}
