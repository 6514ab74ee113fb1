import { type Cell, textOf } from "../cell.ts";
import { Dictionary } from "../dictionary.ts";
import { tidyText } from "../ids.ts";
import type { AppliedCase } from "../recipes/appliedRecipe.ts";
import type { Column } from "../table.ts";
import type { ColumnPlace, ColumnReader } from "./columnReader.ts";

/** What texts of a column mean. */
export type Meanings = {
  /** By the caller. */
  readonly said: ReadonlyMap<string, string>;
  /** By the recipe of the platform: the first pattern found in a text says its level; without patterns a text is itself. */
  readonly cases: readonly AppliedCase[];
  /** Texts that mean a missing value there. */
  readonly missing: ReadonlySet<string>;
};

type Unknown = { count: number; readonly line: number };
const LEVELS_SHOWN = 12;

/** A column some of whose texts have another meaning, by the caller's word or by the platform's; each different text is
 *  looked up once. A text that no case of the platform's knows is refused, with all such texts and how often they came. */
export class SaidColumn implements ColumnReader {
  private readonly at: ColumnPlace;
  private readonly inner: ColumnReader;
  private readonly meanings: Meanings;
  private readonly unknown = new Map<string, Unknown>();
  private unknownOf: (Unknown | undefined)[] = [];
  private readonly met = new Set<string>();
  private readonly found = new Set<AppliedCase>();
  private dictionary = new Dictionary();
  private readonly encoder = new TextEncoder();
  private replaced: (Uint8Array | null)[] = [];

  constructor(at: ColumnPlace, inner: ColumnReader, meanings: Meanings) {
    this.at = at;
    this.inner = inner;
    this.meanings = meanings;
  }

  read(cell: Cell): void {
    const code = this.dictionary.code(cell.bytes, cell.from, cell.to);
    if (this.replaced[code] === undefined) this.replaced[code] = this.replacement(cell, code);
    const bytes = this.replaced[code];
    const unknown = this.unknownOf[code];
    if (unknown !== undefined) {
      unknown.count += 1;
      this.inner.miss(cell.row);
    } else if (!bytes) this.inner.read(cell);
    else this.inner.read({ ...cell, bytes, from: 0, to: bytes.length });
  }

  private replacement(cell: Cell, code: number): Uint8Array | null {
    const { said, cases, missing } = this.meanings;
    const text = tidyText(textOf(cell) ?? "");
    const meaning = said.get(text);
    if (meaning !== undefined) {
      this.met.add(text);
      return this.encoder.encode(meaning);
    }
    if (missing.has(text)) return this.encoder.encode("");
    if (cases.length === 0) return null;
    const known = cases.find(({ pattern }) => pattern.test(text));
    if (known !== undefined) {
      this.found.add(known);
      return this.encoder.encode(known.level);
    }
    const unknown = this.unknown.get(text) ?? { count: 0, line: cell.line };
    this.unknown.set(text, unknown);
    this.unknownOf[code] = unknown;
    return null;
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

  renew(texts: "shared" | "forgotten"): void {
    this.dictionary = new Dictionary();
    this.replaced = [];
    this.unknownOf = [];
    this.inner.renew(texts);
  }

  finish(): void {
    this.inner.finish();
    this.refuseUnknown();
    this.refuseGiven();
    const never = [...this.meanings.said.keys()].filter((text) => !this.met.has(text));
    if (never.length === 0) return;
    const texts = never.map((text) => `"${text}"`).join(", ");
    this.at.shared.notes.push(`--value names ${texts}, which no cell of "${this.at.head}" holds.`);
  }

  /** What the caller gave is in the file, or it was mistyped. */
  private refuseGiven(): void {
    const { name, head, place, shared } = this.at;
    for (const { given, level } of this.meanings.cases.filter((one) => one.given.length > 0 && !this.found.has(one))) {
      shared.mistakes.add({
        column: place + 1,
        path: head,
        detail: `No text of "${head}" means ${level} with --given ${given.join(" ")}.`,
        expected: `a text with what was given, for ${name}`,
        found: "none",
        todo: "Correct --given: saydo recognise FILE lists the file's texts.",
      });
    }
  }

  private refuseUnknown(): void {
    const [first] = this.unknown;
    if (first === undefined) return;
    const { name, head, place, shared } = this.at;
    const [text, { line }] = first;
    const shownTexts = [...this.unknown].slice(0, LEVELS_SHOWN).map(([one, { count }]) => `"${one}" (${count} times)`);
    const levels = [...new Set(this.meanings.cases.map(({ level }) => level))].map((level) => level || "(missing)");
    shared.mistakes.add({
      line,
      column: place + 1,
      path: head,
      detail: `The recipe does not know every text of "${head}" as ${name}.`,
      expected: `texts that mean ${levels.join(", ")}`,
      found: `${shownTexts.join(", ")}${this.unknown.size > LEVELS_SHOWN ? " …" : ""}`,
      todo: `Say what they mean, such as --value "${name}:${text}=${levels[0]}"; an empty meaning is a missing value.`,
    });
  }
}
