import { isAsked } from "../../experiments/contract/arm.ts";
import type { Assignment } from "../../experiments/contract/session.ts";
import type { Study } from "../../experiments/contract/study.ts";
import { type Instance, instancesOf } from "../../experiments/studyFile/flow.ts";
import { type Body, belongsTo, isScreenedOut } from "./screening.ts";

export type StoredSession = {
  readonly assignment: Assignment;
  /** The bodies of the stored trials, in order. */
  readonly bodies: readonly Body[];
  /** Numbers under which something is kept that is no trial. */
  readonly refused: number;
};

export type End =
  | { readonly outcome: "complete" | "screenedOut" }
  /** The instances of which trials are not there. */
  | { readonly outcome: "unfinished"; readonly left: readonly string[] };

/** Of what a session should hold, this share may have come unreadably: one bad trial never withholds a payment. */
const SHARE_REFUSED = 0.1;

/** How a session has ended by what is stored of it: by the study's own flow in the arm that was drawn, not by anyone's word.
 *  Whole is one that holds, of every task that its participant was asked, each item or trial once at least, however many
 *  attempts it took, or the note that the task was left out. */
export function endOf(study: Study, { assignment, bodies, refused }: StoredSession): End {
  if (isScreenedOut(study, bodies)) return { outcome: "screenedOut" };
  const asked = instancesOf(study).filter(({ part }) => isAsked(part, assignment["arm"]));
  // A task about one product may show others beside it; only where it is asked of each are its trials told apart by product.
  const isOfEach = ({ instance }: Instance) => asked.filter((other) => other.instance === instance).length > 1;
  const counted = asked.map((task) => {
    const own = bodies.filter((body) => (isOfEach(task) ? belongsTo(task, body) : body["instance"] === task.instance));
    return { task, ...countOf(study, task, own) };
  });
  const short = counted.filter(({ missing }) => missing > 0);
  const missing = sum(short.map((one) => one.missing));
  const forgiven = Math.min(refused, Math.max(1, Math.floor(SHARE_REFUSED * sum(counted.map(({ due }) => due)))));
  if (missing <= forgiven) return { outcome: "complete" };
  return { outcome: "unfinished", left: [...new Set(short.map(({ task }) => task.instance))] };
}

type Count = { readonly due: number; readonly missing: number };

function countOf(study: Study, { measure, parameters }: Instance, own: readonly Body[]): Count {
  const due = measure.leastTrials?.(parameters, study.products.length) ?? measure.effort(parameters).trials;
  if (measure.kind !== "stated" && own.some((body) => "skipped" in body)) return { due, missing: 0 };
  // Blocks that were begun again, and items that were answered anew at another device, count once.
  const places = new Set(own.map((body) => JSON.stringify([body["item"], body["blockIndex"], body["trialIndex"]])));
  return { due, missing: Math.max(0, due - places.size) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
