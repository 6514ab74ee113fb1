import { count, decimal, percent } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { questionOf } from "../../findings/answers/answerLines.ts";
import type { Comparison } from "../../findings/comparison.ts";
import { labelOf } from "../../findings/names.ts";
import type { ReportData } from "../../findings/reportData.ts";
import { peopleFor, powerAt, rankingPower } from "./powerOf.ts";

/** How exactly each question was answered: the half-width of its interval; and for undecided claims the n that would. */
export function precisionTable(data: ReportData<Comparison>): Table {
  const rows: readonly (readonly Cell[])[] = Object.entries(data.found.answers ?? {}).flatMap(
    ([key, { estimate, interval, n }]) =>
      estimate === null || interval === null
        ? []
        : [[questionOf(key), estimate, (interval[1] - interval[0]) / 2, n, null] satisfies Cell[]],
  );
  const claims = (data.found.claims ?? []).flatMap(({ statement, measure, estimate, interval, n, n_to_decide }) =>
    n_to_decide === null
      ? []
      : [
          [
            statement ?? (measure === null ? "claim" : labelOf(data, measure)),
            estimate,
            interval === null ? null : (interval[1] - interval[0]) / 2,
            n,
            n_to_decide,
          ] satisfies Cell[],
        ],
  );
  return {
    id: "precision",
    caption: "How exactly each question was answered, and what would decide the open claims",
    columns: [
      { name: "question", label: "Question or claim" },
      { name: "estimate", label: "Estimate", format: (value) => decimal(value) },
      { name: "half_width", label: "± (95 %)", format: (value) => decimal(value) },
      { name: "n", label: "n", format: count },
      { name: "n_to_decide", label: "n that would decide", format: count },
    ],
    rows: [...rows, ...claims],
  };
}

const EFFECTS = [1, 2] as const;
const POWERS = [0.8, 0.9, 0.95] as const;

/** People needed to find that one measure ranks better, by the size of the true difference. */
export function powerTable(data: ReportData<Comparison>): Table {
  const study = rankingPower(data);
  return {
    id: "power",
    caption: "People needed to find a difference in ranking, with the standard error found here",
    columns: [
      { name: "delta_auc", label: "True ΔAUC", format: (value) => decimal(value) },
      { name: "power_now", label: "Power with these people", format: (value) => percent(value, null) },
      ...POWERS.map((power) => ({
        name: `n_power_${Math.round(100 * power)}`,
        label: `n for ${Math.round(100 * power)} %`,
        format: count,
      })),
    ],
    rows:
      study === null
        ? []
        : EFFECTS.map((times) => {
            const effect = times * study.margin;
            return [effect, powerAt(study, effect, study.n), ...POWERS.map((power) => peopleFor(study, effect, power))];
          }),
    note: "Two-sided test at 5 %; the standard error shrinks with the root of n. Power for the difference that was found is not printed: it says no more than p does.",
  };
}
