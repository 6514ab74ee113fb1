/** What waits: the study and the sender it belongs to, and how many rows of a commit it takes. */
export type Claim = { readonly studyId: string; readonly sender: string; readonly rows: number };

export type FairQueue<T extends Claim> = {
  readonly length: number;
  /** Studies of which anything waits. */
  readonly studies: number;
  /** Lets `one` wait; what had to go for it comes back: nothing, `one` itself, or the newest of the study that holds most. */
  add(one: T): T | undefined;
  /** The next so many rows, or the next one when it alone has more. */
  take(rows: number): readonly T[];
};

export type FairQueueOptions = {
  /** How many may wait in all. */
  readonly most: number;
  /** How many of one sender may wait. */
  readonly mostOfSender: number;
};

type Lane<T> = { readonly waiting: T[]; start: number };

/** A queue that studies share by rows, not by how much they send: the study that has been served least is next
 *  (start-time fair queueing; Goyal, Vin & Cheng, 1996), and when the queue is full, the study that holds most gives way
 *  (longest queue drop; McKenney, 1990). A study that is alone has all of it. What one study sends stays in its order. */
export function fairQueue<T extends Claim>({ most, mostOfSender }: FairQueueOptions): FairQueue<T> {
  const lanes = new Map<string, Lane<T>>();
  const senders = new Map<string, number>();
  let length = 0;
  let clock = 0;

  const counted = ({ sender }: T, change: 1 | -1): void => {
    const count = (senders.get(sender) ?? 0) + change;
    if (count === 0) senders.delete(sender);
    else senders.set(sender, count);
    length += change;
  };
  const removed = (studyId: string, one: T | undefined): T => {
    if (one === undefined) throw new RangeError("a lane without anything in it is no lane");
    if (lanes.get(studyId)?.waiting.length === 0) lanes.delete(studyId);
    counted(one, -1);
    return one;
  };

  return {
    get length() {
      return length;
    },
    get studies() {
      return lanes.size;
    },
    add(one) {
      if ((senders.get(one.sender) ?? 0) >= mostOfSender) return one;
      let pushedOut: T | undefined;
      if (length >= most) {
        const [studyId, lane] = first(lanes, (a, b) => b.waiting.length - a.waiting.length);
        const held = lanes.get(one.studyId)?.waiting.length ?? 0;
        // Who would hold as much as the one that gives way has no better claim than it.
        if (lane.waiting.length <= held + 1) return one;
        pushedOut = removed(studyId, lane.waiting.pop());
      }
      const lane = lanes.get(one.studyId) ?? { waiting: [], start: clock };
      lanes.set(one.studyId, lane);
      lane.waiting.push(one);
      counted(one, 1);
      return pushedOut;
    },
    take(rows) {
      const taken: T[] = [];
      let sum = 0;
      while (length > 0) {
        const [studyId, lane] = first(lanes, (a, b) => a.start - b.start);
        const weight = Math.max(1, lane.waiting[0]?.rows ?? 0);
        if (taken.length > 0 && sum + weight > rows) break;
        sum += weight;
        clock = lane.start;
        lane.start += weight;
        taken.push(removed(studyId, lane.waiting.shift()));
      }
      return taken;
    },
  };
}

function first<T>(lanes: ReadonlyMap<string, Lane<T>>, order: (a: Lane<T>, b: Lane<T>) => number): [string, Lane<T>] {
  let best: [string, Lane<T>] | undefined;
  for (const entry of lanes) if (!best || order(entry[1], best[1]) < 0) best = entry;
  if (!best) throw new RangeError("nothing waits");
  return best;
}
