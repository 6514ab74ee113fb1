import { inflateRawSync } from "node:zlib";

export type UnzipLimits = {
  /** Of all files, wanted or not. */
  readonly files: number;
  /** Of the wanted files together, unpacked. */
  readonly bytes: number;
};

export type Unzipped =
  | { readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly fault: "too large" | "damaged" };

/** The wanted files of a ZIP archive by their paths. What the archive says of its sizes is not believed: nothing is unpacked
 *  beyond the limits, so that a small file cannot cost minutes. Archives with a password are damaged. */
export function unzipped(given: Uint8Array, wants: (path: string) => boolean, limits: UnzipLimits): Unzipped {
  const archive = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const files = new Map<string, Uint8Array>();
  let left = limits.bytes;
  try {
    const entries = entriesOf(archive);
    if (entries.length > limits.files) return { fault: "too large" };
    for (const entry of entries.filter(({ path }) => wants(path))) {
      if (entry.size > left) return { fault: "too large" };
      const content = contentOf(archive, entry);
      left -= content.length;
      files.set(entry.path, content);
    }
    return { files };
  } catch {
    return { fault: "damaged" };
  }
}

/** A file as the archive's directory describes it. */
type Entry = {
  readonly path: string;
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
};

const END = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const FILE = 0x04034b50;
const FILE_BYTES = 30;

/** The directory at an archive's end (APPNOTE 4.3.12 to 4.3.16). Throws when there is none, or it is cut off. */
function entriesOf(archive: Buffer): readonly Entry[] {
  const end = endOf(archive);
  const count = archive.readUInt16LE(end + 10);
  const entries: Entry[] = [];
  for (let at = archive.readUInt32LE(end + 16); entries.length < count; ) {
    if (archive.readUInt32LE(at) !== ENTRY) throw damaged();
    const lengths = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const [name = 0, extra = 0, comment = 0] = lengths;
    entries.push(entryAt(archive, at, { name, extra }));
    at += ENTRY_BYTES + name + extra + comment;
  }
  return entries;
}

function endOf(archive: Buffer): number {
  const first = Math.max(archive.length - END_BYTES - LONGEST_COMMENT, 0);
  for (let at = archive.length - END_BYTES; at >= first; at -= 1) {
    if (archive.readUInt32LE(at) === END) return at;
  }
  throw damaged();
}

const UTF8 = 0x800;

function entryAt(
  archive: Buffer,
  at: number,
  { name, extra }: { readonly name: number; readonly extra: number },
): Entry {
  const flags = archive.readUInt16LE(at + 8);
  const path = archive.toString(flags & UTF8 ? "utf8" : "latin1", at + ENTRY_BYTES, at + ENTRY_BYTES + name);
  const from = at + ENTRY_BYTES + name;
  const wide = wideNumbers(archive.subarray(from, from + extra));
  const number = (offset: number) => {
    const written = archive.readUInt32LE(at + offset);
    return written === 0xffffffff ? Number(wide.next().value ?? written) : written;
  };
  // In this order where they stand in the wide field (APPNOTE 4.5.3).
  const [size, packed, start] = [number(24), number(20), number(42)];
  return { path, flags, method: archive.readUInt16LE(at + 10), packed, size, at: start };
}

const WIDE_FIELD = 1;

/** Numbers of eight bytes, of an archive written for files over 4 GB. */
function* wideNumbers(extra: Buffer): Generator<bigint> {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== WIDE_FIELD) continue;
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    for (let place = 0; place + 8 <= field.length; place += 8) yield field.readBigUInt64LE(place);
  }
}

const [STORED, DEFLATED] = [0, 8];
const ENCRYPTED = 1;

/** A file's bytes. Throws when they are not what the directory says. */
function contentOf(archive: Buffer, { flags, method, packed, size, at }: Entry): Uint8Array {
  if (archive.readUInt32LE(at) !== FILE || flags & ENCRYPTED) throw damaged();
  const from = at + FILE_BYTES + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28);
  const bytes = archive.subarray(from, from + packed);
  if (bytes.length !== packed || (method !== STORED && method !== DEFLATED)) throw damaged();
  // Stops at the first byte over what was announced.
  const content = method === STORED ? bytes : inflateRawSync(bytes, { maxOutputLength: Math.max(size, 1) });
  if (content.length !== size) throw damaged();
  return content;
}

function damaged(): RangeError {
  return new RangeError("the archive is damaged");
}
