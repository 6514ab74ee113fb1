import { count, percent } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { outcomeWords } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "../rules/sections.ts";
import { withheldNote } from "../withheld.ts";

// Yes or no, by the thirds of the implicit score.
const GROUPS = 6;

/** People, buyers and share by what was said and third of the implicit score. */
export function sayFeelTable(data: ReportData<RuleSections>): Table {
  const share = (value: number | null) => percent(value, data.sample.n);
  return {
    id: "say-feel",
    caption: `What was said, third of the implicit score, and who ${outcomeWords(data).did}`,
    columns: [
      { name: "stated_yes", label: "Said yes", format: (value) => (value === 1 ? "yes" : "no") },
      { name: "tercile", label: "Third (1 lowest)", format: count },
      { name: "n", label: "People", format: count },
      { name: "bought", label: `Who ${outcomeWords(data).did}`, format: count },
      { name: "share", label: "Share", format: share },
      { name: "wilson95_low", label: "95 % from", format: share },
      { name: "wilson95_high", label: "to", format: share },
    ],
    rows: (data.found.say_do_by_implicit_tercile ?? []).map(({ stated_yes, tercile, n, x, estimate, wilson95 }) => [
      stated_yes,
      tercile,
      n,
      x,
      estimate,
      wilson95?.[0] ?? null,
      wilson95?.[1] ?? null,
    ]),
    ...withheldNote(data, GROUPS - (data.found.say_do_by_implicit_tercile ?? []).length),
  };
}
