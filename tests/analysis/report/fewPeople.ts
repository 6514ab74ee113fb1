import { parse } from "csv-parse/sync";
import { parseHTML } from "linkedom";

/** Columns of the tables whose whole numbers are no counts of people: places on a scale, shares that are 0 or 1, degrees
 *  of freedom, ratios, prices, minutes and what a task consists of. Whatever is not named here is taken for people. */
const NO_PEOPLE = new Set([
  ...[
    "level",
    "answer",
    "threshold",
    "median",
    "min",
    "max",
    "from",
    "to",
    "count",
    "tercile",
    "stated_yes",
    "prevalence",
  ],
  ...[
    "df",
    "chi2",
    "lr_chi2",
    "p",
    "fraction",
    "cumulative_gain",
    "cumulative_lift",
    "tpr",
    "fpr",
    "coverage",
    "ratio",
    "e_value",
    "e_value_limit",
  ],
  ...["reliability", "trials", "minutes", "splits", "price", "isotonic", "said", "share", "demand", "observed_share"],
  ...[
    "ppv",
    "lift",
    "sensitivity",
    "specificity",
    "accuracy",
    "ci95_low",
    "ci95_high",
    "wilson95_low",
    "wilson95_high",
  ],
  ...["ppv_low", "ppv_high", "ppv_all", "revenue", "is_simulated", "too_cheap", "cheap", "expensive", "too_expensive"],
  ...[
    "firth_high",
    "left_out",
    "as_others",
    "as_doers",
    "unweighted",
    "weighted",
    "p_holm",
    "lr_p_holm",
    "p_equivalence",
  ],
]);

/** Every cell of a table that counts fewer than `fewest` people, as `table: column number`. */
export function fewInTable(name: string, csv: string, fewest: number): readonly string[] {
  const rows: readonly Readonly<Record<string, string>>[] = parse(csv, { columns: true });
  return rows.flatMap((row) =>
    Object.entries(row).flatMap(([column, cell]) =>
      /^\d+$/.test(cell) && isFew(Number(cell), fewest) && !NO_PEOPLE.has(column) ? [`${name}: ${column} ${cell}`] : [],
    ),
  );
}

/** Names in out.json whose whole numbers count no people. Whatever is not named here is taken for people. */
const NO_COUNT = new Set([
  ...["e_value", "e_value_limit"],
  ...["df", "k", "level", "tercile", "stated_yes", "group", "threshold", "coverage", "prevalence", "seed", "resamples"],
  ...[
    "repeats",
    "resamples_redrawn",
    "undefined_resamples",
    "strata",
    "pairs",
    "price",
    "min",
    "max",
    "median",
    "minutes",
  ],
  ...[
    "Q_df",
    "fraction",
    "tpr",
    "fpr",
    "reliability",
    "specifications",
    "agreeing",
    "other_ways",
    "products",
    "counts",
  ],
  ...["useful_thresholds", "sd_standardised_estimate", "q1", "q3", "iqr", "mad", "range", "n_to_decide", "ci95"],
  ...["participants_to_decide", "plateau", "thresholds", "effective_n", "largest_weight"],
]);

/** The same for whole sections: places on a scale, p values and shares that happen to be 1, priors, shares by price. */
const NO_COUNTS = new RegExp(
  [
    ...[
      "quantile7",
      "iqr7",
      "_holm",
      "calibration_slope",
      "proportion_of_",
      "share_",
      "cumulative_",
      "prior",
      "n_values",
    ],
    ...["df1", "optimal", "E12.estimate", "van_westendorp.curves", "standardized_", "isotonic", "asked_demand"],
    ...["specificity", "lr_negative", "calibration_in_sample", "p_naive", "p_boundary_half", "_anova.n0", "mean1"],
  ].join("|"),
);

const ROOT = { path: "", name: "" };

/** Every whole number of results that counts fewer than `fewest` people, with its path, and every sentence that does. */
export function fewInResults(value: unknown, fewest: number, { path, name } = ROOT): readonly string[] {
  if (typeof value === "string") return fewInText(value, fewest).map((words) => `${path}: ${words}`);
  if (typeof value === "number") {
    const isCount = Number.isInteger(value) && !NO_COUNT.has(name) && !NO_COUNTS.test(path);
    return isCount && isFew(value, fewest) ? [`${path}: ${value}`] : [];
  }
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    fewInResults(entry, fewest, { path: `${path}.${key}`, name: Array.isArray(value) ? name : key }),
  );
}

const PEOPLE =
  "people|persons?|participants|rows|ratings|buyers|non-buyers|customers|choosers|events|yes-sayers|promoters|passives|detractors|bought|answers";
const COUNTED = [
  new RegExp(String.raw`(?<![\d.,\u202f–-])(\d+) (?:of them )?(?:${PEOPLE})\b`, "g"),
  /\bn = (\d+)\b/g,
  /\bOf (?:the |its )?(\d+)\b/g,
];

/** Every number of a text that counts fewer than `fewest` people, with the words around it. */
export function fewInText(text: string, fewest: number): readonly string[] {
  const said = text.replaceAll("\u00a0", " ").replace(/Counts of 1 to \d+ people|\d+ items are answered here/g, "");
  return COUNTED.flatMap((pattern) =>
    [...said.matchAll(pattern)].flatMap(({ 1: digits, index }) =>
      isFew(Number(digits), fewest) ? [said.slice(Math.max(0, index - 30), index + 40)] : [],
    ),
  );
}

/** The words of a page: every text and description in it. */
export function wordsOfPage(html: string): string {
  const { document } = parseHTML(html);
  for (const style of document.querySelectorAll("style")) style.remove();
  return [...document.querySelectorAll("p, li, h1, h2, h3, td, th, dd, dt, summary, text, desc, title")]
    .map((element) => element.textContent ?? "")
    .join("\n");
}

function isFew(people: number, fewest: number): boolean {
  return people > 0 && people < fewest;
}
