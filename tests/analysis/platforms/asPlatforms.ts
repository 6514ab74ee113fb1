import { workbook } from "../../experiments/tableFiles/workbook.ts";

/** A trial of an IAT in the product's words. */
export type Trial = {
  readonly person: string;
  readonly kind: "practice" | "test";
  readonly pairing: "compatible" | "incompatible";
  readonly isCorrect: boolean;
  /** Whole ms. */
  readonly ms: number;
};

/** Two people's trials of the four combined blocks, made up: 20 practice and 40 test trials a pairing, one of them wrong in
 *  ten. */
export function madeUpTrials(): readonly Trial[] {
  return ["P-01", "P-02"].flatMap((person, which) =>
    (["compatible", "incompatible"] as const).flatMap((pairing) =>
      (["practice", "test"] as const).flatMap((kind) =>
        Array.from({ length: kind === "practice" ? 20 : 40 }, (_, index) => ({
          person,
          kind,
          pairing,
          isCorrect: index % 10 !== 3,
          ms: 600 + ((index * 97 + which * 31) % 400) + (pairing === "incompatible" ? 120 + 40 * which : 0),
        })),
      ),
    ),
  );
}

type Row = readonly (string | number)[];
const lines = (rows: readonly Row[], separator = ",") => `${rows.map((row) => row.join(separator)).join("\n")}\n`;

export const ourForm = (trials: readonly Trial[]) =>
  lines([
    ["participant_id", "trial_index", "block_kind", "pairing", "is_correct", "latency_ms"],
    ...trials.map((one, at) => [one.person, at, one.kind, one.pairing, one.isCorrect ? 1 : 0, one.ms]),
  ]);

function inquisitRows(trials: readonly Trial[], subject: string): readonly Row[] {
  const rows = trials.map((one, at): Row => {
    const block = `${one.pairing}test${one.kind === "practice" ? 1 : 2}`;
    return [
      60226,
      "10:11:12",
      one.person,
      block,
      block.length,
      "targetAleft",
      at + 2,
      18,
      one.isCorrect ? 1 : 0,
      one.ms,
    ];
  });
  const page: Row = [60226, "10:11:12", "P-01", "compatibletest1", 15, "instructions", 1, 57, 1, 8123];
  const other: Row = [60226, "10:11:12", "P-01", "attributepractice", 2, "attributeA", 2, 18, 1, 700];
  const header = [
    "date",
    "time",
    subject,
    "blockcode",
    "blocknum",
    "trialcode",
    "trialnum",
    "response",
    "correct",
    "latency",
  ];
  return [header, page, other, ...rows];
}

export const inquisitTabs = (trials: readonly Trial[]) => `\ufeff${lines(inquisitRows(trials, "subject"), "\t")}`;
export const inquisitCsv = (trials: readonly Trial[]) => lines(inquisitRows(trials, "script.subjectid"));

export function inquisitWorkbook(trials: readonly Trial[]): Uint8Array {
  const cell = (value: string | number) =>
    typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const rows = inquisitRows(trials, "subject").map((row) => `<row>${row.map(cell).join("")}</row>`);
  return workbook({ sheets: { iat_raw: rows.join("") } });
}

export const projectImplicit = (trials: readonly Trial[], wrong: readonly [string, string]) =>
  lines(
    [
      [
        "session_id",
        "task_name",
        "block_number",
        "block_pairing_definition",
        "trial_number",
        "trial_error",
        "trial_latency",
      ],
      ["P-01", "iat", "1", "Oat milk,Cow milk", 0, wrong[0], 812],
      ...trials.map((one, at) => {
        const block = (one.pairing === "compatible" ? 3 : 6) + (one.kind === "practice" ? 0 : 1);
        const pairs = one.pairing === "compatible" ? "Oat milk/Good,Cow milk/Bad" : "Cow milk/Good,Oat milk/Bad";
        return [one.person, "iat", block, pairs, at, wrong[one.isCorrect ? 0 : 1], one.ms];
      }),
    ],
    "\t",
  ).replaceAll(/\t([^\t\n]*,[^\t\n]*)/g, '\t"$1"');

