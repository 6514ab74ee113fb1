import { bytesPerRequest, trialsPerRequest } from "../../contract/requestLimits.ts";
import type { TrialEnvelope, TrialsStored } from "../../contract/trial.ts";
import type { Reply } from "../session/participantApi.ts";
import { type Pause, retryDelayMs } from "../session/retry.ts";
import { nextBatch } from "./batch.ts";
import { KeptTrials } from "./keptTrials.ts";
import { lostTrial, unsendableAt } from "./lostTrial.ts";
import type { OutboxParts, OutboxState } from "./outboxParts.ts";

/** A browser gives all requests that outlive a page 64 KiB together; some of it is left to headers. */
const KEEPALIVE_BYTES = 60_000;
/** After these nothing of the session is taken any more; other refusals concern a request, not the session. */
const finalCodes: ReadonlySet<string> = new Set([
  "withdrawn",
  "token-invalid",
  "session-not-found",
  "session-finished",
  "consent-required",
  "consent-declined",
]);

/** Carries finished trials to the server: numbers them, keeps each one on the device before it is sent, sends them in
 *  order and in small batches, and tries for ever. Trials leave the device only when the server says `created` or
 *  `same`; what it will never take moves to quarantine. */
export class Outbox implements OutboxState {
  readonly #parts: OutboxParts;
  readonly #kept: KeptTrials;
  #nextSeq: number;
  #saving: Promise<void> = Promise.resolve();
  #unsaved = 0;
  #mostTrials = trialsPerRequest;
  #failures = 0;
  #pause: Pause | null = null;
  #state: "open" | "refused" | "closed" = "open";
  #wake: () => void = () => undefined;
  #drainers: readonly (() => void)[] = [];

  private constructor(parts: OutboxParts, kept: KeptTrials) {
    this.#parts = parts;
    this.#kept = kept;
    this.#nextSeq = Math.max(parts.nextSeq, (kept.pending.at(-1)?.seq ?? -1) + 1);
  }

  /** Takes up what an earlier page left behind and starts to send. */
  static async open(parts: OutboxParts): Promise<Outbox> {
    const outbox = new Outbox(parts, await KeptTrials.load(parts));
    void outbox.#run();
    return outbox;
  }

  get unsent(): number {
    return this.#kept.pending.length + this.#unsaved;
  }

  /** What the server does not have yet, in the order it was finished. */
  get pending(): readonly TrialEnvelope[] {
    return this.#kept.pending;
  }

  /** Numbers given so far; what `finish` declares. */
  get trialCount(): number {
    return this.#nextSeq;
  }

  get isDurable(): boolean {
    return this.#kept.isDurable;
  }

  get isAway(): boolean {
    return this.#failures > 0;
  }

  /** Takes one finished trial; resolves when it is kept. Throws RangeError when it has a number JSON cannot carry. */
  add(body: TrialEnvelope["body"]): Promise<void> {
    const wrong = unsendableAt(body);
    if (wrong !== undefined) throw new RangeError(`a trial's numbers must be finite; "${wrong}" is not`);
    const trial = { seq: this.#nextSeq, id: this.#parts.newId(), body: structuredClone(body) };
    this.#nextSeq += 1;
    return this.#take(trial);
  }

  /** Answers for those of `seqs` that nobody has any more, so that the session can be finished with its gaps in the
   *  open. */
  async declareLost(seqs: readonly number[]): Promise<void> {
    const known = new Set(this.#kept.pending.map(({ seq }) => seq));
    for (const seq of seqs.filter((one) => !known.has(one))) {
      await this.#take(lostTrial(seq, this.#parts.newId(), "notKept"));
    }
  }

  /** Resolves when every trial taken so far is with the server; never, when the session is refused. */
  drained(): Promise<void> {
    if (this.unsent === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#drainers = [...this.#drainers, resolve];
    });
  }

  /** Ends a pause between tries, as when the connection is back. */
  hurry(): void {
    this.#pause?.wake();
  }

  /** Hands over what a page that is going away may still send; a hint only, the next page sends it all again. */
  async handOver(): Promise<void> {
    if (this.#kept.pending.length === 0 || this.#state !== "open") return;
    const batch = nextBatch(this.#kept.pending, { trials: trialsPerRequest, bytes: KEEPALIVE_BYTES });
    const reply = await this.#parts.send(batch, "keepalive");
    if (reply.kind === "done") await this.#settle(reply.body, batch);
  }

  /** Stops sending; what is pending stays on the device. */
  close(): void {
    this.#state = "closed";
    this.#pause?.wake();
    this.#wake();
  }

  #take(trial: TrialEnvelope): Promise<void> {
    this.#unsaved += 1;
    this.#changed();
    // One after another, so that trials are pending in the order they were finished.
    this.#saving = this.#saving.then(async () => {
      await this.#kept.add(trial);
      this.#unsaved -= 1;
      this.#changed();
      this.#wake();
    });
    return this.#saving;
  }

