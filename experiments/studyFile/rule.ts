import type { ProblemDetails } from "../contract/problem.ts";
import type { FlowMeasure, Study } from "../contract/study.ts";
import type { Path } from "./readDocument.ts";

export type Mistake = Omit<ProblemDetails, "code" | "file" | "line" | "column" | "path"> & { readonly at: Path };

/** What a correct study keeps to, beyond its schema: the mistakes it finds, in the order of the file's reader. */
export type Rule = (study: Study) => readonly Mistake[];

export type Entry = { readonly entry: FlowMeasure; readonly at: Path; readonly part: string };

/** Every measure of a study's flow, with its place in the file. */
export function entriesOf(study: Study): readonly Entry[] {
  return study.flow.flatMap(({ part, measures }, p) =>
    measures.map((entry, m) => ({ entry, part, at: ["flow", p, "measures", m] })),
  );
}
