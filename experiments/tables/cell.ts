/** Where the cell being read lies. A table has one such object and moves it: no cell makes an object. */
export type Cell = {
  bytes: Uint8Array;
  from: number;
  /** Behind its last byte. */
  to: number;
  row: number;
  line: number;
};

const LONGEST_SHOWN = 60;
const windows1252 = new TextDecoder("windows-1252");
// The mark at the beginning of a file is taken off before; in a cell it is a letter as any other.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The cell as text; null when its bytes are not UTF-8. */
export function textOf({ bytes, from, to }: Cell): string | null {
  return utf8Text(bytes.subarray(from, to));
}

/** Bytes as text; null when they are not UTF-8. */
export function utf8Text(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** What windows-1252 makes of the bytes. */
export function windowsText(bytes: Uint8Array): string {
  return windows1252.decode(bytes, { stream: true });
}

/** The cell as a message shows it. */
export function shownCell({ bytes, from, to }: Cell): string {
  const all = bytes.subarray(from, to);
  return shown(utf8Text(all) ?? windowsText(all));
}

export function shown(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
