import { setTimeout } from "node:timers/promises";
import { Problem } from "../../../experiments/contract/problem.ts";
import { type FreeBytes, refuseWithoutRoom } from "../../files/freeSpace.ts";
import { type CommitFeed, type CommitWatcher, commitFeed } from "./commitFeed.ts";
import type { Pages } from "./committedPages.ts";
import { claimCopyFolder, markerIn, writeNote } from "./copyFolder.ts";
import { type Acknowledge, type CopyState, copyState, refused, type StateChange } from "./copyState.ts";
import type { Part } from "./cuts.ts";
import { draftGeneration, type Generation, publish } from "./generation.ts";
import { newPending, type Pending } from "./pending.ts";

export type CopyOptions = {
  /** A folder on another disk. */
  readonly folder: string;
  /** Whether a reply waits until what it says is in the copy too. */
  readonly acknowledge: Acknowledge;
  /** How long after an erasure the copy is made anew without it. */
  readonly renewAfterMs?: number;
};

export type CopyContext = CopyOptions & {
  readonly data: string;
  readonly now: () => Date;
  readonly free?: FreeBytes;
  readonly onTrouble: (error: unknown) => void;
};

// Other processes' commits are seen when we look; our own at once.
const LOOK_MS = 200;
const RETRY_MS = 1000;
const RENEW_AFTER_MS = 20_000;
const LAST_MS = 5000;
const MOST_WAITING_BYTES = 128 * 1024 * 1024;
// The cuts grow to this, or to twice the databases, before the copy is made anew.
const LEAST_CUT_BYTES = 64 * 1024 * 1024;

type Growing = { readonly generation: Generation; readonly pending: Pending };

/** Keeps a copy of both databases of a data folder in another folder while a server runs: their files as they are, and
 *  after that every change as soon as it is committed. An erasure makes the copy anew, and so does anything after which it
 *  might lack a change. */
export class KeptCopy {
  readonly #context: CopyContext;
  readonly #state: CopyState;
  readonly #feed: CommitFeed;
  readonly #id: string;
  readonly #ending = new AbortController();
  #growing: Growing | undefined;
  /** What is committed while a generation is drafted. */
  #draft: Pending | undefined;
  /** When a new generation is due: because it must be, or in case the one that grows cannot be written. */
  readonly #due: { renewal: number | null; repair: number | null } = { renewal: null, repair: null };
  #renewing: Promise<void> | undefined;
  #appending: Promise<void> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  /** Throws a Problem when the folder cannot be this store's. */
  constructor(context: CopyContext) {
    this.#context = context;
    this.#id = claimCopyFolder(context.folder, context.data, context.now()).id;
    this.#state = copyState(context.acknowledge, (change) => this.#tell(change));
    this.#feed = commitFeed((pages) => this.#captured(pages));
  }

