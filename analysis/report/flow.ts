import { asRecord } from "./cells.ts";
import type { FlowStep, ReportContext } from "./context.ts";

/** The flow of people: the study's own where it is given, else what the comparison counted. Accepts a list of steps
 *  (`step` or `label`, `n`, and `left` or `removed` with reasons) or a plain object of counts. */
export function readFlow(context: ReportContext, flow: unknown): readonly FlowStep[] {
  if (context.flow.length > 0) return context.flow;
  if (Array.isArray(flow)) return flow.flatMap(readStep);
  return Object.entries(flow !== null && typeof flow === "object" ? flow : {}).flatMap(([step, n]) =>
    isPeople(n) ? [{ step: words(step), n, left: [] }] : [],
  );
}

function readStep(given: unknown): readonly FlowStep[] {
  const { step, label, name, n, left, removed, excluded } = asRecord(given);
  const title = [step, label, name].find((text) => typeof text === "string");
  if (title === undefined || !isPeople(n)) return [];
  return [{ step: words(title), n, left: readLeft(left ?? removed ?? excluded) }];
}

function readLeft(given: unknown): FlowStep["left"] {
  if (given === null || typeof given !== "object") return [];
  if (!Array.isArray(given)) {
    return Object.entries(given).flatMap(([reason, n]) => (isPeople(n) ? [{ reason: words(reason), n }] : []));
  }
  return given.flatMap((entry) => {
    const { reason, n } = asRecord(entry);
    return typeof reason === "string" && isPeople(n) ? [{ reason: words(reason), n }] : [];
  });
}

function words(text: string): string {
  return text.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase());
}

function isPeople(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
