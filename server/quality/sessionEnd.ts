import { createHash } from "node:crypto";
import { isAsked } from "../../experiments/contract/arm.ts";
import type { Assignment } from "../../experiments/contract/session.ts";
import type { Study } from "../../experiments/contract/study.ts";
import { type Instance, instancesOf } from "../../experiments/studyFile/flow.ts";
import { type Body, belongsTo, screeningOf } from "./screening.ts";

export type End =
  | { readonly outcome: "complete" | "screenedOut" }
  /** The instances of which trials are not there. */
  | { readonly outcome: "unfinished"; readonly left: readonly string[] };

/** What the stored trials of one session amount to. Each is met once, in any order, and leaves no more behind than the study
 *  asks for. */
export type Tally = {
  add(seq: number, body: Body): void;
  /** Whether the answers to the study's screening say that it does not look for this person. */
  isScreenedOut(): boolean;
  /** How the session has ended; `refused` numbers hold something that is no trial. */
  end(refused: number): End;
};

/** Of what a session should hold, this share may have come unreadably: one bad trial never withholds a payment. */
const SHARE_REFUSED = 0.1;
const LONGEST_PLACE = 200;

/** Judges a session by the study's own flow in the arm that was drawn, not by anyone's word. Whole is one that holds, of every
 *  task that its participant was asked, each item or trial once at least, however many attempts it took, or the note that
 *  the task was left out. */
export function tallyOf(study: Study, assignment: Assignment): Tally {
  const screening = screeningOf(study);
  const asked = instancesOf(study).filter(({ part }) => isAsked(part, assignment["arm"]));
  // A task about one product may show others beside it; only where it is asked of each are its trials told apart by product.
  const isOfEach = ({ instance }: Instance) => asked.filter((other) => other.instance === instance).length > 1;
  const counts = asked.map((task) => countOf(study, task, isOfEach(task)));
  return {
    add(seq, body) {
      screening.add(seq, body);
      for (const count of counts) count.add(body);
    },
    isScreenedOut: () => screening.judged().includes(false),
    end(refused) {
      if (screening.judged().includes(false)) return { outcome: "screenedOut" };
      const short = counts.filter((count) => count.missing() > 0);
      const missing = sum(short.map((count) => count.missing()));
      const forgiven = Math.min(refused, Math.max(1, Math.floor(SHARE_REFUSED * sum(counts.map(({ due }) => due)))));
      if (missing <= forgiven) return { outcome: "complete" };
      return { outcome: "unfinished", left: [...new Set(short.map(({ instance }) => instance))] };
    },
  };
}

type Count = { readonly instance: string; readonly due: number; add(body: Body): void; missing(): number };

function countOf(study: Study, task: Instance, isOfEach: boolean): Count {
  const { measure, parameters, instance } = task;
  const due = measure.leastTrials?.(parameters, study.products.length) ?? measure.effort(parameters).trials;
  const places = new Set<string>();
  let isLeftOut = false;
  return {
    instance,
    due,
    add(body) {
      if (places.size >= due || !(isOfEach ? belongsTo(task, body) : body["instance"] === instance)) return;
      if (measure.kind !== "stated" && "skipped" in body) isLeftOut = true;
      // Blocks that were begun again, and items that were answered anew at another device, count once.
      places.add(shortened(JSON.stringify([body["item"], body["blockIndex"], body["trialIndex"]])));
    },
    missing: () => (isLeftOut ? 0 : Math.max(0, due - places.size)),
  };
}

/** So that no one fills the memory with long names. */
function shortened(place: string): string {
  return place.length <= LONGEST_PLACE ? place : createHash("sha256").update(place).digest("base64");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