  watcher(part: Part): CommitWatcher {
    return this.#feed.watcher(part, {
      settled: () => this.#state.settled(),
      scrubbed: () => this.#renewIn(this.#context.renewAfterMs ?? RENEW_AFTER_MS, "renewal"),
      before: () => {
        if (this.#state.refusal() !== null) throw refused();
      },
    });
  }

  /** Once both databases are open. Resolves when the copy is whole, where replies wait for it. */
  async begin(): Promise<void> {
    if (this.#context.acknowledge === "after copy") await this.#renew().catch(refuseToBegin(this.#context.folder));
    else this.#renewIn(0, "renewal");
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    this.#timer.unref();
    this.#look();
  }

  /** Why nothing can be acknowledged; null when it can. */
  refusal(): string | null {
    return this.#state.refusal();
  }

  /** Seconds since the oldest commit that is not in the copy; 0 when there is none. */
  secondsBehind(): number {
    return this.#state.secondsBehind();
  }

  /** Brings the copy up to date, if it can be, and ends. */
  async finish(): Promise<void> {
    clearInterval(this.#timer);
    this.#feed.look();
    this.#ending.abort();
    const ended = async () => {
      await this.#renewing;
      await this.#appending;
      await this.#alone(() => this.#appendAll()).catch((error: unknown) => this.#state.failed("append", error));
      await this.#growing?.generation.close();
    };
    // A folder on a network may never answer.
    await Promise.race([ended(), setTimeout(LAST_MS, undefined, { ref: false })]);
  }

  /** Once the databases are closed. */
  release(): void {
    this.#feed.release();
  }

  #look(): void {
    this.#feed.look();
    const isDue = Object.values(this.#due).some((at) => at !== null && performance.now() >= at);
    if (isDue && this.#renewing === undefined) {
      this.#renewing = this.#renew()
        .catch((error: unknown) => this.#retryRenewal(error))
        .finally(() => {
          this.#renewing = undefined;
        });
    }
    this.#append();
  }

  #captured(pages: ReadonlyMap<Part, Pages> | null): void {
    this.#state.captured();
    if (pages === null) this.#giveUp();
    else for (const pending of [this.#growing?.pending, this.#draft]) pending?.add(pages);
    if ((this.#growing?.pending.bytes ?? 0) > MOST_WAITING_BYTES) this.#giveUp();
    this.#append();
  }

  /** What the copy has is kept; whatever comes now needs a new one. */
  #giveUp(): void {
    const generation = this.#growing?.generation;
    this.#growing = undefined;
    this.#draft = undefined;
    this.#renewIn(0, "renewal");
    void this.#alone(async () => await generation?.close()).catch(this.#context.onTrouble);
  }

  #renewIn(ms: number, why: "renewal" | "repair"): void {
    this.#due[why] = Math.min(this.#due[why] ?? Number.POSITIVE_INFINITY, performance.now() + ms);
  }

  #retryRenewal(error: unknown): void {
    this.#draft = undefined;
    if (this.#ending.signal.aborted) return;
    this.#renewIn(RETRY_MS, "renewal");
    this.#state.failed(this.#growing ? "renew" : "append", error);
  }

  /** Makes a new generation beside the one that grows, and then goes on with it alone. */
  async #renew(): Promise<void> {
    const { folder, now, free } = this.#context;
    this.#due.renewal = null;
    if (markerIn(folder)?.id !== this.#id) throw new Error("the folder of the copy is gone, or another's");
    const pending = newPending();
    pending.add(this.#feed.all());
    this.#draft = pending;
    const files = this.#feed.files();
    refuseWithoutRoom("a copy", { folder, bytes: this.#feed.bytes(), ...(free ? { free } : {}) });
    const generation = await draftGeneration(folder, { files, madeAt: now(), signal: this.#ending.signal });
    try {
      await this.#alone(() => this.#goOnWith({ generation, pending }));
    } catch (error) {
      await generation.close();
      throw error;
    }
  }

  async #goOnWith(next: Growing): Promise<void> {
    const upTo = await this.#write(next);
    if (this.#draft !== next.pending) throw new Error("commits may have been missed while the copy was made");
    await publish(this.#context.folder, next.generation);
    this.#state.copied(upTo, "anew");
    this.#due.repair = null;
    await this.#growing?.generation.close();
    const isWhole = this.#draft === next.pending;
    this.#draft = undefined;
    this.#growing = isWhole ? next : undefined;
    if (!isWhole) await next.generation.close();
  }

  #append(): void {
    if (this.#appending !== undefined || this.#growing === undefined) return;
    this.#appending = this.#alone(() => this.#appendAll())
      .catch(async (error: unknown) => {
        this.#state.failed("append", error);
        this.#renewIn(RETRY_MS, "repair");
        await setTimeout(RETRY_MS, undefined, { signal: this.#ending.signal, ref: false }).catch(() => undefined);
      })
      .finally(() => {
        this.#appending = undefined;
      });
  }

  async #appendAll(): Promise<void> {
    while (this.#growing && this.#growing.pending.bytes > 0) {
      this.#state.copied(await this.#write(this.#growing), "too");
      this.#due.repair = null;
    }
    const { base = 0, cuts = 0 } = this.#growing?.generation.bytes ?? {};
    if (cuts > Math.max(LEAST_CUT_BYTES, 2 * base)) this.#renewIn(0, "renewal");
  }

  /** Returns the newest commit that is then on the disk. */
  async #write({ generation, pending }: Growing): Promise<number> {
    const upTo = this.#state.newest;
    const cut = pending.cut(this.#context.now());
    await generation.append(cut);
    pending.done(cut);
    return upTo;
  }

  /** One after the other, so that no generation is closed while it is written. */
  #alone(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #tell({ state, error }: StateChange): void {
    const { data, folder, now, onTrouble } = this.#context;
    if (error !== undefined) onTrouble(error);
    const detail = error === undefined ? null : String(error);
    const since = now().toISOString();
    try {
      writeNote(data, { format: "saydo-copy", id: this.#id, folder, state, since, detail });
    } catch (failure) {
      // The store itself says so when its disk is full.
      onTrouble(failure);
    }
  }
}

function refuseToBegin(file: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof Problem) throw error;
    throw new Problem({ code: "store-unavailable", detail: `The copy cannot be made: ${String(error)}.`, file });
  };
}
