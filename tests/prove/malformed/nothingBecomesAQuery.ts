import { call, join, trial } from "../../server/client.ts";
import { placesOf, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { type Served, served } from "../support/served.ts";
import { linesOfCode, placesWith } from "../support/sources.ts";

/** What makes SQL out of text instead of parameters. `sql.table` and `sql.ref` quote a name that the code gives. */
const madeOfText = /sql\.(raw|lit|id)\(|CompiledQuery\.raw\((?!")|\b(query|exec|run|prepare)\(\s*`[^`]*\$\{/;
// Each takes numbers or names of our own, never anything that came from outside.
const known: readonly RegExp[] = [
  /migrate\.ts.*sql\.lit\(MIGRATION_LOCK\)/,
  /audit\.ts.*sql\.lit\(CHAIN_LOCK\)/,
  /sqlite\.ts.*(pragma \$\{name\}|\$\{APPLICATION_ID\}|\$\{JOURNAL_BYTES\})/,
  /sqlite\.ts.*pragma (busy_timeout = .*BUSY_MS|\$\{pragma\})/,
  /holdFile\.ts.*pragma busy_timeout = \$\{waitMs\}/,
  /008-upkeep\.ts.*sql\.raw\(which\)/,
  /postgres\.ts.*\$\{UNHURRIED\}/,
  // Names of columns and a path, each quoted as DuckDB wants it.
  /parquet\.ts.*connection\.run\(`copy \(\$\{rows\}\) to \$\{literal\(to\)\}/,
];

const injections: readonly string[] = [
  "' or '1'='1",
  "' or 1=1 --",
  "'; drop table trials; --",
  '" or ""="',
  "') or ('1'='1",
  "' union select token_hash, 1 from sessions --",
  "'||(select password from accounts limit 1)||'",
  "\\'; delete from sessions; --",
  "%' or '%'='",
  "1; attach database '/tmp/x' as y; --",
  "'; select pg_sleep(10); --",
  "$1 $$ ? :name @name",
  "coffee-brands' and substr((select sqlite_version()),1,1)='3",
  "coffee-brands' and '1'='2",
  "\u02bc or 1=1",
  "0x27206f7220313d31",
];

/** SQL in every text a stranger can send, and the sources looked through for SQL made of text. */
export const nothingBecomesAQuery: Proof = {
  id: "D6",
  promise: "Nothing that is sent becomes part of a query.",
  async run() {
    const gate = placesWith(linesOfCode("server"), madeOfText).filter((line) => !known.some((one) => one.test(line)));
    const figures: Record<string, number | string> = { madeOfText: gate.length, first: gate[0] ?? "none" };
    let isMet = gate.length === 0;
    for (const kind of storeKinds) {
      const places = await placesOf(kind);
      const place = await served({ place: await places.fresh() });
      const { sent, odd, slowestMs } = await inject(place);
      const stored = await place.look(async ({ context }) =>
        (await context.database.query.selectFrom("trials").select("body").execute()).map(({ body }) => String(body)),
      );
      const kept = injections.filter((text) => stored.some((body) => JSON.parse(body).note === text)).length;
      isMet = isMet && odd.length === 0 && kept === injections.length && slowestMs < 5000;
      figures[`${kind} sent`] = sent;
      figures[`${kind} odd answers`] = odd.length;
      figures[`${kind} first odd`] = odd[0] ?? "none";
      figures[`${kind} kept as text`] = kept;
      await place.remove();
      await places.clear();
    }
    return { isMet, figures };
  },
};

async function inject({ origin, server }: Served) {
  const odd: string[] = [];
  let [sent, slowestMs] = [0, 0];
  const expects = async (path: string, statuses: readonly number[], request: Parameters<typeof call>[2] = {}) => {
    const from = performance.now();
    const { status } = await call(origin, path, request);
    slowestMs = Math.max(slowestMs, performance.now() - from);
    sent += 1;
    if (!statuses.includes(status)) odd.push(`${path} ${JSON.stringify(request)}: ${status}`);
  };
  const person = await join(origin, { study: "coffee-brands" });
  for (const [seq, text] of injections.entries()) {
    const encoded = encodeURIComponent(text);
    const { sessionId, token } = person;
    await expects(`/api/v1/studies/${encoded}`, [404]);
    await expects(`/api/v1/sessions/${encoded}`, [404], { token });
    await expects(`/api/v1/sessions/${sessionId}`, [401], { headers: { authorization: `Bearer ${encoded}` } });
    await expects("/api/v1/sessions", [400, 404], { body: { study: text } });
    // Some look like a placeholder that nobody filled in.
    await expects("/api/v1/sessions", [201, 400], { body: { study: "coffee-brands", panelId: text, link: text } });
    await expects("/api/v1/sessions", [400], { body: { study: "coffee-brands", language: text } });
    await expects(`/api/v1/sessions/${sessionId}/trials`, [200], {
      token,
      body: { trials: [trial(seq, { note: text })] },
    });
    await expects(`/api/v1/sessions/${sessionId}/trials`, [200], {
      token,
      body: { trials: [{ seq: text, id: text }] },
    });
    await expects(`/s/${encoded}/`, [404]);
    // Each sign-in costs a fifth of a second of hashing, and ten of them close the door.
    if (seq >= 3) continue;
    const fields = new URLSearchParams({ email: text, password: text, code: text });
    const signIn = await fetch(`${server.consoleOrigin}/sign-in`, { method: "POST", body: fields });
    if (signIn.status !== 401 && signIn.status !== 429) odd.push(`sign-in with ${text}: ${signIn.status}`);
    await signIn.arrayBuffer();
  }
  return { sent, odd, slowestMs };
}
