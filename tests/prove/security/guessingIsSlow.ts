import { generate } from "otplib";
import { hashPassword } from "../../../server/accounts/passwords.ts";
import { signIn } from "../../../server/accounts/signIn.ts";
import { startServer } from "../../../server/main.ts";
import { openStore } from "../../../server/store/openStore.ts";
import type { AccountStore } from "../../../server/store/store.ts";
import { Browser } from "../../server/consoleBrowser.ts";
import { secondFactorFor } from "../../server/secondFactor.ts";
import { placesOf } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";

const TRIES = 10;
const MOST_AUC = 0.55;
const password = "velvet anchor tundra 41";

/** Guessing at one account, at many, from one address that says it is many; who still gets in; and what the time that an
 *  answer takes says about an account. */
export const guessingIsSlow: Proof = {
  id: "E10",
  promise:
    "Ten guesses in a quarter of an hour, whatever the proxy headers say; nobody is locked out, no account shows.",
  async run({ scale }) {
    const [guesses, timings] = scale === "short" ? [60, 40] : [10_000, 400];
    const places = await placesOf("sqlite");
    const place = await places.fresh();
    const server = await startServer({ ...place, port: 0, consolePort: 0, studies: [] });
    const opened = await openStore(place, "work");
    const { accounts } = opened.store;
    const hashed = await hashPassword(password);
    for (const name of ["ada", "ben"]) {
      await accounts.create({ email: `${name}@example.org`, name, password: hashed, isAdmin: false });
    }
    const cas = await accounts.create({ email: "cas@example.org", name: "cas", password: hashed, isAdmin: false });
    const secret = await secondFactorFor(accounts, cas?.id ?? "");
    const regular = new Browser(server.consoleOrigin);
    await regular.post("/sign-in", { email: "ada@example.org", password, code: "" });
    regular.forgetSession();
    const ada = await guessAt(server.consoleOrigin, "ada@example.org", guesses);
    const second = await guessAt(server.consoleOrigin, "cas@example.org", TRIES * 2);
    const many = await guessAt(server.consoleOrigin, (guess) => `nobody-${guess}@example.org`, TRIES * 3);
    const knownBrowser = await regular.post("/sign-in", { email: "ada@example.org", password, code: "" });
    const code = await generate({ secret });
    const rightCode = await new Browser(server.consoleOrigin).post("/sign-in", {
      email: "cas@example.org",
      password,
      code,
    });
    const slow =
      scale === "short" ? 0.5 : await timingAuc(timings, (email, number) => judgedTry(accounts, email, number));
    const fast = await timingAuc(timings * 10, (email) => refusedTry(accounts, email));
    await opened.close();
    await server.close();
    await places.clear();
    const isBounded = ada.judged <= TRIES && many.judged === 0 && ada.entered + second.entered + many.entered === 0;
    const isOpen = knownBrowser === 200 && rightCode === 200;
    return {
      // Time is judged where there are enough tries and nothing else runs beside.
      isMet: isBounded && isOpen && (scale === "short" || Math.max(slow, fast) <= MOST_AUC),
      figures: {
        ...{ guesses, ...ada, manyAccountsJudged: many.judged, manyAccountsRefused: many.refused },
        ...{ knownBrowserEnters: knownBrowser === 200, rightCodeEnters: rightCode === 200 },
        ...{ aucJudged: slow.toFixed(3), aucRefused: fast.toFixed(3) },
      },
    };
  },
};

async function guessAt(origin: string, email: string | ((guess: number) => string), guesses: number) {
  const statuses = { judged: 0, refused: 0, entered: 0 };
  for (let guess = 0; guess < guesses; guess += 1) {
    const headers = { "x-forwarded-for": `198.51.100.${guess % 250}`, forwarded: `for=198.51.100.${guess % 250}` };
    const name = typeof email === "string" ? email : email(guess);
    const body = new URLSearchParams({ email: name, password: `${password} ${guess}`, code: "000000" });
    const { status } = await fetch(`${origin}/sign-in`, { method: "POST", body, headers, redirect: "manual" });
    statuses[status === 429 ? "refused" : status === 401 ? "judged" : "entered"] += 1;
  }
  return statuses;
}

/** A wrong try within the limits: each from an address of its own, and its count taken back. */
async function judgedTry(accounts: AccountStore, email: string, number: number): Promise<void> {
  // Later than any try before, so that every one is within the limits.
  const unlimited = { ...accounts, tries: async () => 0 };
  await signIn(unlimited, {
    email,
    password: "wrong wrong wrong",
    code: "123456",
    address: `${number}`,
    now: new Date(),
  });
}

/** One beyond the limits, with a code. */
async function refusedTry(accounts: AccountStore, email: string): Promise<void> {
  const limited = { ...accounts, tries: async () => TRIES + 1 };
  const given = { email, password: "wrong wrong wrong", code: "123456", address: "192.0.2.1", now: new Date() };
  await signIn(limited, given).catch(() => undefined);
}

/** How often an account with a second factor takes longer to refuse than a name that has none, all pairs compared. */
async function timingAuc(tries: number, attempt: (email: string, number: number) => Promise<void>): Promise<number> {
  const taken: Record<"known" | "absent", number[]> = { known: [], absent: [] };
  for (let number = 0; number < tries; number += 1) {
    const order = number % 2 === 0 ? (["known", "absent"] as const) : (["absent", "known"] as const);
    for (const kind of order) {
      const from = performance.now();
      await attempt(kind === "known" ? "cas@example.org" : "nob@example.org", number);
      taken[kind].push(performance.now() - from);
    }
  }
  const absent = taken.absent.toSorted((a, b) => a - b);
  const wins = taken.known.reduce((sum, one) => sum + absent.filter((other) => other < one).length, 0);
  const auc = wins / (taken.known.length * absent.length);
  return Math.max(auc, 1 - auc);
}
