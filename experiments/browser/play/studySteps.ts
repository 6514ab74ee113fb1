import { isAsked } from "../../contract/arm.ts";
import type { Assignment } from "../../contract/session.ts";
import type { FlowMeasure, FlowPart, Study } from "../../contract/study.ts";
import { treatmentFactor, valuesOf, withTreatments } from "../../contract/treatment.ts";
import { randomStream } from "../../random/randomStream.ts";
import { instanceSeed, seedOf } from "../../random/seedFor.ts";

/** One measure as one participant meets it: which, about what, under which assignment, with which seed. */
export type Step = {
  readonly part: FlowPart["part"];
  /** The part's place in the order this participant meets, from 0. */
  readonly partIndex: number;
  readonly measure: string;
  readonly instance: string;
  readonly product: string | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly assignment: Assignment;
  readonly seed: number;
};

/** A session as far as it decides what comes when. */
export type Drawn = { readonly assignment: Assignment; readonly seed: number };

/** Everything a participant meets, in order. Which of the stated and implicit parts there are follows the assignment's
 *  `arm` (all when there is none), their order its `partOrder`; when the study shuffles items, measures of each stated part are shuffled from the session's seed. The same study, assignment
 *  and seed always give the same steps. The study's flow must be resolved (every default written out). */
export function studySteps(study: Pick<Study, "flow" | "randomise" | "treatments">, drawn: Drawn): readonly Step[] {
  const worth = valuesOf(study.treatments, drawn.assignment);
  const { arm, partOrder } = drawn.assignment;
  const parts = orderedParts(study.flow, partOrder).filter(({ part }) => isAsked(part, arm));
  return parts.flatMap(({ part, measures }, partIndex) => {
    const isShuffled = study.randomise.itemOrder && part === "stated";
    const random = randomStream(seedFor(drawn.seed, `part ${partIndex}`));
    const met = isShuffled ? random.shuffle(measures) : measures;
    return met.map((entry) =>
      stepOf(withTreatments(withContent(entry, study.treatments, drawn), worth), { part, partIndex, drawn }),
    );
  });
}

/** An entry that shows a treatment, with what the person's level shows. */
function withContent(entry: FlowMeasure, treatments: Study["treatments"], { assignment }: Drawn): FlowMeasure {
  const { treatment } = entry;
  if (typeof treatment !== "string") return entry;
  const level = assignment[treatmentFactor(treatment)] ?? Object.keys(treatments?.[treatment] ?? {})[0];
  return level === undefined ? entry : { ...entry, level, content: treatments?.[treatment]?.[level] ?? {} };
}

function stepOf(entry: FlowMeasure, place: Pick<Step, "part" | "partIndex"> & { readonly drawn: Drawn }): Step {
  const { measure, instance = measure, product, ...parameters } = entry;
  const prefix = `${instance}.`;
  const own = Object.entries(place.drawn.assignment).filter(([factor]) => factor.startsWith(prefix));
  return {
    part: place.part,
    partIndex: place.partIndex,
    measure,
    instance,
    product,
    parameters,
    assignment: Object.fromEntries(own.map(([factor, level]) => [factor.slice(prefix.length), level])),
    seed: instanceSeed(place.drawn.seed, { instance, product }),
  };
}

/** Stated and implicit parts change places among themselves; every other part stays where the study put it. */
function orderedParts(flow: readonly FlowPart[], partOrder: string | undefined): readonly FlowPart[] {
  if (partOrder === undefined) return flow;
  const first = partOrder === "implicitFirst" ? "implicit" : "stated";
  const movable = flow.filter(isMovable);
  const ordered = [...movable.filter(({ part }) => part === first), ...movable.filter(({ part }) => part !== first)];
  const next = ordered.values();
  return flow.map((part) => (isMovable(part) ? (next.next().value ?? part) : part));
}

function isMovable({ part }: FlowPart): boolean {
  return part === "stated" || part === "implicit";
}

/** A 32-bit seed of its own for everything that has a name. */
export function seedFor(seed: number, name: string): number {
  return seedOf(seed, new TextEncoder().encode(name));
}
