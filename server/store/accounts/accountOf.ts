import type { AccountRow } from "../../database/tables.ts";
import type { Account } from "../store.ts";

/** An account without its secrets. */
export function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    isAdmin: row.is_admin === 1,
    hasSecondFactor: row.totp_confirmed_at !== null,
    isDisabled: row.disabled_at !== null,
    timeZone: row.time_zone ?? null,
  };
}
