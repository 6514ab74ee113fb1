import type { FlowStep, ReportContext } from "../blocks/context.ts";
import { sentence } from "../findings/names.ts";

/** The flow of people: the study's own where it is given, else what the comparison counted. */
export function readFlow(
  context: ReportContext,
  flow: readonly { readonly step: string; readonly n: number }[],
): readonly FlowStep[] {
  return context.flow.length > 0
    ? context.flow
    : flow.map(({ step, n }) => ({ step: sentence(step.replaceAll("_", " ")), n, left: [] }));
}
