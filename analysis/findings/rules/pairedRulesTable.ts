import { percent, pNumber, significant } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { startingWith } from "../../statistics/named.ts";
import { knownInterval } from "../answers/answer.ts";
import { ruleLabel } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections, ShownPair } from "./sections.ts";

type Data = ReportData<RuleSections>;

/** The primary stated yes against the primary implicit yes on the same people: predictive value, accuracy, sensitivity
 *  and specificity, each with its paired test. */
export function pairedRulesTable(data: Data): Table {
  const [found] = startingWith<"paired_rules_", ShownPair | null | undefined>(data.found, "paired_rules_");
  const [name = "", pair] = found ?? [];
  const [stated, implicit] = name.split("_vs_").map((short) => ruleNamed(data, short));
  const share = (value: number | null) => percent(value, data.sample.n);
  return {
    id: "paired-rules",
    caption:
      stated && implicit
        ? `${ruleLabel(data, implicit)} against ${ruleLabel(data, stated)}, the same people judged by both`
        : "Two yes-rules on the same people",
    columns: [
      { name: "figure", label: "Figure" },
      { name: "stated", label: "Stated", format: share },
      { name: "implicit", label: "Implicit", format: share },
      { name: "difference", label: "Difference", format: share },
      { name: "ci95_low", label: "95 % from", format: share },
      { name: "ci95_high", label: "to", format: share },
      { name: "ratio", label: "Ratio", format: (value) => significant(value) },
      { name: "p", label: "p", format: pNumber },
      { name: "test", label: "Test" },
    ],
    rows: stated && implicit && pair ? pairedRows(data, pair, [stated, implicit]) : [],
  };
}

/** The rule behind a short name, which has no separators: `pi5top2`, `dscore035`, `promoter`. */
function ruleNamed(data: Data, short: string): string | undefined {
  const plain = (name: string) => name.replace(/_(ge|gt|le|lt|eq)_?/, "").replaceAll("_", "");
  return Object.keys(data.found.rules ?? {}).find(
    (name) => plain(name) === plain(short) || (short === "promoter" && name.endsWith("_promoter")),
  );
}

function pairedRows(data: Data, paired: ShownPair, names: readonly [string, string]): readonly (readonly Cell[])[] {
  const [stated, implicit] = names.map((name) => data.found.rules?.[name]);
  if (!stated || !implicit) return [];
  const values = paired.predictive_values;
  const row = (
    name: string,
    figure: "ppv" | "sensitivity" | "specificity" | "accuracy",
    rest: readonly [limits: readonly [number, number] | null, ratio: number | null, p: number | null, test: string],
  ): readonly Cell[] => {
    const [a, b] = [stated[figure]?.estimate ?? null, implicit[figure]?.estimate ?? null];
    const [limits, ratio, p, test] = rest;
    const difference = a === null || b === null ? null : b - a;
    return [name, a, b, difference, limits?.[0] ?? null, limits?.[1] ?? null, ratio, p, test];
  };
  const exact = "McNemar, exact";
  return [
    row("PPV", "ppv", [
      knownInterval(values.difference_wald.ci95),
      values.relative_ppv.ratio_2_over_1,
      values.wgs.p,
      "weighted generalised score (Kosinski 2013)",
    ]),
    row("Sensitivity", "sensitivity", [null, null, paired.sensitivity_mcnemar?.exact_p ?? null, exact]),
    row("Specificity", "specificity", [null, null, paired.specificity_mcnemar?.exact_p ?? null, exact]),
    row("Accuracy", "accuracy", [
      reversed(paired.accuracy_difference_newcombe95),
      null,
      paired.accuracy_mcnemar?.exact_p ?? null,
      exact,
    ]),
  ];
}

/** The interval of stated minus implicit as one of implicit minus stated. */
function reversed(limits: readonly [number, number] | null): readonly [number, number] | null {
  return limits && [-limits[1], -limits[0]];
}
