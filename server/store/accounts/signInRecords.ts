import type { StoreContext } from "../../database/context.ts";
import { accountOf } from "./accountOf.ts";
import type { SignInRecord } from "./accountStore.ts";

const DECOY = "decoy of signing in";
const DECOY_SECRET = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/** What is needed to judge a sign-in, with the same queries and decryptions whoever asks. */
export function signInRecords({ database, vault }: StoreContext) {
  let decoy: Promise<Uint8Array> | undefined;
  return {
    async forSignIn(email: string): Promise<SignInRecord> {
      decoy ??= vault.seal(DECOY, DECOY_SECRET);
      const sealed = await decoy;
      const row = await database.query
        .selectFrom("accounts")
        .selectAll()
        .where("email", "=", email.trim().toLowerCase())
        .executeTakeFirst();
      const hasFactor = row?.totp != null && row.totp_confirmed_at !== null;
      const secret = await vault.open(hasFactor ? row.id : DECOY, hasFactor ? (row.totp ?? sealed) : sealed);
      return {
        known: row && { account: accountOf(row), password: row.password },
        id: row?.id ?? DECOY,
        secret: secret ?? DECOY_SECRET,
      };
    },
  };
}
