import type { TrialEnvelope } from "../../contract/trial.ts";
import type { Wait } from "../session/retry.ts";
import type { OutboxStorage, Quarantined } from "./outboxStorage.ts";

/** Storage that answers later than this is as good as none; the trial is sent from memory. */
const STORAGE_PATIENCE_MS = 2000;

type Kept = { readonly sessionId: string; readonly storage: OutboxStorage; readonly wait: Wait };

/** The trials of one session that the server does not have yet: in memory for sending, and on the device as long as the
 *  browser allows it. Storage may fail or hang (WebKit does, after a tab was in the background); neither ever rejects
 *  here, and neither holds a trial up. */
export class KeptTrials {
  readonly #kept: Kept;
  #pending: readonly TrialEnvelope[] = [];
  #isDurable = true;

  private constructor(kept: Kept) {
    this.#kept = kept;
  }

  /** Takes up what an earlier page left on the device. */
  static async load(kept: Kept): Promise<KeptTrials> {
    const trials = new KeptTrials(kept);
    trials.#pending = await trials.#patiently(() => kept.storage.trials(kept.sessionId), []);
    return trials;
  }

  /** In the order they were finished. */
  get pending(): readonly TrialEnvelope[] {
    return this.#pending;
  }

  /** False from the moment the browser refused to keep a trial. */
  get isDurable(): boolean {
    return this.#isDurable;
  }

  async add(trial: TrialEnvelope): Promise<void> {
    if (this.#isDurable) this.#isDurable = await this.#keep(trial);
    this.#pending = [...this.#pending, trial];
  }

  async replace(trial: TrialEnvelope): Promise<void> {
    this.#pending = this.#pending.map((one) => (one.seq === trial.seq ? trial : one));
    if (this.#isDurable) await this.#keep(trial);
  }

  async remove(seqs: readonly number[]): Promise<void> {
    const gone = new Set(seqs);
    this.#pending = this.#pending.filter(({ seq }) => !gone.has(seq));
    await this.#patiently(() => this.#kept.storage.remove(this.#kept.sessionId, seqs), undefined);
  }

  async quarantine(entry: Quarantined): Promise<void> {
    await this.#patiently(() => this.#kept.storage.quarantine(this.#kept.sessionId, entry), undefined);
  }

  #keep(trial: TrialEnvelope): Promise<boolean> {
    const { storage, sessionId } = this.#kept;
    return this.#patiently(() => storage.keep(sessionId, trial).then(() => true), false);
  }

  async #patiently<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    const patience = this.#kept.wait(STORAGE_PATIENCE_MS);
    try {
      return await Promise.race([work(), patience.over.then(() => otherwise)]);
    } catch {
      return otherwise;
    } finally {
      patience.wake();
    }
  }
}
