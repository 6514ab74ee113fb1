import {
  type AskedColumn,
  askChoice,
  askFlag,
  askId,
  askMoment,
  askNumber,
  askText,
} from "../../experiments/contract/asked.ts";
import { purchaseKinds } from "../../experiments/contract/purchase.ts";
import type { ImportKind } from "./importReport.ts";

const needed = { required: true, empty: "refused" } as const;

/** What each table of the company's records is asked for. An empty key matches nobody; an empty product is unknown. */
export const recordColumns: Readonly<Record<ImportKind, Readonly<Record<string, AskedColumn>>>> = {
  purchases: {
    participant_key: askId({ required: true, private: true }),
    purchased_at: askMoment({ ...needed, past: true }),
    product: askText({ required: true }),
    order_id: askId({ private: true }),
    quantity: askNumber(),
    amount: askNumber(),
    currency: askText(),
    channel: askText(),
    kind: askChoice(purchaseKinds),
  },
  coverage: {
    participant_key: askId({ private: true }),
    observed_from: askMoment(needed),
    observed_until: askMoment({ ...needed, past: true }),
    source: askText(needed),
  },
  conditions: {
    product: askText({ required: true }),
    from: askMoment(needed),
    to: askMoment(needed),
    price: askNumber({ range: [0, Number.POSITIVE_INFINITY] }),
    promotion: askText(),
    in_stock: askFlag(),
    advertising: askText(),
  },
  // A column a predictor: which ones, the file or the caller says.
  predictors: { participant_key: askId({ required: true, private: true }) },
};