  async #run(): Promise<void> {
    while (this.#state === "open") {
      const batch = nextBatch(this.#kept.pending, { trials: this.#mostTrials, bytes: bytesPerRequest });
      if (batch.length === 0) await this.#somethingToSend();
      else await this.#handle(await this.#parts.send(batch, "page"), batch);
    }
  }

  #somethingToSend(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  async #handle(reply: Reply<TrialsStored>, batch: readonly TrialEnvelope[]): Promise<void> {
    if (reply.kind === "done") {
      const settled = await this.#settle(reply.body, batch);
      return settled > 0 ? this.#reached() : this.#pauseBeforeRetry(null);
    }
    if (reply.kind === "away") return this.#pauseBeforeRetry(reply.retryAfterMs);
    if (reply.kind === "refused" && finalCodes.has(reply.code)) return this.#refuse(reply.code);
    // Too large, or not understood as a whole: halves find the trial that is to blame.
    if (batch.length > 1) this.#mostTrials = Math.floor(batch.length / 2);
    else await this.#giveUp(batch[0]!, reply.kind === "refused" ? reply.code : "body-too-large");
  }

  #reached(): void {
    this.#failures = 0;
    this.#mostTrials = Math.min(trialsPerRequest, this.#mostTrials * 2);
    this.#changed();
  }

  async #settle(stored: TrialsStored, batch: readonly TrialEnvelope[]): Promise<number> {
    const bySeq = new Map(batch.map((trial) => [trial.seq, trial]));
    const known = stored.results.filter(({ seq }) => bySeq.has(seq));
    for (const { seq, status, problem } of known) {
      const trial = bySeq.get(seq)!;
      // What stands for a lost trial is never valid; in quarantine it would take the place of the trial itself.
      if (status === "created" || status === "same" || "lost" in trial.body) continue;
      await this.#kept.quarantine({ trial, reason: JSON.stringify({ status, problem }) });
    }
    await this.#kept.remove(known.map(({ seq }) => seq));
    this.#changed();
    if (this.unsent === 0) this.#tellDrainers();
    return known.length;
  }

  #tellDrainers(): void {
    const drainers = this.#drainers;
    this.#drainers = [];
    for (const resolve of drainers) resolve();
  }

  async #giveUp(trial: TrialEnvelope, reason: string): Promise<void> {
    if ("lost" in trial.body) return this.#pauseBeforeRetry(null);
    await this.#kept.quarantine({ trial, reason });
    await this.#kept.replace(lostTrial(trial.seq, this.#parts.newId(), "tooLarge"));
  }

  async #pauseBeforeRetry(retryAfterMs: number | null): Promise<void> {
    this.#failures += 1;
    this.#changed();
    this.#pause = this.#parts.wait(retryDelayMs(this.#failures, { random: this.#parts.random, retryAfterMs }));
    await this.#pause.over;
    this.#pause = null;
  }

  #refuse(code: string): void {
    this.#state = "refused";
    this.#parts.onRefused?.(code);
  }

  #changed(): void {
    this.#parts.onChange?.(this);
  }
}
