import { count, percent, twoDecimals } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { outcomeWords } from "../../findings/names.ts";
import type { ReportData } from "../../findings/reportData.ts";

const GAPS: Readonly<Record<string, string>> = {
  "no-consent": "No consent to link purchases",
  "not-matched": "Not found in the records",
  "not-observable": "Window not fully covered by the source",
  "window-open": "Window not over yet",
  contaminated: "Won or bought a product in the study itself",
  "not-asked": "The measure was not for this person",
  "not-answered": "The measure was not answered",
  excluded: "The measure's score does not count",
};

/** The flow of people: each step, how many reached it, who left before the next and why. */
export function flowTable(data: ReportData): Table {
  return {
    id: "flow",
    caption: "Flow of people",
    columns: [
      { name: "step", label: "Step" },
      { name: "n", label: "People", format: count },
      { name: "left_n", label: "Left before the next step", format: count },
      { name: "reason", label: "Why" },
    ],
    rows: data.flow.flatMap(({ step, n, left }) =>
      left.length === 0
        ? [[step, n, null, ""]]
        : left.map((exit, index) => [step, index === 0 ? n : null, exit.n, exit.reason]),
    ),
  };
}

/** Scores excluded by measure and reason. */
export function exclusionTable(data: ReportData): Table {
  return {
    id: "exclusions",
    caption: "Scores excluded, by measure and reason",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "reason", label: "Reason" },
      { name: "n", label: "People", format: count },
    ],
    rows: data.context.exclusions.map(({ measure, reason, n }) => [measure, reason, n]),
  };
}

/** Whose outcome is known and whose is not. An unknown outcome is missing, never a 0. */
export function coverageTable(data: ReportData): Table {
  const { coverage } = data.context;
  return {
    id: "coverage",
    caption: "Whose outcome is known",
    columns: [
      { name: "group", label: "People" },
      { name: "n", label: "n", format: count },
    ],
    rows: coverage
      ? [
          ["Outcome known: consent, match and full coverage of the window", coverage.observable],
          ...Object.entries(coverage.gaps).map(([gap, n]) => [GAPS[gap] ?? gap, n ?? null] as const),
        ]
      : [],
  };
}

/** Stated scores and buying by the point at which people left. */
export function selectionTable(data: ReportData): Table {
  return {
    id: "selection",
    caption: "Who left where: stated scores and outcome by exit point",
    columns: [
      { name: "exit", label: "Exit point" },
      { name: "n", label: "People", format: count },
      { name: "stated_mean", label: "Stated, mean", format: twoDecimals },
      { name: "stated_sd", label: "SD", format: twoDecimals },
      { name: "observable", label: "Outcome known", format: count },
      { name: "bought", label: `Who ${outcomeWords(data).did}`, format: count },
      { name: "share", label: "Share", format: (value) => percent(value, null) },
    ],
    rows: data.context.selection.map(({ exit, n, statedMean, statedSd, observable, bought }) => [
      exit,
      n,
      statedMean,
      statedSd,
      observable,
      bought,
      observable === 0 ? null : bought / observable,
    ]),
  };
}
