import { describe, expect, test } from "vitest";
import { participantApi } from "../../../experiments/browser/session/participantApi.ts";
import { retryAfterMs } from "../../../experiments/browser/session/retry.ts";

const who = { sessionId: "6f1c1f0e-5b1f-4f4e-9d50-0d9d4d1f0a11", token: "secret" };
const answering = (body: string, init: ResponseInit) =>
  participantApi(async () => new Response(body, init)).status(who);

describe("the participant's client", () => {
  test("understands an answer of the expected shape", async () => {
    const body = { ackedThrough: 3, missing: [], finished: false, withdrawn: false };
    expect(await answering(JSON.stringify(body), { status: 200 })).toEqual({ kind: "done", body });
  });

  test.each([
    ["a captive portal's page", "<html>Sign in to Wi-Fi</html>", 200],
    ["an answer of another shape", '{"hello": 1}', 200],
    ["a proxy's error page", "<h1>Bad gateway</h1>", 502],
    ["a proxy's refusal that is not the study's", "<h1>Forbidden</h1>", 403],
    ["a server that is too busy", '{"code": "store-busy"}', 503],
    ["a limit on requests", "{}", 429],
    ["an answer that was cut off", '{"ackedThrou', 200],
  ])("takes %s for nobody's answer", async (_what, body, status) => {
    expect(await answering(body, { status })).toMatchObject({ kind: "away" });
  });

  test("takes a failed connection for nobody's answer", async () => {
    const api = participantApi(() => Promise.reject(new TypeError("Failed to fetch")));
    expect(await api.status(who)).toEqual({ kind: "away", retryAfterMs: null });
  });

  test("hears when to come back", async () => {
    expect(await answering("", { status: 503, headers: { "retry-after": "7" } })).toEqual({
      kind: "away",
      retryAfterMs: 7000,
    });
    expect(retryAfterMs("Wed, 21 Oct 2026 07:28:05 GMT", Date.parse("2026-10-21T07:28:00Z"))).toBe(5000);
    // Against a device's clock that is a year slow.
    expect(retryAfterMs("Wed, 21 Oct 2026 07:28:05 GMT", Date.parse("2025-10-21T07:28:00Z"))).toBe(60_000);
    expect(retryAfterMs("soon", 0)).toBeNull();
  });

  test("tells the study's refusals by their code, and a body that is too large", async () => {
    const withdrawn = JSON.stringify({ code: "withdrawn", missing: [2] });
    expect(await answering(withdrawn, { status: 409 })).toEqual({
      kind: "refused",
      code: "withdrawn",
      problem: { code: "withdrawn", missing: [2] },
    });
    expect(await answering("", { status: 413 })).toEqual({ kind: "tooLarge" });
  });

  test("shows its token in the header only, and sends no cookies", async () => {
    const seen: [string, RequestInit][] = [];
    const api = participantApi(async (address, init) => {
      seen.push([String(address), init ?? {}]);
      return new Response("{}");
    });
    await api.trials(who, [], "keepalive");
    const [address, init] = seen[0] ?? ["", {}];
    expect(address).toBe(`/api/v1/sessions/${who.sessionId}/trials`);
    expect(init.headers).toMatchObject({ authorization: "Bearer secret" });
    expect([init.credentials, init.keepalive, init.method]).toEqual(["omit", true, "POST"]);
  });
});
