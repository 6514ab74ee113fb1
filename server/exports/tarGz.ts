import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";

const BLOCK = 512;

/** A folder as a gzipped tar archive (POSIX ustar), streamed; `onEnd` is called when it has been read or given up. An
 *  archive that was cut off does not unpack. */
export function tarGz(folder: string, onEnd: () => Promise<void>): AsyncIterable<Uint8Array> {
  const packed = Readable.from(entries(folder)).pipe(createGzip());
  return (async function* () {
    try {
      for await (const chunk of packed) yield chunk as Buffer;
    } finally {
      packed.destroy();
      await onEnd();
    }
  })();
}

async function* entries(folder: string): AsyncGenerator<Buffer> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) {
    const { size, mtime } = await stat(path);
    yield header(relative(folder, path), size, mtime);
    for await (const chunk of createReadStream(path)) yield chunk as Buffer;
    yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
  }
  yield Buffer.alloc(2 * BLOCK);
}

function header(name: string, size: number, modified: Date): Buffer {
  const block = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(name) > 100) throw new RangeError(`an exported file's name has at most 100 bytes: ${name}`);
  const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, "0");
  block.write(name, 0);
  block.write(octal(0o600, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(Math.floor(modified.getTime() / 1000), 12), 136);
  block.write("        ", 148);
  block.write("0", 156);
  block.write("ustar\u000000", 257, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 7)}\0 `, 148);
  return block;
}
