import type { Known } from "./trialColumns.ts";

const flag = "1 yes, 0 no";
const moment = "ISO 8601, UTC";

/** The columns of sessions, outcomes, purchases and scores, and those that tables share. */
export const tableColumns: Readonly<Record<string, Known>> = {
  id: ["The trial's own id, made by the browser", "UUID"],
  received_at: ["When the server had it", moment],
  study_hash: ["Version of the study that the person met", "hash in study.json"],
  language: ["Language in which the person took part", "BCP 47"],
  started_at: ["When the session began", moment],
  consented_at: ["When the person agreed to take part", `${moment}, empty = never`],
  finished_at: ["When the session was finished", `${moment}, empty = never`],
  withdrawn_at: ["When the person withdrew", `${moment}, empty = never`],
  take_part: ["Whether the person agreed to take part", `${flag}, empty = not answered`],
  link_purchases: ["Whether purchases may be linked", `${flag}, empty = not answered`],
  link_history: ["Whether purchases before the session may be linked", `${flag}, empty = not answered`],
  recontact: ["Whether the person may be asked again", `${flag}, empty = not answered`],
  share_data: ["Whether the data may be shared", `${flag}, empty = not answered`],
  wave: ["Which of the person's sessions", "first, or the wave's id in study.json"],
  opens_at: ["From when on the wave is open to the person", moment],
  closes_at: ["Until when the wave is open to the person", moment],
  invited_at: ["When the person first stood in a list for the wave", `${moment}, empty = never`],
  opened_at: ["When the person first opened the link", `${moment}, empty = never`],
  late_at: ["When the person came after the wave had closed", `${moment}, empty = never`],
  refused_at: ["When the person said no to the wave", `${moment}, empty = never`],
  assignment: ["The level drawn for each factor", "JSON"],
  seed: ["Seed of everything drawn for the session", "number"],
  device_browser: ["The browser", "name and version"],
  device_window: ["Size of the window", "width x height, CSS pixels"],
  device_pixel_ratio: ["Device pixels a CSS pixel", "number"],
  device_pointer: ["What the device points with", "fine, coarse, none"],
  clock_offset_ms: ["How far the device's clock was ahead of the server's", "ms"],
  flags: ["Signs of careless or automatic answering", "JSON: sign, value"],
  window_from: ["After this moment an event counts", moment],
  window_until: ["Up to and with this moment an event counts", moment],
  events: ["Events that counted", "count, empty = not known"],
  purchased_at: ["When it happened", moment],
  order_ref: ["The order, under a name that leads to nobody", "text"],
  quantity: ["How many", "number"],
  amount: ["What was paid", "number, in the currency"],
  currency: ["The currency", "ISO 4217"],
  channel: ["Where it was bought", "as the source says"],
  kind: ["What happened", "purchase, return, complaint, referral, churn, visit"],
  is_before_session: ["Whether it was before the session", flag],
  score_practice: ["The score of the practice blocks alone", "number, empty = none"],
  score_test: ["The score of the test blocks alone", "number, empty = none"],
  error_rate: ["Share of trials answered wrongly at first", "number from 0 to 1"],
  fast_share: ["Share of trials under the limit of too fast", "number from 0 to 1"],
  is_promoter: ["Whether the answer is 9 or 10", flag],
  is_passive: ["Whether the answer is 7 or 8", flag],
  is_detractor: ["Whether the answer is 0 to 6", flag],
  top_1: ["Whether the highest step was chosen", flag],
  top_2: ["Whether one of the two highest steps was chosen", flag],
  probability: ["The probability that the answer stands for", "number from 0 to 1"],
};

/** What a column is that no table of ours names, by its file. */
export function furtherColumn(file: string, column: string): Known {
  if (file === "scores.csv")
    return ["A value that the score is made of (the measure's README)", "number, empty = none"];
  if (file === "sessions.csv") return [`Level drawn for ${column}`, "level"];
  if (file === "predictors.csv") return ["A number measured elsewhere", "number, empty = none"];
  if (file === "participants.csv") return [`${column}, from a file of predictors or a part of the study`, "as found"];
  return ["A field that the browser sent along", "as sent"];
}

/** What a column's cells hold, by what the codebook says of them. */
export type ColumnType = "text" | "number" | "flag" | "moment";

const NUMBER = /^(-?number|count|ms|whole ms|Hz|minutes|days|from 0|above 0)\b/;

/** How a reader takes a column; text where the codebook says nothing of numbers: nothing is lost by that. */
export function columnType(values: string): ColumnType {
  if (values.startsWith(flag)) return "flag";
  if (values.startsWith("ISO 8601")) return "moment";
  return NUMBER.test(values) ? "number" : "text";
}
