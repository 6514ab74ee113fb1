import { Problem } from "../../experiments/contract/problem.ts";
import type { BatchOutcome, TrialBatch } from "../store/store.ts";
import { fairQueue } from "./fairQueue.ts";
import { pacedRefusals } from "./pacedRefusals.ts";

export type GroupCommit = {
  /** Resolves once the batch is on disk. Throws store-busy when it cannot be made durable now. Batches whose token no
   *  session has share the place of one study, `studyId` undefined. */
  submit(batch: TrialBatch, studyId: string | undefined): Promise<BatchOutcome>;
  /** Batches that wait. */
  readonly waiting: number;
  /** Whether the last commit failed, a moment ago: a full disk shows itself by nothing else. */
  readonly isFailing: boolean;
  /** Resolves when nothing waits any more. */
  drained(): Promise<void>;
};

export type GroupCommitOptions = {
  readonly append: (batches: readonly TrialBatch[]) => Promise<readonly BatchOutcome[]>;
  /** Batches that may wait; more are refused with store-busy, those of the study that has most waiting first. */
  readonly queueLength?: number;
  /** Batches of one token that may wait. */
  readonly perToken?: number;
  /** Rows in one transaction. */
  readonly rowsPerCommit?: number;
  /** Rows in one transaction while several studies send: each reply to one study lets in a request that another waits for. */
  readonly rowsPerSharedCommit?: number;
  /** Told of every failure to store. */
  readonly onFailure?: (error: unknown) => void;
};

// Nothing more is sent to a server that is not ready, so that it must be tried again without a success to show.
const FAILING_MS = 2_000;

// Studies share the server while a second one has been seen in the queue this long ago at most.
const SHARED_MS = 2_000;

type Waiting = {
  readonly batch: TrialBatch;
  readonly studyId: string;
  readonly sender: string;
  readonly rows: number;
  readonly resolve: (outcome: BatchOutcome) => void;
  readonly reject: (reason: unknown) => void;
};

/** Commits everything that arrived in one turn of the event loop together, so that a hundred requests cost one fsync;
 *  when more waits than one commit holds, studies take turns. */
export function groupCommit(options: GroupCommitOptions): GroupCommit {
  const { append, queueLength = 5000, perToken = 32, onFailure = () => {} } = options;
  const queue = fairQueue<Waiting>({ most: queueLength, mostOfSender: perToken });
  const refusals = pacedRefusals();
  const rows = rowsNow(options);
  let flushing: Promise<void> | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;
  const noted: typeof append = async (batches) => {
    try {
      const outcomes = await append(batches);
      failedAt = Number.NEGATIVE_INFINITY;
      return outcomes;
    } catch (error) {
      failedAt = performance.now();
      throw error;
    }
  };

  const flushAll = async (): Promise<void> => {
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      await commit(queue.take(rows(queue.studies)), noted, onFailure);
      // Lets the replies out and new requests in before the next commit.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    flushing = null;
  };
  return {
    submit(batch, studyId = "") {
      const outcome = new Promise<BatchOutcome>((resolve, reject) => {
        const waiting = { batch, studyId, sender: batch.tokenHash, rows: batch.trials.length, resolve, reject };
        const refused = queue.add(waiting);
        if (refused) refusals.tell(() => refused.reject(busy("More trials wait than can be stored at once.")));
      });
      if (queue.length > 0) flushing ??= flushAll();
      return outcome;
    },
    get waiting() {
      return queue.length;
    },
    get isFailing() {
      return performance.now() - failedAt < FAILING_MS;
    },
    async drained() {
      while (flushing !== null) await flushing;
    },
  };
}

/** How many rows the next commit takes, told how many studies wait. */
function rowsNow({ rowsPerCommit = 500, rowsPerSharedCommit = 100 }: GroupCommitOptions): (studies: number) => number {
  let sharedAt = Number.NEGATIVE_INFINITY;
  return (studies) => {
    if (studies > 1) sharedAt = performance.now();
    return performance.now() - sharedAt < SHARED_MS ? rowsPerSharedCommit : rowsPerCommit;
  };
}

/** When the transaction fails, each batch is tried alone: what is wrong with one never costs another. */
async function commit(
  waiting: readonly Waiting[],
  append: GroupCommitOptions["append"],
  onFailure: (error: unknown) => void,
): Promise<void> {
  try {
    const outcomes = await append(waiting.map(({ batch }) => batch));
    for (const [place, { resolve, reject }] of waiting.entries()) {
      const outcome = outcomes[place];
      if (outcome) resolve(outcome);
      else reject(new RangeError("the store must answer for every batch"));
    }
  } catch (error) {
    onFailure(error);
    const [only] = waiting;
    if (waiting.length > 1) for (const one of waiting) await commit([one], append, onFailure);
    else only?.reject(busy("The store could not write this to disk now."));
  }
}

function busy(detail: string): Problem {
  return new Problem({
    code: "store-busy",
    detail,
    todo: "Keep the data and send it again after Retry-After seconds.",
  });
}
