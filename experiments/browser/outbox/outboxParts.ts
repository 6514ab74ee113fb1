import type { TrialEnvelope, TrialsStored } from "../../contract/trial.ts";
import type { Reply } from "../session/participantApi.ts";
import type { Wait } from "../session/retry.ts";
import type { OutboxStorage } from "./outboxStorage.ts";

/** What an outbox works with; clock, chance and network come from outside. */
export type OutboxParts = {
  readonly sessionId: string;
  readonly storage: OutboxStorage;
  readonly send: (trials: readonly TrialEnvelope[], life: "page" | "keepalive") => Promise<Reply<TrialsStored>>;
  /** The first `seq` nobody has used. */
  readonly nextSeq: number;
  readonly newId: () => string;
  readonly random: () => number;
  readonly wait: Wait;
  /** Told after every change of `unsent`, and when the study becomes reachable or unreachable. */
  readonly onChange?: (state: OutboxState) => void;
  /** Told once, when the study takes no more trials of this session (withdrawn, moved elsewhere). */
  readonly onRefused?: (code: string) => void;
};

/** How an outbox stands. */
export type OutboxState = {
  /** Trials finished but not known to be stored. */
  readonly unsent: number;
  /** True while the study does not answer. */
  readonly isAway: boolean;
  /** False from the moment the browser refused to keep a trial. */
  readonly isDurable: boolean;
};
