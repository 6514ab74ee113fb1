import { count, decimal, percent, pNumber, significant } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import type { ReportData } from "../reportData.ts";
import type { ChainPassage, Link } from "./chainSections.ts";
import type { ChainFinding } from "./sections.ts";

type Data = ReportData<ChainFinding>;

const three = (value: number | null) => significant(value, 3);

const LINKS: Readonly<Record<Link, string>> = {
  engagement: "What employees say",
  experience: "What customers meet",
  satisfaction: "What customers then say",
  value: "What customers are worth",
};

/** Each step between the means of units. */
export function chainStepsTable({ found: { chain } }: Data): Table {
  return {
    id: "chain-steps",
    caption: "Each step from employees to value, between units",
    columns: [
      { name: "from", label: "One more of" },
      { name: "to", label: "goes with this much more of" },
      { name: "estimate", label: "Estimate", format: three },
      { name: "se", label: "SE", format: three },
      { name: "p", label: "p", format: pNumber },
    ],
    rows: (chain?.steps ?? []).map(({ from, to, estimate, se, p }): readonly Cell[] => [
      LINKS[from],
      LINKS[to],
      estimate,
      se,
      p,
    ]),
    note: "Least squares over the means of units. A step after the first also allows for the steps before it; the last row is the whole way, which allows for nothing between.",
  };
}

const THROUGH: Readonly<Record<ChainPassage["through"], string>> = {
  experience: "What customers meet",
  satisfaction: "What customers then say",
  both: "What customers meet, then say",
  total: "All ways together",
};

/** What passes through the steps between, with intervals from resampled units. */
export function chainPassagesTable({ found: { chain } }: Data): Table {
  return {
    id: "chain-through",
    caption: "What of value goes with employees through what lies between",
    columns: [
      { name: "through", label: "Through" },
      { name: "estimate", label: "Estimate", format: three },
      { name: "ci95_low", label: "95 % from", format: three },
      { name: "ci95_high", label: "to", format: three },
      { name: "reading", label: "Reading" },
    ],
    rows: (chain?.passages ?? []).map(({ through, estimate, bca, percentile95_type7 }): readonly Cell[] => {
      const [low, high] = bca?.ci95 ?? percentile95_type7 ?? [null, null];
      return [THROUGH[through], estimate, low, high, readingOf(low, high)];
    }),
    note: "Product of the steps; units are resampled, intervals are bias-corrected and accelerated (percentiles where that has no value).",
  };
}

function readingOf(low: number | null, high: number | null): string {
  if (low === null || high === null) return "no interval";
  if (low > 0) return "more goes with more";
  return high < 0 ? "more goes with less" : "open: the interval holds 0";
}

/** Whose answers the chain is made of, and how reliable the means of units are. */
export function chainPeopleTable({ found: { chain } }: Data): Table {
  const reliability = chain?.reliability;
  const within = chain?.customers_within;
  const rows: readonly (readonly [string, string | null])[] = [
    ["Units with employees and customers", chain ? count(chain.units) : null],
    ["Employees", chain ? count(chain.employees) : null],
    ["Employees without an answer", numberOr(chain?.employees_without_answer, count)],
    ["Customers", chain ? count(chain.customers) : null],
    ["Customers without an answer", numberOr(chain?.customers_without_answer, count)],
    ["Fewest employees in a unit", numberOr(chain?.fewest?.[0], count)],
    ["Fewest customers in a unit", numberOr(chain?.fewest?.[1], count)],
    ["Reliability of units' means: employees", numberOr(reliability?.engagement, decimal)],
    ["Reliability of units' means: experience", numberOr(reliability?.experience, decimal)],
    ["Reliability of units' means: value", numberOr(reliability?.value, decimal)],
    ["Share of the whole way that goes through experience", numberOr(shareThrough(chain), asShare)],
    ["Within a unit, value goes with a customer's own experience by", numberOr(within?.own.estimate, three)],
    ["Resamples of units", chain ? count(chain.resamples) : null],
  ];
  return {
    id: "chain-people",
    caption: "Who the chain is made of",
    columns: [
      { name: "what", label: "What" },
      { name: "number", label: "Number" },
    ],
    rows: rows.flatMap(([what, number]): readonly (readonly Cell[])[] => (number === null ? [] : [[what, number]])),
    note: "No unit is named and no unit's mean is shown. Reliability is ICC(2).",
  };
}

/** No share where a second step follows, which takes part of the way, nor where the ways oppose each other. */
function shareThrough(chain: Data["found"]["chain"]): number | null {
  const share = chain?.proportion_mediated ?? null;
  const isOneStep = chain?.passages?.every(({ through }) => through === "experience" || through === "total") === true;
  return isOneStep && share !== null && share >= 0 && share <= 1 ? share : null;
}

function asShare(value: number): string {
  return percent(value, null);
}

function numberOr(value: number | null | undefined, format: (value: number) => string): string | null {
  return value == null ? null : format(value);
}
