import type { ReportContext } from "../../blocks/context.ts";
import { isFew, withholdGroups } from "../../findings/disclosure.ts";
import type { ReportData } from "../../findings/reportData.ts";

type Flow = ReportData["flow"];
type Left = Flow[number]["left"];

/** The flow of people with no step or reason of few: a step that few do not reach is told together with the one before,
 *  and reasons that few had stand together. Who is left at the end stays, and who started where that tells of nobody. */
export function protectFlow(flow: Flow, fewest: number): Flow {
  const kept: Flow[number][] = [];
  for (const [at, step] of flow.entries()) {
    if (at === flow.length - 1) while (isFewLeft(kept.at(-1), step, fewest)) joinLast(kept);
    const before = kept.at(-1);
    if (before !== undefined && isFewLeft(before, step, fewest)) kept.splice(-1, 1, joined(before, step));
    else kept.push(step);
  }
  return kept.map((step) => ({ ...step, left: protectLeft(step.left, fewest) }));
}

function isFewLeft(before: Flow[number] | undefined, step: Flow[number], fewest: number): boolean {
  return before !== undefined && isFew(before.n - step.n, fewest);
}

/** Tells the last kept step together with the one before; a first step without one is not told. */
function joinLast(kept: Flow[number][]): void {
  const last = kept.pop();
  const before = kept.at(-1);
  if (last !== undefined && before !== undefined) kept.splice(-1, 1, joined(before, last));
}

function joined(before: Flow[number], step: Flow[number]): Flow[number] {
  return { ...before, left: [...before.left, ...step.left] };
}

const OTHER_REASONS = "other reasons";

function protectLeft(left: Left, fewest: number): Left {
  const isWithheld = withholdGroups(
    left.map(({ n }) => [n]),
    fewest,
  );
  const together = left.filter((_, at) => isWithheld[at]).reduce((sum, { n }) => sum + n, 0);
  const shown = left.filter((_, at) => !isWithheld[at]);
  if (together === 0) return shown;
  return isFew(together, fewest) ? [] : [...shown, { reason: OTHER_REASONS, n: together }];
}

/** What the study says beside the numbers, with no count of few people in it. */
export function protectContext(context: ReportContext, fewest: number): ReportContext {
  const { coverage, exclusions, selection, timing, scored } = context;
  return {
    ...context,
    exclusions: protectExclusions(exclusions, fewest),
    selection: protectSelection(selection, fewest),
    timing: timing.filter(({ people }) => !isFew(people, fewest)),
    scored: scored.filter(({ scores }) => !isFew(scores.length, fewest)),
    ...(coverage ? { coverage: protectCoverage(coverage, fewest) } : {}),
  };
}

function protectExclusions(exclusions: ReportContext["exclusions"], fewest: number): ReportContext["exclusions"] {
  const measures = [...new Set(exclusions.map(({ measure }) => measure))];
  return measures.flatMap((measure) => {
    const own = exclusions.filter((one) => one.measure === measure).map(({ reason, n }) => ({ reason, n }));
    return protectLeft(own, fewest).map(({ reason, n }) => ({ measure, reason, n }));
  });
}

function protectSelection(rows: ReportContext["selection"], fewest: number): ReportContext["selection"] {
  const isWithheld = withholdGroups(
    rows.map(({ n, observable, bought }) => [n - observable, bought, observable - bought]),
    fewest,
  );
  return rows.filter((_, at) => !isWithheld[at]);
}

function protectCoverage(
  coverage: NonNullable<ReportContext["coverage"]>,
  fewest: number,
): NonNullable<ReportContext["coverage"]> {
  const gaps = Object.entries(coverage.gaps);
  const isWithheld = withholdGroups(
    gaps.map(([, n]) => [n ?? 0]),
    fewest,
  );
  return { ...coverage, gaps: Object.fromEntries(gaps.filter((_, at) => !isWithheld[at])) };
}
