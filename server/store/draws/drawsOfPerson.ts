import type { Query } from "../../database/database.ts";
import { storedResult } from "../trials/storedResult.ts";

/** What was drawn for a person and what they won, for the copy of everything about them. Of a draw that is not over only the
 *  commitment is told: its secret would let the draw be foreseen. */
export async function drawsOfPerson(query: Query, sessionIds: readonly string[]) {
  const draws = await query
    .selectFrom("draws")
    .select(["instance", "commitment", "closed_at", "result"])
    .where("session_id", "in", sessionIds)
    .orderBy("instance")
    .execute();
  const won = await query
    .selectFrom("winnings")
    .select(["instance", "claim_code", "gets", "bonus", "currency", "won_on", "state", "reason"])
    .where("session_id", "in", sessionIds)
    .orderBy("instance")
    .execute();
  return {
    draws: draws.map(({ instance, commitment, closed_at: closedAt, result }) => ({
      ...(result === null ? { instance, commitment } : storedResult(result)),
      closedAt,
    })),
    winnings: won.map(({ claim_code: claimCode, won_on: wonOn, gets, bonus, ...rest }) => ({
      ...rest,
      claimCode,
      wonOn,
      gets: JSON.parse(gets),
      bonus: Number(bonus) / 100,
    })),
  };
}
