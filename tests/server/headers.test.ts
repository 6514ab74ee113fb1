import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { participantRoutes } from "../../server/app.ts";
import { consoleRoutes } from "../../server/console/consoleApp.ts";
import { groupCommit } from "../../server/ingest/groupCommit.ts";
import { type RunningServer, startServer } from "../../server/main.ts";
import { type OpenedStore, openStore } from "../../server/store/openStore.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { consoleOptions } from "./consoleWorld.ts";
import { secondFactorFor } from "./secondFactor.ts";

const root = mkdtempSync(join(tmpdir(), "saydo-headers-"));
const study = "coffee-brands";
let server: RunningServer;
let opened: OpenedStore;
let cookie: string;

beforeAll(async () => {
  const pagesFolder = join(root, "pages");
  mkdirSync(pagesFolder);
  for (const page of ["index.html", "timing.html"]) writeFileSync(join(pagesFolder, page), "<!doctype html>");
  writeFileSync(join(pagesFolder, "main-a1b2c3d4e5.js"), "");
  const place = { data: join(root, "data") };
  server = await startServer({ ...place, port: 0, consolePort: 0, studies: [await coffeeStudy()], pagesFolder });
  opened = await openStore(place, "work");
  const { accounts } = opened.store;
  const account = await accounts.create({ email: "ada@example.org", name: "Ada", password: "", isAdmin: true });
  await secondFactorFor(accounts, account?.id ?? "");
  cookie = `saydo=${await accounts.openSession(account?.id ?? "")}`;
});

afterAll(async () => {
  await opened?.close();
  await server?.close();
  rmSync(root, { recursive: true, force: true });
});

/** What is wrong with a response's headers; empty when all is as promised. */
function faults(headers: Headers, where: string): readonly string[] {
  const missing = Object.entries({
    "strict-transport-security": /^max-age=31536000; includeSubDomains$/,
    "x-content-type-options": /^nosniff$/,
    "referrer-policy": /^(no-referrer|same-origin)$/,
    "cross-origin-opener-policy": /^same-origin$/,
    "cross-origin-resource-policy": /^same-origin$/,
    "content-security-policy": /^default-src 'none';/,
  }).filter(([name, value]) => !value.test(headers.get(name) ?? ""));
  const isKept = !/no-store/.test(headers.get("cache-control") ?? "");
  // Pictures, the built pages and their assets are nobody's data.
  const mayBeKept = /\.(js|svg)|^get \/(s\/|timing)/.test(where);
  const spoken = headers.get("x-powered-by") === null ? [] : ["x-powered-by"];
  return [...missing.map(([name]) => name), ...spoken, ...(isKept && !mayBeKept ? ["cache-control"] : [])].map(
    (name) => `${where}: ${name} ${headers.get(name)}`,
  );
}

const filled = (path: string) => path.replace(":studyId", study).replaceAll(/:\w+/g, crypto.randomUUID());

test("every route of both origins, whoever asks and however it is refused, carries every header", async () => {
  const ingest = groupCommit({ append: opened.store.appendTrials });
  const participants = [
    ...participantRoutes(opened.store, ingest, () => undefined).map(({ method, path }) => ({ method, path })),
    ...["/nowhere", "/%ff", "/api/v1/nowhere", `/s/${study}`, `/s/${study}/`, "/s/absent/", "/timing"].map(get),
    ...[`/s/${study}/stimuli/none.svg`, "/main-a1b2c3d4e5.js", "/..%2f..%2fpackage.json"].map(get),
    ...["/preview/nothing", "/preview/nothing/", "/preview/nothing/study", "/preview/nothing/assets/none"].map(get),
    ...[{ method: "put", path: "/api/v1/sessions" }],
    { method: "options", path: "/api/v1/sessions" },
  ];
  const researchers = [
    ...consoleRoutes(opened.store, consoleOptions).map(({ method, path }) => ({ method, path })),
    ...["/look.css", "/metrics", "/nowhere", "/%ff"].map(get),
    { method: "put", path: "/studies" },
  ];
  const found: string[] = [];
  let probed = 0;
  const probe = async (origin: string, { method, path }: { method: string; path: string }, asked: RequestInit) => {
    const response = await fetch(`${origin}${filled(path)}`, {
      method: method.toUpperCase(),
      redirect: "manual",
      ...asked,
    });
    await response.arrayBuffer();
    probed += 1;
    found.push(...faults(response.headers, `${method} ${path} ${response.status}`));
  };
  for (const one of participants) {
    await probe(server.participantOrigin, one, {});
    if (one.method !== "post") continue;
    const json = { "content-type": "application/json", authorization: `Bearer ${"t".repeat(43)}` };
    await probe(server.participantOrigin, one, { headers: json, body: "{" });
    await probe(server.participantOrigin, one, { headers: json, body: `"${"x".repeat(1_100_000)}"` });
  }
  for (const one of researchers) {
    await probe(server.consoleOrigin, one, {});
    if (one.path !== "/sign-out") await probe(server.consoleOrigin, one, { headers: { cookie } });
  }
  expect(found).toEqual([]);
  expect(probed).toBeGreaterThan(90);
});

test.each([
  ["no HTTP at all", "hello\r\n\r\n", 400],
  ["a header without end", `GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(20_000)}\r\n\r\n`, 431],
  [
    "an expectation nobody can meet",
    "GET /health HTTP/1.1\r\nhost: a\r\nexpect: wonders\r\nconnection: close\r\n\r\n",
    200,
  ],
])("an answer to %s carries every header", async (_what, request, status) => {
  for (const origin of [server.participantOrigin, server.consoleOrigin]) {
    const [head = ""] = (await spoken(new URL(origin), request)).split("\r\n\r\n");
    const [first = "", ...lines] = head.split("\r\n");
    // The console has no /health.
    expect([status, 404], first).toContain(Number(first.split(" ")[1]));
    const headers = new Headers(lines.map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string]));
    expect(faults(headers, first)).toEqual([]);
  }
});

function spoken({ hostname, port }: URL, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.on("data", (chunk: Buffer) => {
      answer += chunk.toString("latin1");
    });
    socket.once("close", () => resolve(answer));
    socket.once("error", reject);
  });
}

function get(path: string) {
  return { method: "get", path };
}
