import { type Cell, textOf } from "../cell.ts";
import { Dictionary } from "../dictionary.ts";
import { tidyText } from "../ids.ts";
import type { Column } from "../table.ts";
import type { ColumnPlace, ColumnReader } from "./columnReader.ts";

/** A column some of whose texts the caller gives another meaning; each different text is looked up once. */
export class SaidColumn implements ColumnReader {
  private readonly at: ColumnPlace;
  private readonly inner: ColumnReader;
  private readonly meanings: ReadonlyMap<string, string>;
  private readonly met = new Set<string>();
  private readonly dictionary = new Dictionary();
  private readonly encoder = new TextEncoder();
  private readonly replaced: (Uint8Array | null)[] = [];

  constructor(at: ColumnPlace, inner: ColumnReader, meanings: ReadonlyMap<string, string>) {
    this.at = at;
    this.inner = inner;
    this.meanings = meanings;
  }

  read(cell: Cell): void {
    const code = this.dictionary.code(cell.bytes, cell.from, cell.to);
    if (this.replaced[code] === undefined) this.replaced[code] = this.replacement(cell);
    const bytes = this.replaced[code];
    if (!bytes) this.inner.read(cell);
    else this.inner.read({ ...cell, bytes, from: 0, to: bytes.length });
  }

  private replacement(cell: Cell): Uint8Array | null {
    const text = tidyText(textOf(cell) ?? "");
    const meaning = this.meanings.get(text);
    if (meaning === undefined) return null;
    this.met.add(text);
    return this.encoder.encode(meaning);
  }

  miss(row: number): void {
    this.inner.miss(row);
  }

  grow(rows: number): void {
    this.inner.grow(rows);
  }

  column(rows: number): Column {
    return this.inner.column(rows);
  }

  renew(): void {
    this.inner.renew();
  }

  finish(): void {
    this.inner.finish();
    const never = [...this.meanings.keys()].filter((text) => !this.met.has(text));
    if (never.length === 0) return;
    const texts = never.map((text) => `"${text}"`).join(", ");
    this.at.shared.notes.push(`--value names ${texts}, which no cell of "${this.at.head}" holds.`);
  }
}
