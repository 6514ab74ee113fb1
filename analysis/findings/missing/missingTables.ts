import { count, decimal, percent, pNumber, pValue, significant, twoDecimals } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { startingWith } from "../../statistics/named.ts";
import { labelOf, outcomeWords, ruleLabel } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { MissingFinding } from "./sections.ts";

type Data = ReportData<MissingFinding>;

type Patterns = Readonly<Record<string, number>>;

/** Which combinations of values are there, and for how many people. */
export function patternTable(data: Data): Table {
  const [key, patterns] = startingWith<"patterns_", Patterns | null | undefined>(data.found, "patterns_")[0] ?? [
    "",
    {},
  ];
  const found = Object.entries(patterns).flatMap(([pattern, n]) =>
    /^p[01]+$/.test(pattern) ? [[pattern.slice(1), n] as const] : [],
  );
  const width = found[0]?.[0].length ?? 0;
  const names = patternColumns(data, key).slice(-width);
  return {
    id: "missing-patterns",
    caption: "Which values are there together: ● observed, – missing",
    columns: [
      ...Array.from({ length: width }, (_, at) => {
        const name = names[at] ?? `value_${at + 1}`;
        return { name, label: labelOf(data, name) };
      }),
      { name: "n", label: "People", format: count },
    ],
    rows: found
      .toSorted(([, a], [, b]) => b - a)
      .map(([pattern, n]): readonly Cell[] => [...[...pattern].map((bit) => (bit === "1" ? "●" : "–")), n]),
  };
}

/** The columns of a pattern, which its name strings together with underscores: known measures first, then the outcome. */
function patternColumns(data: Data, key: string): readonly string[] {
  let rest = key.replace(/_1_is_observed$/, "");
  const columns = data.measures.map(({ column }) => column).toSorted((a, b) => b.length - a.length);
  const names: string[] = [];
  for (let found = columns.find((name) => rest.startsWith(`${name}_`)); found; ) {
    names.push(found);
    rest = rest.slice(found.length + 1);
    found = columns.find((name) => rest.startsWith(`${name}_`));
  }
  return [...names, rest];
}

/** The joint model on complete people beside the one pooled over imputations. */
export function pooledTable(data: Data): Table {
  const { complete_case: complete, pooled_M_full } = data.found;
  const coefficients = complete?.M_full?.coefficients ?? {};
  const n = complete?.n ?? null;
  return {
    id: "complete-and-pooled",
    caption: `Complete people (n = ${count(n)}) beside multiple imputation: log-odds per unit`,
    columns: [
      { name: "predictor", label: "Predictor" },
      { name: "complete_b", label: "b, complete", format: twoDecimals },
      { name: "complete_se", label: "SE", format: twoDecimals },
      { name: "complete_p", label: "p", format: pNumber },
      { name: "pooled_b", label: "b, pooled", format: twoDecimals },
      { name: "pooled_se", label: "SE", format: twoDecimals },
      { name: "ci95_low", label: "95 % from", format: twoDecimals },
      { name: "ci95_high", label: "to", format: twoDecimals },
      { name: "pooled_p", label: "p", format: pNumber },
      { name: "fmi", label: "Information missing", format: (value) => percent(value, null) },
    ],
    rows: Object.entries(pooled_M_full ?? {}).map(([term, { estimate, se, p, ci95, fmi }]): readonly Cell[] => {
      const own = coefficients[term];
      return [
        term === "(Intercept)" ? "Intercept" : labelOf(data, term),
        own?.estimate ?? null,
        own?.se ?? null,
        own?.p ?? null,
        estimate,
        se,
        ...(ci95 ?? [null, null]),
        p,
        fmi,
      ];
    }),
    note: `Chained predictive mean matching, pooled by Rubin's rules with Barnard and Rubin's degrees of freedom. ${additions(data)}`,
  };
}

function additions({ found }: Data): string {
  const own = found.complete_case?.add_implicit_lr_same_rows;
  const pooled = found.pooled_lr_add_implicit_D2;
  if (!own || !pooled) return "";
  return `Implicit added to stated: χ²(${count(own.df)}) = ${significant(own.chi2)}, ${pValue(own.p)} among complete people; D2 = ${significant(pooled.statistic)}, ${pValue(pooled.p)} pooled.`;
}

/** What a yes would be worth if the people without an outcome had not bought, or had all bought. */
export function boundsTable(data: Data): Table {
  const share = (value: number | null) => percent(value, data.sample.n);
  const { doers } = outcomeWords(data);
  return {
    id: "outcome-bounds",
    caption: "PPV if people without an outcome are left out, or count as one or the other",
    columns: [
      { name: "rule", label: "Rule" },
      { name: "unknown", label: "Outcome unknown", format: count },
      { name: "left_out", label: "Left out", format: share },
      { name: "as_others", label: "None of them did", format: share },
      { name: "as_doers", label: "All of them did", format: share },
    ],
    rows: Object.entries(data.found.outcome_bounds ?? {}).map(([name, found]) => [
      ruleLabel(data, name),
      found.unknown,
      found.others_left_out.estimate,
      found.others_did_not.estimate,
      found.others_did.estimate,
    ]),
    note: `The truth lies between the last two. Silence is never counted as an outcome elsewhere: ${doers} were seen.`,
  };
}

/** What a yes would be worth if the source saw only part of all purchases. */
export function coverageAdjustedTable(data: Data): Table {
  const points = data.found.coverage_adjusted_ppv ?? [];
  const rules = Object.keys(points[0] ?? {}).filter((name) => name !== "coverage");
  const share = (value: number | null) => percent(value, data.sample.n);
  return {
    id: "assumed-coverage",
    caption: "PPV if the source sees only part of all purchases",
    columns: [
      { name: "coverage", label: "Seen", format: (value) => percent(value, null) },
      ...rules.map((rule) => ({ name: rule, label: ruleLabel(data, rule), format: share })),
    ],
    rows: points.map((point): readonly Cell[] => [
      point.coverage,
      ...rules.map((rule) => {
        const share = point[rule];
        return typeof share === "object" ? (share?.estimate ?? null) : null;
      }),
    ]),
    note: "Assumed, not found: purchases unseen whoever makes them. A dash is a coverage that these figures rule out.",
  };
}

/** How people whose outcome could be seen differ from the others. */
export function observableTable(data: Data): Table {
  return {
    id: "observable",
    caption: "People with a known outcome beside those without",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "n_known", label: "n, known", format: count },
      { name: "n_unknown", label: "n, unknown", format: count },
      { name: "mean_known", label: "Mean, known", format: twoDecimals },
      { name: "mean_unknown", label: "Mean, unknown", format: twoDecimals },
      { name: "cohen_d", label: "d", format: (value) => decimal(value) },
      { name: "p", label: "p, Welch", format: pNumber },
    ],
    rows: Object.entries(data.found.observable_vs_others ?? {}).flatMap(
      ([column, found]): readonly (readonly Cell[])[] =>
        found === null
          ? []
          : [
              [
                labelOf(data, column),
                found.n1,
                found.n0,
                found.mean1,
                found.mean0,
                found.cohen_d_pooled,
                found.welch_t?.p ?? null,
              ],
            ],
    ),
  };
}
