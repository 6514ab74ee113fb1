import type { StoreContext } from "./context.ts";
import type { SessionRow } from "./tables.ts";

/** Now, but never before what a session's row says has happened: a server's clock may be set back, and no session ends
 *  before it began. */
export function momentIn(
  { now }: StoreContext,
  row: Pick<SessionRow, "started_at" | "consented_at" | "seen_at">,
): string {
  const moments = [now().toISOString(), row.started_at, row.consented_at ?? "", row.seen_at];
  return moments.reduce((latest, moment) => (moment > latest ? moment : latest));
}
