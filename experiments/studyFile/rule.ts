import type { ProblemDetails } from "../contract/problem.ts";
import type { FlowMeasure, FlowPart, Study } from "../contract/study.ts";
import { flowOfWave } from "../contract/wave.ts";
import type { Path } from "./readDocument.ts";

export type Mistake = Omit<ProblemDetails, "code" | "file" | "line" | "column" | "path"> & { readonly at: Path };

/** What a correct study keeps to, beyond its schema: the mistakes it finds, in the order of the file's reader. */
export type Rule = (study: Study) => readonly Mistake[];

/** `wave` is "" in the first session. */
export type Entry = {
  readonly entry: FlowMeasure;
  readonly at: Path;
  readonly part: string;
  readonly wave: string;
};

/** Every measure of a study, those of its waves under the wave's own instance, with its place in the file. */
export function entriesOf(study: Study): readonly Entry[] {
  return [
    ...entriesIn(study.flow, [], ""),
    ...(study.waves ?? []).flatMap((wave, w) => entriesIn(flowOfWave(wave), ["waves", w], wave.id)),
  ];
}

function entriesIn(flow: readonly FlowPart[], above: Path, wave: string): readonly Entry[] {
  return flow.flatMap(({ part, measures }, p) =>
    measures.map((entry, m) => ({ entry, part, wave, at: [...above, "flow", p, "measures", m] })),
  );
}
