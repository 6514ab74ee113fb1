import { Problem } from "../../experiments/contract/problem.ts";

/** One part of a form with a file: a field, or the file. Its bytes must be read before the next part is asked for. */
export type FormPart = {
  readonly name: string;
  /** Set for a file, even an empty one. */
  readonly fileName: string | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
};

/** What a form may have: parts, bytes of a part's own headers, and bytes in all. */
export type FormLimits = { readonly parts: number; readonly headerBytes: number; readonly bytes: number };

const END_OF_HEADERS = Buffer.from("\r\n\r\n");

/** The parts of a multipart/form-data body (RFC 7578) as they arrive, so that no file is ever held whole. Throws a Problem
 *  on anything that is none and on whatever is over a limit. */
export async function* formParts(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  limits: FormLimits,
): AsyncGenerator<FormPart> {
  const source = windowOn(body, limits.bytes);
  const mark = Buffer.from(`\r\n--${boundaryOf(contentType)}`);
  // The first boundary stands at the start, where nothing ends before it.
  source.held = Buffer.from("\r\n");
  await drained(source.until(mark));
  for (let parts = 0; ; parts += 1) {
    await source.atLeast(2);
    if (source.take(2).equals(Buffer.from("--"))) return;
    if (parts === limits.parts) throw unreadable(`The form has more than ${limits.parts} parts.`);
    // The line end that was just taken may be the first half of the empty line that ends no headers.
    source.held = Buffer.concat([Buffer.from("\r\n"), source.held]);
    const head: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of source.until(END_OF_HEADERS)) {
      length += chunk.length;
      if (length > limits.headerBytes) throw unreadable("A part of the form has headers that are too long.");
      head.push(chunk);
    }
    const bytes = source.until(mark);
    yield { ...namesIn(Buffer.concat(head).toString("utf8")), bytes };
    await drained(bytes);
  }
}

async function drained(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of bytes);
}

type Window = {
  held: Buffer;
  /** Yields everything before `mark`, and takes the mark too. */
  until(mark: Buffer): AsyncGenerator<Uint8Array>;
  atLeast(count: number): Promise<void>;
  take(count: number): Buffer;
};

function windowOn(body: AsyncIterable<Uint8Array>, most: number): Window {
  const chunks = body[Symbol.asyncIterator]();
  let size = 0;
  const more = async (): Promise<void> => {
    const next = await chunks.next();
    if (next.done) throw unreadable("The form ends before its last boundary.");
    size += next.value.length;
    if (size > most)
      throw new Problem({ code: "body-too-large", detail: "The form is too large.", todo: "Split the file." });
    window.held = Buffer.concat([window.held, next.value]);
  };
  const window: Window = {
    held: Buffer.alloc(0),
    async *until(mark) {
      for (;;) {
        const at = window.held.indexOf(mark);
        if (at >= 0) {
          const last = window.take(at);
          window.take(mark.length);
          if (last.length > 0) yield last;
          return;
        }
        // What may be the beginning of the mark stays.
        const safe = window.held.length - mark.length + 1;
        if (safe > 0) yield window.take(safe);
        await more();
      }
    },
    async atLeast(count) {
      while (window.held.length < count) await more();
    },
    take(count) {
      const taken = window.held.subarray(0, count);
      window.held = window.held.subarray(count);
      return taken;
    },
  };
  return window;
}

function boundaryOf(contentType: string): string {
  const [, quoted, plain] = /boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw unreadable("The form does not say where its parts end.");
  return boundary;
}

function namesIn(head: string): Pick<FormPart, "name" | "fileName"> {
  const line = head.split("\r\n").find((one) => /^content-disposition:\s*form-data/i.test(one)) ?? "";
  const partOf = (key: string) => new RegExp(`;\\s*${key}="([^"]*)"`, "i").exec(line)?.[1];
  return { name: partOf("name") ?? "", fileName: partOf("filename") };
}

function unreadable(detail: string): Problem {
  return new Problem({ code: "request-invalid", detail });
}
