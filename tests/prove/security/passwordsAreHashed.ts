import { createHook } from "node:async_hooks";
import { randomBytes, scrypt } from "node:crypto";
import { sql } from "kysely";
import { commonPasswordCount, isCommonPassword } from "../../../server/accounts/commonPasswords.ts";
import { hashPassword, passwordFault } from "../../../server/accounts/passwords.ts";
import { startServer } from "../../../server/main.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { Browser } from "../../server/consoleBrowser.ts";
import { placesOf, type StoreKind, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { canariesIn, filesIn } from "../support/canaries.ts";

const STORED = /^scrypt\$131072\$8\$1\$[\w-]{22}\$[\w-]{43}$/;
const study = "coffee-brands";
// Letters alone, spaces, no digit, all small, another script, and as long as is taken.
const PLAIN = ["velvet anchor tundra", "correcthorsebatterystaple", "äöü ßéñ 漢字 🙂 twelve", "pq rst uvw ".repeat(21)];
const REFUSED = ["short", "elevenchars", "aaaaaaaaaaaaaaaa", "password2026!", "123456789012", "x".repeat(257)];

/** Accounts made through the page on either store, and every row and file read for their passwords. */
export const passwordsAreHashed: Proof = {
  id: "E11",
  promise: "Passwords are long, unknown and stored as scrypt hashes only; who runs the server has a second factor.",
  async run({ scale }) {
    const found = { accounts: 0, stored: 0, otherHashes: 0, inFiles: 0, refusedInVain: 0, adminWithoutFactor: 0 };
    for (const kind of storeKinds) {
      const one = await accountsOn(kind, scale === "short" ? PLAIN.slice(2) : PLAIN);
      found.accounts += one.accounts;
      found.stored += one.hashes.length;
      found.otherHashes += one.hashes.filter((hash) => !STORED.test(hash)).length;
      found.inFiles += one.inFiles;
      found.refusedInVain += one.taken;
      found.adminWithoutFactor += one.adminWithoutFactor;
    }
    const known = variations();
    const knownTaken = known.filter((password) => !passwordFault(password, "ada@example.org")).length;
    const random = scale === "short" ? 2000 : 100_000;
    const randomRefused = Array.from({ length: random }, () => randomBytes(9).toString("base64url")).filter(
      (password) => {
        return passwordFault(password, "ada@example.org");
      },
    ).length;
    const hashes = scale === "short" ? 6 : 40;
    const atOnce = await most(() => Promise.all(Array.from({ length: hashes }, () => hashPassword(PLAIN[0] ?? ""))));
    const control = await most(() => Promise.all(Array.from({ length: 6 }, cheapHash)));
    const { otherHashes, inFiles, refusedInVain, adminWithoutFactor, stored, accounts } = found;
    const isClean = otherHashes + inFiles + refusedInVain + adminWithoutFactor + knownTaken === 0;
    return {
      isMet:
        isClean &&
        stored === accounts &&
        commonPasswordCount() > 49_000 &&
        randomRefused <= random / 1000 &&
        atOnce > 1 &&
        atOnce <= 4 &&
        control > 4,
      figures: {
        ...found,
        leaked: commonPasswordCount(),
        variations: known.length,
        knownTaken,
        randomRefused,
        random,
        hashes,
        atOnce,
        controlAtOnce: control,
      },
    };
  },
};

// Of the best-known passwords in published leaks, with what people add to them to please a rule.
const WORDS = [
  "password",
  "dragon",
  "letmein",
  "iloveyou",
  "welcome",
  "monkey",
  "sunshine",
  "football",
  "princess",
  "qwerty",
];
const CHANGES: readonly ((word: string) => string)[] = [
  (word) => `${word}123456`,
  (word) => `${word[0]?.toUpperCase()}${word.slice(1)}2024!!`,
  (word) => `!!!${word.toUpperCase()}1987`,
  (word) => `${word.replaceAll("o", "0").replaceAll("e", "3").replaceAll("a", "@")}123456!`,
  (word) => `${[...word].reverse().join("")}654321`,
  (word) => `${word}-${word}-1`,
  (word) => `123456${word}!!`,
  (word) => `${word}${word}${word}`,
];

function variations(): readonly string[] {
  if (!WORDS.every(isCommonPassword)) throw new RangeError("the list is not the one it should be");
  return WORDS.flatMap((word) => CHANGES.map((change) => change(word))).filter((password) => password.length >= 12);
}

async function accountsOn(kind: StoreKind, passwords: readonly string[]) {
  const places = await placesOf(kind);
  const place = await places.fresh();
  const server = await startServer({ ...place, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
  const opened = await openStore(place, "work");
  const { accounts } = opened.store;
  const adminLink = new URL(server.firstRunUrl ?? "").pathname;
  const admin = await join(server.consoleOrigin, adminLink, {
    email: "admin@example.org",
    password: passwords[0] ?? "",
  });
  await admin.get(`/studies/${study}`);
  const adminWithoutFactor = admin.path === "/account" ? 0 : 1;
  const others = passwords.slice(1);
  for (const [at, password] of others.entries()) {
    const link = `/join/${await accounts.invite({ studyId: study, role: "researcher", by: null })}`;
    const browser = await join(server.consoleOrigin, link, { email: `r${at}@example.org`, password });
    // Theirs is theirs to choose: without a second factor they are in.
    if ((await browser.get(`/studies/${study}`)) !== 200) throw new Error(`${password} was not taken`);
  }
  let taken = 0;
  const link = `/join/${await accounts.invite({ studyId: study, role: "viewer", by: null })}`;
  for (const password of REFUSED) {
    await join(server.consoleOrigin, link, { email: "no@example.org", password });
    if (await accounts.byEmail("no@example.org")) taken += 1;
  }
  const { rows } = await sql<{ password: string }>`select password from accounts`.execute(
    opened.context.database.query,
  );
  await opened.close();
  await server.close();
  // PostgreSQL's own files are the rows that were read; the folder beside it holds keys.
  const inFiles = canariesIn(filesIn(place.data), passwords).length;
  await places.clear();
  return {
    accounts: others.length + 1,
    hashes: rows.map(({ password }) => password),
    inFiles,
    taken,
    adminWithoutFactor,
  };
}

async function join(origin: string, link: string, given: { readonly email: string; readonly password: string }) {
  // As from another computer: on this one the second factor of who runs the server can wait.
  const browser = new Browser(origin, { "x-forwarded-for": "203.0.113.9" });
  await browser.get(link);
  await browser.post(link, { name: "Someone", ...given });
  return browser;
}

/** The most hashes that were being worked on at the same time. */
async function most(work: () => Promise<unknown>): Promise<number> {
  const running = new Set<number>();
  let peak = 0;
  const hook = createHook({
    init(id, type) {
      if (type !== "SCRYPTREQUEST") return;
      running.add(id);
      peak = Math.max(peak, running.size);
    },
    before: (id) => running.delete(id),
  }).enable();
  await work();
  hook.disable();
  return peak;
}

function cheapHash(): Promise<void> {
  return new Promise((resolve) => scrypt("a", randomBytes(16), 32, { N: 16_384 }, () => resolve()));
}
