import type { SavValue } from "./savVariables.ts";

/** How the rows of an SPSS file are written, as its description says. */
export type SavLayout = {
  /** Of compressed rows; null where they are not. */
  readonly compression: { readonly bias: number } | null;
  /** Each variable: a number, or a text in segments of so many times eight bytes. */
  readonly variables: readonly (
    | { readonly kind: "number" }
    | { readonly kind: "text"; readonly segments: readonly number[] }
  )[];
};

const UNIT = 8;
/** A longer text is cut in segments of so many bytes, each padded to whole units. */
const SEGMENT = 255;
const PADDING = 0;
const END = 252;
const PLAIN = 253;
const SPACES = 254;
const utf8 = new TextDecoder();

/** The rows of an SPSS file from the first byte behind its description. sav-reader waits for each cell and decodes a text
 *  eight bytes at a time, which halves letters; the form is that of PSPP's documentation, appendix B. Each call of `next`
 *  gives the values of one row; null when the bytes are over. */
export class SavRows {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly layout: SavLayout;
  private at: number;
  /** Where the commands of compressed units lie, and which is next. */
  private commands = 0;
  private command = UNIT;
  private readonly text: Uint8Array;

  constructor(bytes: Uint8Array, from: number, layout: SavLayout) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.layout = layout;
    this.at = from;
    const units = layout.variables.map((one) =>
      one.kind === "text" ? one.segments.reduce((sum, n) => sum + n, 0) : 0,
    );
    this.text = new Uint8Array(UNIT * Math.max(1, ...units));
  }

  next(): readonly SavValue[] | null {
    const values: SavValue[] = [];
    for (const variable of this.layout.variables) {
      const value = variable.kind === "number" ? this.number() : this.textOf(variable.segments);
      if (value === undefined) return null;
      values.push(value);
    }
    return values;
  }

  /** A number, null when it is missing; nothing at the end. */
  private number(): SavValue | undefined {
    const { compression } = this.layout;
    const code = compression === null ? PLAIN : this.code();
    if (code === undefined || code === END) return undefined;
    if (code === PLAIN) return this.plain();
    return code > END ? null : code - (compression?.bias ?? 0);
  }

  private plain(): number | undefined {
    if (this.at + UNIT > this.bytes.length) return undefined;
    this.at += UNIT;
    return this.view.getFloat64(this.at - UNIT, true);
  }

  private textOf(segments: readonly number[]): string | undefined {
    let length = 0;
    for (const units of segments) {
      const end = length + SEGMENT;
      for (let unit = 0; unit < units; unit++) {
        if (!this.copyUnit(length + UNIT * unit)) return undefined;
      }
      length = Math.min(length + UNIT * units, end);
    }
    while (length > 0 && this.text[length - 1] === 32) length -= 1;
    return utf8.decode(this.text.subarray(0, length));
  }

  private copyUnit(to: number): boolean {
    const code = this.layout.compression === null ? PLAIN : this.code();
    if (code === PLAIN && this.at + UNIT <= this.bytes.length) {
      this.text.set(this.bytes.subarray(this.at, this.at + UNIT), to);
      this.at += UNIT;
      return true;
    }
    if (code === SPACES) this.text.fill(32, to, to + UNIT);
    return code === SPACES;
  }

  /** The next command but paddings; nothing at the end of the bytes. */
  private code(): number | undefined {
    for (;;) {
      if (this.command === UNIT) {
        if (this.at + UNIT > this.bytes.length) return undefined;
        this.commands = this.at;
        this.at += UNIT;
        this.command = 0;
      }
      const code = this.bytes[this.commands + this.command++];
      if (code !== PADDING) return code;
    }
  }
}