export function iatgen(trials: readonly Trial[]): string {
  const people = [...new Set(trials.map(({ person }) => person))];
  const names = ["R", "L"].flatMap((side) =>
    ["P", "N"].flatMap((sign) => [1, 2, 3, 4, 5, 6, 7].map((n) => `${side}${sign}${n}`)),
  );
  const packed = (person: string, name: string) => {
    const block = Number(name[2]);
    // The first person had target A right with positive first, the second left with negative first.
    if (name.slice(0, 2) !== (person === "P-01" ? "RP" : "LN") || [1, 2, 5].includes(block)) return "";
    const pairing = (name[1] === "P") === block < 5 ? "compatible" : "incompatible";
    const kind = block === 3 || block === 6 ? "practice" : "test";
    const own = trials.filter((one) => one.person === person && one.kind === kind && one.pairing === pairing);
    return `"${own.map((one, at) => `${at % 20}${one.isCorrect ? "C" : "X"}${one.ms}`).join(",")},END"`;
  };
  const question = (name: string, at: number) => `Q${at + 1} ${name}`;
  return lines([
    ["StartDate", "EndDate", "Status", "ResponseId", ...names.map(question)],
    ["Start Date", "End Date", "Response Type", "Response ID", ...names.map(() => "Oat or Good")],
    ["StartDate", "EndDate", "Status", "ResponseId"].concat(names).map((id) => `"{""ImportId"":""${id}""}"`),
    ...people.map((person) => [
      "2026-06-02 10:00:00",
      "2026-06-02 10:09:00",
      "IP Address",
      person,
      ...names.map((name) => packed(person, name)),
    ]),
  ]);
}

const ownWords = (one: Trial) => ({
  phase: one.kind === "practice" ? "training" : "main",
  mapping: one.pairing === "compatible" ? "oat+good" : "cow+good",
});

export function jsPsychObjects(trials: readonly Trial[]): readonly object[] {
  const fixation = { rt: null, stimulus: "+", response: null, trial_type: "html-keyboard-response" };
  return trials.flatMap((one, at) => [
    { ...fixation, trial_index: 2 * at, time_elapsed: 900 * at, subject_id: one.person, task: "fixation" },
    {
      rt: one.ms,
      stimulus: "<p>Oat</p>",
      response: "e",
      trial_type: "html-keyboard-response",
      trial_index: 2 * at + 1,
      time_elapsed: 900 * at + 700,
      subject_id: one.person,
      task: "iat",
      correct: one.isCorrect,
      ...ownWords(one),
    },
  ]);
}

/** As jsPsych's own `data.csv()` writes it: every cell quoted, null and undefined empty. */
export function jsPsychCsv(trials: readonly Trial[]): string {
  const objects = jsPsychObjects(trials).map((one): Readonly<Record<string, unknown>> => ({ ...one }));
  const names = [...new Set(objects.flatMap((one) => Object.keys(one)))];
  const rows = objects.map((one) => names.map((name) => `"${one[name] ?? (name === "rt" ? "null" : "")}"`));
  return lines([names.map((name) => `"${name}"`), ...rows]);
}

export const gorilla = (trials: readonly Trial[]) =>
  lines([
    [
      "Event Index",
      "UTC Date",
      "Participant Private ID",
      "Task Name",
      "Zone Type",
      "Reaction Time",
      "Correct",
      "phase",
      "mapping",
    ],
    ...trials.flatMap((one, at): readonly Row[] => {
      const { phase, mapping } = ownWords(one);
      return [
        [2 * at + 1, "02/06/2026 10:00", one.person, "IAT", "fixation", 250, "", phase, mapping],
        [
          2 * at + 2,
          "02/06/2026 10:00",
          one.person,
          "IAT",
          "response_keyboard",
          `${one.ms}.0`,
          one.isCorrect ? 1 : 0,
          phase,
          mapping,
        ],
      ];
    }),
    ["END OF FILE", "", "", "", "", "", "", "", ""],
  ]);

/** Seconds, None where nothing was pressed, and a comma behind every row. */
export const psychoPy = (trials: readonly Trial[]) =>
  lines([
    [
      "phase",
      "mapping",
      "iat.thisN",
      "key_resp.keys",
      "key_resp.corr",
      "key_resp.rt",
      "participant",
      "psychopyVersion",
      "",
    ],
    ...trials.map((one, at) => {
      const { phase, mapping } = ownWords(one);
      return [phase, mapping, at, "e", one.isCorrect ? 1 : 0, one.ms / 1000, one.person, "2024.2.4", ""];
    }),
  ]);
