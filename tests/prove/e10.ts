import { hashPassword } from "../../server/accounts/passwords.ts";
import { signIn } from "../../server/accounts/signIn.ts";
import { startServer } from "../../server/main.ts";
import { openStore } from "../../server/store/openStore.ts";
import { placesOf } from "../server/stores.ts";
import type { Proof } from "./proof.ts";

const TRIES = 10;
const password = "velvet anchor tundra 41";

/** Guessing at one account, at many, from one address that says it is many, and the time that an answer takes. */
export const e10: Proof = {
  id: "E10",
  promise: "Ten guesses in a quarter of an hour, at an account or from an address, whatever the proxy headers say.",
  async run({ scale }) {
    const [guesses, timings] = scale === "short" ? [60, 6] : [10_000, 100];
    const places = await placesOf("sqlite");
    const place = await places.fresh();
    const server = await startServer({ ...place, port: 0, consolePort: 0, studies: [] });
    const opened = await openStore(place, "work");
    const { accounts } = opened.store;
    const hashed = await hashPassword(password);
    for (const name of ["ada", "ben"]) {
      await accounts.create({ email: `${name}@example.org`, name, password: hashed, isAdmin: false });
    }
    const statuses = { judged: 0, refused: 0, entered: 0 };
    for (let guess = 0; guess < guesses; guess += 1) {
      const headers = { "x-forwarded-for": `198.51.100.${guess % 250}`, forwarded: `for=198.51.100.${guess % 250}` };
      const body = new URLSearchParams({ email: "ada@example.org", password: `${password} ${guess}`, code: "000000" });
      const { status } = await fetch(`${server.consoleOrigin}/sign-in`, {
        method: "POST",
        body,
        headers,
        redirect: "manual",
      });
      statuses[status === 429 ? "refused" : status === 401 ? "judged" : "entered"] += 1;
    }
    const many = { judged: 0, refused: 0 };
    for (let guess = 0; guess < TRIES * 3; guess += 1) {
      const given = { email: `nobody-${guess}@example.org`, password, code: "", address: "192.0.2.1", now: new Date() };
      const isRefused = await signIn(accounts, given).then(
        () => false,
        () => true,
      );
      many[isRefused ? "refused" : "judged"] += 1;
    }
    const auc = await timingAuc(accounts, timings);
    await opened.close();
    await server.close();
    await places.clear();
    const isBounded = statuses.judged <= TRIES && many.judged <= TRIES && statuses.entered === 0;
    return {
      // Time is judged where there are enough tries and nothing else runs beside.
      isMet: isBounded && statuses.refused === guesses - statuses.judged && (scale === "short" || auc <= 0.6),
      figures: {
        guesses,
        ...statuses,
        manyAccountsJudged: many.judged,
        manyAccountsRefused: many.refused,
        aucOfTimeKnown: auc.toFixed(2),
      },
    };
  },
};

type Accounts = Parameters<typeof signIn>[0];

/** How often a known account takes longer to refuse than one that is not there. */
async function timingAuc(accounts: Accounts, tries: number): Promise<number> {
  const taken = async (email: string, number: number) => {
    const from = performance.now();
    const now = new Date(Date.now() + 7_200_000 * (number + 1));
    await signIn(accounts, { email, password: "wrong wrong wrong", code: "", address: `${email}${number}`, now });
    return performance.now() - from;
  };
  let longer = 0;
  for (let number = 0; number < tries; number += 1) {
    const known = await taken("ben@example.org", number);
    const absent = await taken("nobody@example.org", number);
    if (known > absent) longer += 1;
  }
  return longer / tries;
}
