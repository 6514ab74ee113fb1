import type { JsPsych } from "jspsych";
import { cell } from "../../contract/columns.ts";
import { textIn } from "../../contract/text.ts";
import { element } from "../../plugins/elements.ts";
import { recordedTrials, type StandaloneScore, scoreRecorded, trialsCsv } from "../recorded.ts";
import { type Asked, addressOf } from "./asked.ts";
import { measureOf } from "./measureOf.ts";

/** What a measure recorded and scored, to read and to download. */
export function resultPage(asked: Asked, jsPsych: JsPsych): HTMLElement {
  const measure = measureOf(asked.measure ?? "");
  const trials = recordedTrials(measure, jsPsych);
  const isShort = asked.length === "short" && measure.kind === "implicit";
  const warning = isShort ? " A short try is too short to say anything about you." : "";
  const again = element("a", "primary", ["Take part again"]);
  again.href = addressOf(asked);
  const back = element("a", "", ["Every measure"]);
  back.href = addressOf({ ...asked, measure: null });
  return element("main", "gallery result", [
    element("header", "top", [
      element("h1", "", [textIn(measure.title, "en")]),
      element("p", "quiet", [`What was recorded of you, and its score.${warning}`]),
      element("p", "actions", [again, back]),
    ]),
    element("h2", "", ["Score"]),
    ...scoreRecorded(measure, jsPsych).map(scoreBox),
    element("h2", "", [`Trials (${trials.length})`]),
    element("p", "actions", [
      download("trials.csv", () => trialsCsv(measure, jsPsych, "me"), "Download CSV"),
      download("trials.json", () => JSON.stringify(trials, null, 2), "Download JSON"),
    ]),
    trialTable(trials),
  ]);
}

function scoreBox({ product, score }: StandaloneScore): HTMLElement {
  const rows = [
    ["score", shownNumber(score.value)] as const,
    ...(product === "" ? [] : [["product", product] as const]),
    ...(score.excluded === undefined ? [] : [["excluded", score.excluded] as const]),
    ["trials used", String(score.trialsUsed)] as const,
    ...Object.entries(score.parts).map(([name, value]) => [name.replaceAll("_", " "), shownNumber(value)] as const),
  ];
  const body = rows.map(([name, value]) => element("tr", "", [headCell(name, "row"), element("td", "", [value])]));
  return element("table", "score", [element("tbody", "", body)]);
}

/** Four digits after the point are more than any score here can bear. */
function shownNumber(value: number | null): string {
  if (value === null) return "not computable";
  return Number.isInteger(value) ? String(value) : value.toFixed(4);
}

function headCell(text: string, scope: "row" | "col"): HTMLElement {
  const head = element("th", "", [text]);
  head.scope = scope;
  return head;
}

function trialTable(trials: readonly object[]): HTMLElement {
  const columns = [...new Set(trials.flatMap(Object.keys))];
  const head = element(
    "tr",
    "",
    columns.map((column) => headCell(column, "col")),
  );
  const rows = trials.map((trial) => {
    const values = new Map<string, unknown>(Object.entries(trial));
    return element(
      "tr",
      "",
      columns.map((column) => element("td", "", [shortCell(values.get(column))])),
    );
  });
  const table = element("table", "trials", [element("thead", "", [head]), element("tbody", "", rows)]);
  const box = element("div", "scrolls", [table]);
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Trials");
  return box;
}

const LONGEST_CELL = 40;

function shortCell(value: unknown): string {
  const text = typeof value === "number" ? String(Math.round(value * 10) / 10) : cell(value);
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text;
}

function download(file: string, text: () => string, label: string): HTMLElement {
  const button = element("button", "", [label]);
  button.type = "button";
  button.addEventListener("click", () => {
    const link = element("a", "");
    link.href = URL.createObjectURL(new Blob([text()], { type: "text/plain" }));
    link.download = file;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  return button;
}
