import { randomUUID } from "node:crypto";
import { request } from "node:http";
import fc from "fast-check";
import { trial } from "../../server/client.ts";

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

/** What anybody might throw at the participants' API, some of it with the token of a session that is there. */
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
