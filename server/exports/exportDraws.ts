import { cell } from "../../experiments/contract/columns.ts";
import type { ClosedDraw, SessionRecord, StudyView } from "../store/store.ts";
import type { NewTables } from "./newTables.ts";

/** draws.csv: one row a draw that is over, with everything to recompute it from and nothing that leads to a winner; where
 *  anything was drawn. Amounts in the currency's unit. */
export async function exportDraws(view: StudyView, sessions: readonly SessionRecord[], out: NewTables): Promise<void> {
  const people = new Map(sessions.map(({ sessionId, participantId }) => [sessionId, participantId]));
  // Sessions of a pilot are in no file.
  const draws = (await view.draws()).filter(({ sessionId }) => people.has(sessionId));
  if (draws.length === 0) return;
  const file = out.open("draws.csv", [
    ...["session_id", "participant_id", "instance", "stakes", "commitment", "secret", "nonce", "one_in", "endowment"],
    ...["currency", "wins", "counted", "price_drawn", "prices", "bought", "gets", "pays", "bonus", "closed_at"],
  ]);
  for (const draw of draws) await file.write(cellsOf(draw, people.get(draw.sessionId) ?? ""));
  await file.close();
}

function cellsOf(draw: ClosedDraw, participantId: string): readonly string[] {
  const { sessionId, instance, stakes, commitment, secret, nonce, oneIn, endowment } = draw;
  return [
    ...[sessionId, participantId, instance, stakes, commitment, secret, nonce, String(oneIn)],
    ...[endowment.amount.toFixed(2), endowment.currency, cell(draw.wins), cell(draw.counted)],
    draw.priceDrawn === null ? "" : draw.priceDrawn.toFixed(2),
    draw.prices === null
      ? ""
      : [draw.prices.from, draw.prices.to, draw.prices.step].map((one) => one.toFixed(2)).join(":"),
    cell(draw.bought),
    draw.gets.map(({ item, quantity }) => (quantity === 1 ? item : `${quantity} ${item}`)).join("; "),
    ...[draw.pays.toFixed(2), draw.bonus.toFixed(2), draw.closedAt],
  ];
}
