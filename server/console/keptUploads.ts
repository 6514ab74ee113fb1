import { randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Problem } from "../../experiments/contract/problem.ts";
import { newScratch, type Scratch } from "../files/scratch.ts";
import { HEAD_BYTES, sealing, unsealing } from "../files/sealedFile.ts";
import type { ImportKind } from "../purchases/importReport.ts";
import { newSecret } from "../secrets.ts";

/** A file that was sent and waits for the next step of its import. */
export type KeptUpload = {
  readonly id: string;
  readonly study: string;
  /** The account that sent it; nobody else can use it. */
  readonly by: string;
  readonly name: string;
  readonly kind: ImportKind;
};

export type KeptUploads = {
  keep(path: string, upload: Omit<KeptUpload, "id">): Promise<KeptUpload>;
  /** Throws a Problem when it is not there any more, or another's. */
  find(id: string, whose: Pick<KeptUpload, "study" | "by">): KeptUpload;
  /** Does one piece of work on the file as it was sent. */
  use<T>(upload: KeptUpload, work: (path: string) => Promise<T>): Promise<T>;
  drop(upload: KeptUpload): Promise<void>;
  close(): void;
};

const KEPT_MS = 30 * 60 * 1000;
const MOST_KEPT = 20;

type Held = {
  readonly upload: KeptUpload;
  readonly path: string;
  readonly key: Buffer;
  readonly timer: NodeJS.Timeout;
};

/** Uploaded files between the steps of an import: for half an hour, encrypted under a key that is nowhere but in memory.
 *  The oldest goes when there are too many. */
export function keptUploads(parent: string): KeptUploads {
  const held = new Map<string, Held>();
  let scratch: Scratch | undefined;
  const folder = () => {
    scratch ??= newScratch(parent, "uploads");
    return scratch.folder;
  };
  const drop = async (id: string) => {
    const one = held.get(id);
    held.delete(id);
    if (!one) return;
    clearTimeout(one.timer);
    await rm(one.path, { force: true });
  };
  return {
    async keep(path, about) {
      const [oldest] = held.keys();
      if (oldest !== undefined && held.size >= MOST_KEPT) await drop(oldest);
      const upload = { id: newSecret(), ...about };
      const key = randomBytes(32);
      const sealed = join(folder(), upload.id);
      const out = createWriteStream(sealed, { mode: 0o600, flags: "wx" });
      await pipeline(createReadStream(path), sealing({ id: randomBytes(16), key }), out);
      const timer = setTimeout(() => void drop(upload.id), KEPT_MS).unref();
      held.set(upload.id, { upload, path: sealed, key, timer });
      return upload;
    },
    find(id, { study, by }) {
      const upload = held.get(id)?.upload;
      if (upload?.study === study && upload.by === by) return upload;
      const detail = "This file is not here any more: a file that was sent is kept for half an hour.";
      throw new Problem({ code: "route-not-found", detail, todo: "Send it again." });
    },
    use: async ({ id, name }, work) => {
      const one = held.get(id);
      if (!one) throw new RangeError("the file was found a moment ago");
      const place = await mkdtemp(join(folder(), "use-"));
      try {
        const path = join(place, `file-${basename(name).replaceAll(/[^\p{L}\p{N}._-]/gu, "_")}`);
        await unsealed(one, path);
        return await work(path);
      } finally {
        await rm(place, { recursive: true, force: true });
      }
    },
    drop: ({ id }) => drop(id),
    close() {
      for (const { timer } of held.values()) clearTimeout(timer);
      held.clear();
      scratch?.remove();
    },
  };
}

async function unsealed({ path, key }: Held, to: string): Promise<void> {
  const head = Buffer.alloc(HEAD_BYTES);
  const file = await open(path);
  await file.read(head, 0, HEAD_BYTES, 0).finally(() => file.close());
  const out = createWriteStream(to, { mode: 0o600, flags: "wx" });
  await pipeline(createReadStream(path, { start: HEAD_BYTES }), unsealing(head, key), out);
}
