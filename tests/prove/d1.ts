import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import fc from "fast-check";
import { startServer } from "../../server/main.ts";
import { join, trial } from "../server/client.ts";
import { coffeeStudy } from "../server/coffeeStudy.ts";
import type { Proof } from "./proof.ts";

export type Answer = { readonly status: number; readonly body: string };
export type Shot = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

const deep = (depth: number) => `${'{"a":['.repeat(depth)}1${"]}".repeat(depth)}`;
const nasty: readonly string[] = [
  "",
  "{",
  "null",
  "[]",
  '"text"',
  "1e400",
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{}}}',
  '{"study":null}',
  '{"study":{"toString":1}}',
  '{"study":"coffee-brands","study":"none"}',
  '{"study":"coffee-brands","panelId":"\\u0000"}',
  '{"study":"coffee-brands","panelId":"\\ud800"}',
  '{"study":"coffee-brands","language":"xx-yy"}',
  '{"study":"coffee-brands","parameters":{"__proto__":"x","simulated":"2"}}',
  '{"trials":[{"seq":0}]}',
  '{"trials":{"length":5}}',
  '{"trials":[{"seq":9007199254740993,"id":"x","body":{}}]}',
  '{"trials":[{"seq":-0,"id":"x","body":{}},{"seq":0.5},{"seq":1e400}]}',
  '{"trials":null}',
  '{"trialCount":1e309}',
  '{"trialCount":-1}',
  '{"erase":"yes"}',
  '{"consentHash":1,"language":"en","purposes":{}}',
  `{"trials":[{"seq":0,"id":"${randomUUID()}","body":${deep(20_000)}}]}`,
  deep(100_000),
  `{${Array.from({ length: 20_000 }, (_, key) => `"k${key}":1`).join(",")}}`,
];

/** Requests that no honest client makes, over every route. */
export const d1: Proof = {
  id: "D1",
  promise: "No request, however malformed, makes the server answer 5xx or tell of its insides.",
  async run({ seed, scale }) {
    const requests = scale === "short" ? 3_000 : 100_000;
    const data = mkdtempSync(path(tmpdir(), "saydo-d1-"));
    const failures: unknown[] = [];
    const server = await startServer({
      data: path(data, "store"),
      port: 0,
      consolePort: 0,
      studies: [await coffeeStudy()],
      onFailure: (error) => failures.push(error),
    });
    const person = await join(server.participantOrigin, { study: "coffee-brands" });
    const shots = fc.sample(shot(person.sessionId, person.token), { seed, numRuns: requests });
    const statuses = new Map<string, number>();
    const leaks: string[] = [];
    for (let from = 0; from < shots.length; from += 50) {
      const answers = await Promise.all(shots.slice(from, from + 50).map((one) => fire(server.participantOrigin, one)));
      for (const { status, body } of answers) {
        statuses.set(String(status), (statuses.get(String(status)) ?? 0) + 1);
        if (/\bat .*\.(ts|js):\d+|SQLITE|select .* from|node_modules/i.test(body)) leaks.push(body);
      }
    }
    const stillWorks = (await person.send([trial(500_000)])).status === 200;
    await server.close();
    rmSync(data, { recursive: true, force: true });
    const serverErrors = [...statuses].filter(([status]) => status.startsWith("5")).length;
    return {
      isMet: serverErrors === 0 && leaks.length === 0 && failures.length === 0 && stillWorks,
      figures: {
        requests,
        ...Object.fromEntries([...statuses].sort()),
        leaks: leaks.length,
        ownMistakes: failures.map(String).slice(0, 3).join(" | "),
        stillWorks,
      },
    };
  },
};

export function shot(sessionId: string, token: string): fc.Arbitrary<Shot> {
  const id = fc.constantFrom(
    sessionId,
    sessionId,
    sessionId,
    sessionId,
    randomUUID(),
    "%",
    "%00",
    "%ff",
    "..%2f..",
    "a".repeat(3000),
    "'--",
    "{}",
  );
  const routes = fc
    .tuple(id, fc.constantFrom("", "/consent", "/trials", "/finish", "/trials", "/consent", "/withdrawn", "/%zz"))
    .map(([one, what]) => {
      return `/api/v1/sessions/${one}${what}`;
    });
  const others = fc.constantFrom(
    ...["/api/v1/sessions", "/api/v1/studies/coffee-brands", "/api/v1/studies/%E0%A4%A", "/health", "/ready"],
    ...["/openapi.json", "/s/coffee-brands", "/s/coffee-brands/../../study.yaml", "/s/coffee-brands/..%2fstudy.yaml"],
    ...["/s/coffee-brands/study.yaml", "/s/coffee-brands/stimuli/%00.png", "//", "/?a[b]=c", "/api", "*"],
  );
  const text = fc.oneof(
    fc.constantFrom(...nasty),
    fc.json(),
    fc.record({ trials: fc.array(fc.anything()) }).map(stringified),
    fc.record({ study: fc.anything(), panelId: fc.anything(), parameters: fc.anything() }).map(stringified),
    fc.constantFrom(0, 1).map((seq) => JSON.stringify({ trials: [trial(seq, { latencyMs: -1 })] })),
  );
  const bytes = fc.oneof(
    text.map((one) => Buffer.from(one)),
    fc.uint8Array({ maxLength: 200 }).map((one) => Buffer.from(one)),
  );
  const headers = fc.record(
    {
      "content-type": fc.constantFrom(
        "application/json",
        "application/json",
        "application/json",
        "text/plain",
        "application/json; charset=utf-16",
        "x",
        "a/b;;",
      ),
      "content-encoding": fc.constantFrom("gzip", "deflate", "br", "identity", "zstd"),
      authorization: fc.constantFrom(
        `Bearer ${token}`,
        `Bearer ${token}`,
        `Bearer ${token}`,
        "Bearer",
        "Basic eA==",
        `Bearer ${"x".repeat(43)}`,
      ),
      "saydo-simulated": fc.constantFrom("1", "0"),
    },
    { requiredKeys: ["content-type", "authorization"] },
  );
  const method = fc.constantFrom(
    "GET",
    "POST",
    "POST",
    "POST",
    "POST",
    "POST",
    "POST",
    "PUT",
    "DELETE",
    "PATCH",
    "HEAD",
    "OPTIONS",
    "TRACE",
  );
  return fc.record({ method, path: fc.oneof(routes, others), headers, body: bytes });
}

/** What JSON cannot say becomes what it can. */
function stringified(value: unknown): string {
  try {
    return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one)) ?? "null";
  } catch {
    return "null";
  }
}

export async function fire(origin: string, { method, path: at, headers, body }: Shot): Promise<Answer> {
  return await new Promise((resolve) => {
    const { hostname, port } = new URL(origin);
    const call = request({ hostname, port, method, path: at, headers: { ...headers, "content-length": body.length } });
    call.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      response.on("error", () => resolve({ status: 0, body: "" }));
    });
    call.on("error", () => resolve({ status: 0, body: "" }));
    call.end(body);
  });
}
