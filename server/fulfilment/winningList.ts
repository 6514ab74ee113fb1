import { stringify } from "csv-stringify/sync";
import type { Study } from "../../experiments/contract/study.ts";
import { textIn } from "../../experiments/contract/text.ts";
import { spreadsheetSafe } from "../exports/spreadsheetSafe.ts";
import type { HandedBatch, Winning } from "../store/store.ts";

const COLUMNS = ["claim_code", "panel_id", "product", "gets", "bonus", "currency", "won_on", "batch"];

/** A list of what was won, for whoever hands it out: CSV, one line a winner, the same bytes for the same list. Holds no
 *  address: winners send their code to the study's contact, and panels pay a bonus to their id. */
export function winningList({ id, rows }: HandedBatch, study: Study): string {
  const names = new Map(
    study.products.map((product) => [product.id, textIn(product.name, study.languages[0] ?? "en")]),
  );
  return stringify([COLUMNS, ...rows.map((row) => cellsOf(row, { batch: id, names }).map(spreadsheetSafe))]);
}

type Naming = { readonly batch: string; readonly names: ReadonlyMap<string, string> };

function cellsOf({ claimCode, panelId, gets, bonus, currency, wonOn }: Winning, { batch, names }: Naming) {
  return [
    claimCode ?? "",
    panelId ?? "",
    gets.map(({ item }) => item).join("; "),
    gets.map(({ item, quantity }) => `${quantity} × ${names.get(item) ?? item}`).join("; "),
    (bonus / 100).toFixed(2),
    currency,
    wonOn,
    batch,
  ];
}
