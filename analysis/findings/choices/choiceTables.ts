import { count, pNumber, significant } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { labelOf, productName } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { ChoiceTerm } from "./choiceModel.ts";
import type { Estimate } from "./estimate.ts";
import type { ChoiceFinding } from "./sections.ts";

type Data = ReportData<ChoiceFinding>;

const three = (value: number | null) => significant(value, 3);

/** How many chose, and how many took something else the second time. */
export function choiceCountsTable({ found: { choices } }: Data): Table {
  const reversals = choices?.reversals ?? null;
  const counted: readonly (readonly [string, number | null | undefined])[] = [
    ["People who chose", choices?.people],
    ["Choices made", choices?.sets],
    ["Choices of none", choices?.none],
    ["Sets that were shown again", reversals?.repeated],
    ["Something else was taken the second time", reversals?.reversed],
  ];
  return {
    id: "choice-counts",
    caption: "Choices between products",
    columns: [
      { name: "what", label: "What" },
      { name: "number", label: "Number", format: count },
    ],
    rows: counted.flatMap(([what, number]): readonly (readonly Cell[])[] => (number == null ? [] : [[what, number]])),
    note: "A choice that came too late is no choice.",
  };
}

const COLUMNS = [
  { name: "term", label: "What goes with being chosen" },
  { name: "odds_ratio", label: "Odds, times", format: three },
  { name: "ci95_low", label: "95 % from", format: three },
  { name: "ci95_high", label: "to", format: three },
  { name: "p", label: "p", format: pNumber },
];

/** What went with being chosen: products, prices, stakes; and slow choices, which are reversed more often. */
export function choiceTermsTable(data: Data): Table {
  const { model = null, reversals = null } = data.found.choices ?? {};
  const slow = reversals?.slow ?? null;
  return {
    id: "choice-terms",
    caption: "What went with being chosen (conditional logit)",
    columns: COLUMNS,
    rows: [
      ...(model?.terms ?? []).map((term) => [termText(data, term), ...estimateCells(term)]),
      ...(slow === null ? [] : [["Taking the same again: twice as slow the first time", ...estimateCells(slow)]]),
    ],
    note: "Each screen is a stratum; errors take a person's choices together (sandwich). A product, at a price of 1, stands against taking none, or against the last product where nobody took none. Real ÷ hypothetical: how the odds differ where the choice can bind.",
  };
}

/** The same with the implicit score of each product. */
export function measuredChoiceTable(data: Data): Table {
  const measured = data.found.choices?.with_measure ?? null;
  return {
    id: "choice-measure",
    caption: "Whether the implicit score goes with what is chosen, and more so in a hurry",
    columns: COLUMNS,
    rows:
      measured === null
        ? []
        : measured.terms
            .filter(({ about }) => about === "measure")
            .map((term) => [
              `${labelOf(data, measured.measure)}${term.times === "fast" ? ": fast ÷ unhurried" : ", one SD higher"}`,
              ...estimateCells(term),
            ]),
    note: "Beside products, prices and stakes, among people with a score. Fast: everybody who was drawn to choose fast, also those who asked for more time.",
  };
}

function termText(data: Data, { about, product, times }: ChoiceTerm): string {
  const named = about === "price" ? "Twice the price" : productName(data, product ?? "");
  return times === "real" ? `${named}: real ÷ hypothetical` : named;
}

function estimateCells({ odds_ratio, ci95, p }: Estimate): readonly number[] {
  return [odds_ratio, ...ci95, p];
}
