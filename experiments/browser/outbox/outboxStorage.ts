import type { TrialEnvelope } from "../../contract/trial.ts";

/** A trial the server will never take, kept with the reason until the session is over. */
export type Quarantined = { readonly trial: TrialEnvelope; readonly reason: string };

/** Where finished trials stay until the server has them. Every promise may reject: the caller goes on from memory. */
export type OutboxStorage = {
  readonly keep: (sessionId: string, trial: TrialEnvelope) => Promise<void>;
  /** Everything not removed yet, by `seq`. */
  readonly trials: (sessionId: string) => Promise<readonly TrialEnvelope[]>;
  readonly remove: (sessionId: string, seqs: readonly number[]) => Promise<void>;
  readonly quarantine: (sessionId: string, entry: Quarantined) => Promise<void>;
  readonly quarantined: (sessionId: string) => Promise<readonly Quarantined[]>;
  /** Keeps what `outbox/sessionRecord.ts` describes; a JSON value, one for each session. */
  readonly keepSession: (sessionId: string, record: unknown) => Promise<void>;
  readonly sessions: () => Promise<readonly unknown[]>;
  /** Removes every trace of a session. */
  readonly forget: (sessionId: string) => Promise<void>;
};

/** Storage that lasts as long as the page; where the browser refuses to keep anything, and in tests. */
export function memoryStorage(): OutboxStorage {
  const trials = new Map<string, Map<number, TrialEnvelope>>();
  const quarantined = new Map<string, readonly Quarantined[]>();
  const sessions = new Map<string, unknown>();
  const of = (sessionId: string): Map<number, TrialEnvelope> => {
    const known = trials.get(sessionId) ?? new Map<number, TrialEnvelope>();
    trials.set(sessionId, known);
    return known;
  };
  return {
    keep: async (sessionId, trial) => void of(sessionId).set(trial.seq, trial),
    trials: async (sessionId) => [...of(sessionId).values()].sort((a, b) => a.seq - b.seq),
    remove: async (sessionId, seqs) => {
      for (const seq of seqs) of(sessionId).delete(seq);
    },
    quarantine: async (sessionId, entry) => {
      quarantined.set(sessionId, [...(quarantined.get(sessionId) ?? []), entry]);
      of(sessionId).delete(entry.trial.seq);
    },
    quarantined: async (sessionId) => quarantined.get(sessionId) ?? [],
    keepSession: async (sessionId, record) => void sessions.set(sessionId, record),
    sessions: async () => [...sessions.values()],
    forget: async (sessionId) => {
      trials.delete(sessionId);
      quarantined.delete(sessionId);
      sessions.delete(sessionId);
    },
  };
}
