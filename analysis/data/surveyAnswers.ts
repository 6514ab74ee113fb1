import { askId, askText } from "../../experiments/contract/asked.ts";
import type { Measure } from "../../experiments/contract/measure.ts";
import { csvLine, utf8Lines } from "../../experiments/tableFiles/csvText.ts";
import type { Ask, Said, TableSource } from "../../experiments/tables/ask.ts";
import { type Table, textColumn } from "../../experiments/tables/table.ts";

/** A column of a survey with one row a person: the answers to one item about one product ("" = the row's own, or none). */
type SurveyItem = { readonly column: string; readonly item: string; readonly product: string };

/** Which columns of a survey hold answers of a stated measure: those that `--map` or a recipe calls by an item's name, such
 *  as `likelihoodToRecommend`, `brandValues.bond.miss`, or with a product `likelihoodToRecommend@oat`. */
export function surveyItems(measure: Measure, said: Said): readonly SurveyItem[] {
  if (measure.kind !== "stated") return [];
  const named = new Set([...(said.map?.keys() ?? []), ...(said.recipe?.columns.keys() ?? [])]);
  return [...named].flatMap((column) => {
    const at = column.indexOf("@");
    const [item, product] = at < 0 ? [column, ""] : [column.slice(0, at), column.slice(at + 1)];
    return item === measure.name || item.startsWith(`${measure.name}.`) ? [{ column, item, product }] : [];
  });
}

/** What is asked of such a survey: each person once. What `--value value:…` says holds for every item. */
export function askForSurvey(items: readonly SurveyItem[], said: Said): Ask {
  const answers = Object.fromEntries(items.map(({ column }) => [column, askText({ required: true })]));
  const { value: ofAll, ...own } = Object.fromEntries(said.values ?? []);
  const ofItems = ofAll === undefined ? [] : items.map(({ column }) => [column, ofAll] as const);
  return {
    columns: {
      participant_id: askId({ required: true, empty: "refused" }),
      instance: askText(),
      product: askText(),
      ...answers,
    },
    unique: ["instance", "product", "participant_id"],
    said: { ...said, values: new Map([...ofItems, ...Object.entries(own)]) },
  };
}

const HEADER = ["participant_id", "instance", "product", "item", "value"];

/** The answers of a survey, one a row. */
export function unfolded(survey: Table, items: readonly SurveyItem[], name: string): TableSource {
  return { name, chunks: utf8Lines(linesOf(survey, items)) };
}

function* linesOf(survey: Table, items: readonly SurveyItem[]): Generator<string> {
  yield csvLine(HEADER);
  const cellOf = (column: string) => {
    const found = textColumn(survey, column);
    return (row: number) => found?.texts[found.values[row]!] ?? "";
  };
  const [person, instance, about] = [cellOf("participant_id"), cellOf("instance"), cellOf("product")];
  const answers = items.map((item) => ({ ...item, answer: cellOf(item.column) }));
  for (let row = 0; row < survey.rows; row++) {
    for (const { item, product, answer } of answers) {
      yield csvLine([person(row), instance(row), product || about(row), item, answer(row)]);
    }
  }
}
