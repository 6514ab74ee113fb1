import { count, decimal, pNumber, significant } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { labelOf, outcomeWords } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { ShownTreatments, TreatmentFinding } from "./sections.ts";
import { treatmentName } from "./treatmentSections.ts";

type Data = ReportData<TreatmentFinding>;

const three = (value: number | null) => significant(value, 3);
const two = (value: number | null) => decimal(value);

type Effect = ShownTreatments["effects"][number];

/** What each treatment changed of what people say, feel and do. */
export function effectsTable(data: Data): Table {
  return {
    id: "treatment-effects",
    caption: "What the treatments changed, among everyone who was randomised",
    columns: [
      { name: "response", label: "What people say, feel or do" },
      { name: "levels", label: "Difference" },
      { name: "n", label: "People", format: count },
      { name: "difference", label: "Mean difference", format: three },
      { name: "ci95_low", label: "95 % from", format: three },
      { name: "ci95_high", label: "to", format: three },
      { name: "p", label: "p", format: pNumber },
      { name: "p_holm", label: "p, Holm", format: pNumber },
    ],
    rows: (data.found.treatments?.effects ?? []).map((effect): readonly Cell[] => [
      nameOf(data, effect),
      effect.name,
      effect.n?.reduce((sum, people) => sum + people, 0) ?? null,
      effect.estimate,
      ...effect.ci95,
      effect.p,
      effect.p_holm,
    ]),
    note: "Each response in its own unit; HC2 standard errors, Welch's degrees of freedom; Holm over all rows. A difference of differences, marked ×, says whether one treatment works differently under another.",
  };
}

function nameOf(data: Data, { role, response }: Effect): string {
  return role === "do"
    ? `Do: who ${outcomeWords(data).did}`
    : `${role === "say" ? "Say" : "Feel"}: ${labelOf(data, response)}`;
}

/** How much of a change in saying came with a change in doing. */
export function passThroughTable(data: Data): Table {
  return {
    id: "treatment-pass-through",
    caption: "How much of what a treatment changed in saying came with a change in doing",
    columns: [
      { name: "levels", label: "Levels" },
      { name: "unit", label: "Unit" },
      { name: "people", label: "People", format: count },
      { name: "delta_say", label: "Change in saying", format: three },
      { name: "delta_do", label: "Change in doing", format: three },
      { name: "ratio", label: "Doing per saying", format: two },
      { name: "ratio_low", label: "95 % from", format: two },
      { name: "ratio_high", label: "to", format: two },
      { name: "reading", label: "Reading" },
    ],
    rows: (data.found.treatments?.pass_through ?? []).map((one): readonly Cell[] => [
      `${one.level} − ${one.reference}`,
      one.unit === "points" ? "share who do it per share who say yes" : "standard deviations",
      one.n[0] + one.n[1],
      one.delta_say,
      one.delta_do,
      one.ratio,
      ...(one.kind === "interval" && one.limits ? one.limits : [null, null]),
      one.sentence,
    ]),
    note: "Fieller's interval, which holds however little people's answers moved. It is no path through saying: a treatment may change what people do without them.",
  };
}

/** Whether the levels stayed even from assignment to analysis. */
export function sampleRatioTable(data: Data): Table {
  return {
    id: "treatment-sample-ratio",
    caption: "Whether the levels of each treatment stayed even",
    columns: [
      { name: "treatment", label: "Treatment" },
      { name: "point", label: "People" },
      { name: "counts", label: "By level" },
      { name: "chi2", label: "χ²", format: three },
      { name: "df", label: "df", format: count },
      { name: "p", label: "p", format: pNumber },
      { name: "reading", label: "Reading" },
    ],
    rows: Object.entries(data.found.treatments?.sample_ratio ?? {}).flatMap(([treatment, points]) =>
      points.map(({ point, counts, chi2, df, p, is_even }): readonly Cell[] => [
        treatmentName(treatment),
        point,
        Object.entries(counts)
          .map(([level, people]) => `${level} ${people}`)
          .join(", "),
        chi2,
        df,
        p,
        is_even ? "even" : point === "assigned" ? "uneven: find the fault" : "uneven: people were lost",
      ]),
    ),
    note: "Starts are kept even, so a small p is no chance: below .001 the levels lost different people.",
  };
}
