import { isPlaceholder } from "../../contract/placeholder.ts";
import { type Cell, shown, utf8Text, windowsText } from "../cell.ts";
import { Dictionary } from "../dictionary.ts";
import { alikeIds, tidyText, wrongId } from "../ids.ts";
import type { Column } from "../table.ts";
import { type ColumnPlace, type ColumnReader, expectedOf, isMissing, refuseFile } from "./columnReader.ts";

const LONGEST_SAID = 30;

/** Ids and texts as numbers into a list of the different ones; each is judged once. */
export class TextColumn implements ColumnReader {
  private values: Int32Array;
  private readonly at: ColumnPlace;
  private readonly isId: boolean;
  private dictionary = new Dictionary();
  private readonly encoder = new TextEncoder();
  private texts: string[] = [];
  /** Places in `texts` by the dictionary's number; null while these are the same. */
  private places: number[] | null = null;
  private alike: (readonly [string, string])[] = [];

  constructor(at: ColumnPlace) {
    this.at = at;
    this.isId = at.asked.kind === "id";
    this.values = new Int32Array(at.capacity);
  }

  read(cell: Cell): void {
    if (isMissing(this.at, cell)) {
      this.values[cell.row] = -1;
      return;
    }
    const before = this.dictionary.size;
    const code = this.dictionary.code(cell.bytes, cell.from, cell.to);
    const place = code < before ? (this.places?.[code] ?? code) : this.judge(cell, code);
    this.values[cell.row] = place;
  }

  /** The place of a text met for the first time; −1 when there is nothing to see in it or it cannot be read. */
  private judge(cell: Cell, code: number): number {
    const raw = utf8Text(cell.bytes.subarray(cell.from, cell.to));
    if (raw === null) return this.placed(code, this.refuseBytes(cell));
    const text = tidyText(raw);
    const wrong = this.isId ? wrongId(text) : null;
    if (wrong !== null) refuseFile(this.at, cell, { ...wrong, todo: `${wrong.todo}${this.orMissing(text)}` });
    if (text === raw) return this.placed(code, this.texts.push(text) - 1);
    const bytes = this.encoder.encode(text);
    if (isMissing(this.at, { ...cell, bytes, from: 0, to: bytes.length })) return this.placed(code, -1);
    const before = this.dictionary.size;
    const same = this.dictionary.code(bytes, 0, bytes.length);
    const place = same < before ? (this.places?.[same] ?? same) : this.placed(same, this.texts.push(text) - 1);
    return this.placed(code, place);
  }

  /** An id that may be missing can be called so. */
  private orMissing(text: string): string {
    if (this.at.asked.empty === "refused" || !isPlaceholder(text) || text.length > LONGEST_SAID || text.includes("\n"))
      return "";
    return ` If it means that there is none, say --value "${this.at.name}:${text}="`;
  }

  private placed(code: number, place: number): number {
    if (this.places === null && code !== place) {
      const known = Math.min(code, this.texts.length);
      this.places = Array.from({ length: known }, (_, one) => one);
    }
    if (this.places !== null) this.places[code] = place;
    return place;
  }

  private refuseBytes(cell: Cell): number {
    const asWindows = shown(windowsText(cell.bytes.subarray(cell.from, cell.to)));
    refuseFile(this.at, cell, {
      detail: `The cell "${this.at.head}" is not UTF-8.`,
      expected: `${expectedOf(this.at)} in UTF-8`,
      found: this.at.asked.private ? "other bytes" : `"${asWindows}" if the file is windows-1252`,
      todo: "Save the file as CSV UTF-8, or name its encoding, such as --encoding windows-1252.",
    });
    return -1;
  }

  miss(row: number): void {
    this.values[row] = -1;
  }

  grow(rows: number): void {
    const before = this.values;
    this.values = new Int32Array(rows);
    this.values.set(before);
  }

  column(rows: number): Column {
    return { kind: this.isId ? "id" : "text", values: this.values.subarray(0, rows), texts: this.texts };
  }

  renew(texts: "shared" | "forgotten"): void {
    this.values = new Int32Array(this.values.length);
    if (texts === "shared") return;
    this.noteAlike();
    this.dictionary = new Dictionary();
    this.texts = [];
    this.places = null;
  }

  private noteAlike(): void {
    if (this.isId && this.at.asked.private === undefined && this.alike.length === 0)
      this.alike = [...alikeIds(this.texts)];
  }

  finish(): void {
    this.noteAlike();
    if (this.alike.length === 0) return;
    const told = this.alike.map(([one, other]) => `${one} and ${other}`).join("; ");
    this.at.shared.notes.push(`Ids of "${this.at.head}" that look alike were kept apart: ${told}.`);
  }
}
