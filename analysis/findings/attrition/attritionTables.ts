import { count, pNumber, significant } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { labelOf, outcomeWords } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import { treatmentName } from "../treatments/treatmentSections.ts";
import type { Progress, WaveAttrition } from "./attritionSections.ts";
import type { AttritionFinding } from "./sections.ts";

type Data = ReportData<AttritionFinding>;

const three = (value: number | null) => significant(value, 3);

function wavesOf(data: Data): readonly (readonly [string, WaveAttrition])[] {
  return Object.entries(data.found.attrition ?? {});
}

/** How far people came in each wave, all together and by treatment. */
export function progressTable(data: Data): Table {
  const steps = ["people", "invited", "opened", "started", "finished", "late", "refused"] as const;
  const row = (wave: string, whom: string, progress: Progress): readonly Cell[] => [
    wave,
    whom,
    ...steps.map((step) => progress[step]),
  ];
  return {
    id: "attrition",
    caption: "How far people came in each wave",
    columns: [
      { name: "wave", label: "Wave" },
      { name: "whom", label: "Of whom" },
      { name: "people", label: "Finished the first session", format: count },
      { name: "invited", label: "Listed", format: count },
      { name: "opened", label: "Opened the link", format: count },
      { name: "started", label: "Started", format: count },
      { name: "finished", label: "Finished", format: count },
      { name: "late", label: "Came too late", format: count },
      { name: "refused", label: "Said no", format: count },
    ],
    rows: wavesOf(data).flatMap(([wave, { all, by_treatment }]) => [
      ...(all === null ? [] : [row(wave, "everyone", all)]),
      ...Object.entries(by_treatment).flatMap(([column, levels]) =>
        Object.entries(levels).map(([level, progress]) => row(wave, `${treatmentName(column)}: ${level}`, progress)),
      ),
    ]),
    note: "Erased people are in no row. Rows in which a step is of few people are withheld.",
  };
}

/** Whether those who came back were others at the first session. */
export function stayersTable(data: Data): Table {
  return {
    id: "attrition-stayers",
    caption: "What stayers and leavers said, felt and did the first time",
    columns: [
      { name: "wave", label: "Wave" },
      { name: "response", label: "What people say, feel or do" },
      { name: "stayers", label: "Stayers", format: count },
      { name: "leavers", label: "Leavers", format: count },
      { name: "difference", label: "Stayers less leavers", format: three },
      { name: "ci95_low", label: "95 % from", format: three },
      { name: "ci95_high", label: "to", format: three },
      { name: "p", label: "p", format: pNumber },
    ],
    rows: wavesOf(data).flatMap(([wave, { stayers_and_leavers }]) =>
      stayers_and_leavers.map((one): readonly Cell[] => [
        wave,
        nameOf(data, one),
        ...one.n,
        one.estimate,
        ...one.ci95,
        one.p,
      ]),
    ),
    note: "The same share lost everywhere proves no validity: a difference here says that the people of the wave are others than those of the first session. HC2 standard errors, Welch's degrees of freedom.",
  };
}

function nameOf(
  data: Data,
  { role, response }: { readonly role: "say" | "feel" | "do"; readonly response: string },
): string {
  if (role === "do") return `Do: who ${outcomeWords(data).did}`;
  return `${role === "say" ? "Say" : "Feel"}: ${labelOf(data, response)}`;
}

/** Whether the levels of each treatment stayed even up to the end of each wave. */
export function waveRatioTable(data: Data): Table {
  return {
    id: "attrition-sample-ratio",
    caption: "Whether the levels of each treatment stayed even in each wave",
    columns: [
      { name: "wave", label: "Wave" },
      { name: "treatment", label: "Treatment" },
      { name: "step", label: "People" },
      { name: "counts", label: "By level" },
      { name: "chi2", label: "χ²", format: three },
      { name: "p", label: "p", format: pNumber },
      { name: "reading", label: "Reading" },
    ],
    rows: wavesOf(data).flatMap(([wave, { sample_ratio }]) =>
      Object.entries(sample_ratio).flatMap(([column, points]) =>
        points.map((one): readonly Cell[] => [
          wave,
          treatmentName(column),
          one.step,
          Object.entries(one.counts)
            .map(([level, people]) => `${level} ${people}`)
            .join(", "),
          one.chi2,
          one.p,
          one.is_even ? "even" : "uneven: people were lost",
        ]),
      ),
    ),
    note: "Below .001 the levels lost different people.",
  };
}
