import type { Express } from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp, participantRoutes } from "../../server/app.ts";
import { type ConsoleAccess, verdict } from "../../server/console/access.ts";
import { type ConsoleOptions, consoleRoutes, createConsole } from "../../server/console/consoleApp.ts";
import { groupCommit } from "../../server/ingest/groupCommit.ts";
import { type RunningServer, startServer } from "../../server/main.ts";
import { type OpenedStore, openStore } from "../../server/store/openStore.ts";
import { type Role, roles } from "../../server/store/store.ts";
import { arrive, call } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { type Places, placesOf } from "./stores.ts";

const study = "coffee-brands";
const visitors = ["nobody", "viewer", "analyst", "researcher", "owner", "stranger", "admin"] as const;
type Visitor = (typeof visitors)[number];

let places: Places;
let server: RunningServer;
let opened: OpenedStore;
const cookies = new Map<Visitor, string>();

// What the table of routes means, said a second time and by hand.
const expected: Readonly<Record<ConsoleAccess, readonly Visitor[]>> = {
  anyone: visitors,
  signedIn: ["viewer", "analyst", "researcher", "owner", "stranger", "admin"],
  admin: ["admin"],
  "study:viewer": ["viewer", "analyst", "researcher", "owner", "admin"],
  "study:analyst": ["analyst", "researcher", "owner", "admin"],
  "study:researcher": ["researcher", "owner", "admin"],
  "study:owner": ["owner", "admin"],
};

const options: ConsoleOptions = {
  origins: { participant: () => "", console: () => "" },
  desk: {
    make: () => {},
    stateOf: async () => ({ state: "none" }),
    read: async () => null,
    forget: async () => {},
    exportOf: () => Promise.reject(new RangeError("no export in this test")),
  },
  now: () => new Date(),
  onFailure: () => {},
  metrics: async () => "",
};

beforeAll(async () => {
  places = await placesOf("sqlite");
  const place = await places.fresh();
  server = await startServer({ ...place, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
  opened = await openStore(place, "work");
  const { accounts } = opened.store;
  for (const visitor of visitors.slice(1)) {
    const email = `${visitor}@example.org`;
    const account = await accounts.create({ email, name: visitor, password: "", isAdmin: visitor === "admin" });
    if (!account) throw new Error("the account exists");
    const role: Role | undefined = roles.find((one) => one === visitor);
    if (role) await accounts.setRole(study, account.id, role);
    cookies.set(visitor, `saydo=${await accounts.openSession(account.id)}`);
  }
});

afterAll(async () => {
  await opened?.close();
  await server?.close();
  await places?.clear();
});

test("every route of the console answers every visitor as its access says, on own, foreign and absent studies", async () => {
  const cells: string[] = [];
  for (const route of consoleRoutes(opened.store, options)) {
    for (const visitor of visitors) {
      for (const id of route.path.includes(":studyId") ? [study, "absent"] : [""]) {
        const path = route.path
          .replace(":studyId", id)
          .replaceAll(/:(participantId|accountId)/g, crypto.randomUUID())
          .replace(":secret", "s".repeat(43));
        const response = await fetch(`${server.consoleOrigin}${path}`, {
          method: route.method.toUpperCase(),
          redirect: "manual",
          // Another origin's form: whoever may use the route is then refused for that, so that nothing is changed.
          headers: { cookie: cookies.get(visitor) ?? "", "sec-fetch-site": "cross-site" },
        });
        const text = await response.text();
        const is = response.headers.get("location") === "/sign-in" ? 401 : response.status;
        const mayUse = expected[route.access].includes(visitor) && id !== "absent";
        const isForm = is === 403 && text.includes("This form did not come from");
        const wanted = wantedStatus(route.access, visitor, id);
        const isRight = mayUse ? isForm || is < 400 || is === 404 : is === wanted && !isForm;
        if (!isRight) cells.push(`${route.method} ${route.path} as ${visitor} on "${id}": ${is}, expected ${wanted}`);
      }
    }
  }
  expect(cells).toEqual([]);
});

function wantedStatus(access: ConsoleAccess, visitor: Visitor, id: string): number {
  if (visitor === "nobody") return 401;
  if (access.startsWith("study:") && (visitor === "stranger" || id === "absent")) return 404;
  return 403;
}

test("no route stands in either application that is not in its table", async () => {
  const { store } = opened;
  const ingest = groupCommit({ append: store.appendTrials });
  const declared = (table: readonly { method: string; path: string }[]) =>
    new Set(table.map(({ method, path }) => `${method} ${path}`));
  const consoleTable = declared(consoleRoutes(store, options));
  const extraConsole = mounted(createConsole(store, options)).filter((one) => !consoleTable.has(one));
  // Static files, without rights: the stylesheet and the server's measurements.
  expect(extraConsole.sort()).toEqual(["get /look.css", "get /metrics"]);
  const table = declared(participantRoutes(store, ingest, () => undefined));
  const extra = mounted(createApp(store)).filter((one) => !table.has(one) && !one.startsWith("every /api/v1/"));
  const service = ["/health", "/openapi.json", "/ready"].map((path) => `every ${path}`);
  expect(extra.sort()).toEqual([...service, "get /s/:studyId", "get /s/:studyId/*path", "get /timing"]);
  expect(consoleTable.size).toBeGreaterThan(25);
});

test("a participant's token opens its own session and nothing else", async () => {
  const mine = await arrive(server.participantOrigin, { study });
  const foreign = await arrive(server.participantOrigin, { study });
  const ingest = groupCommit({ append: opened.store.appendTrials });
  for (const route of participantRoutes(opened.store, ingest, () => undefined)) {
    if (!route.path.includes(":sessionId")) continue;
    const path = route.path.replace(":sessionId", foreign.sessionId);
    const body = route.method === "post" ? { body: {} } : {};
    const as = async (token?: string) =>
      (await call(server.participantOrigin, path, { ...body, ...(token ? { token } : {}) })).status;
    expect(await as(), path).toBe(401);
    const refusal = await as(mine.token);
    // The trials of a session are refused where they are written, after their form has been read.
    expect([404, 400], path).toContain(refusal);
  }
  for (const route of consoleRoutes(opened.store, options)) {
    if (route.access === "anyone") continue;
    const headers = { cookie: `saydo=${mine.token}`, authorization: `Bearer ${mine.token}` };
    const path = route.path.replace(":studyId", study);
    const method = route.method.toUpperCase();
    const response = await fetch(`${server.consoleOrigin}${path}`, { method, redirect: "manual", headers });
    expect(response.status === 401 || response.headers.get("location") === "/sign-in", path).toBe(true);
  }
});

test("the one access decision denies what no rule allows", () => {
  expect(verdict("signedIn", { account: undefined, role: undefined })).toBe("signed-out");
  expect(verdict("study:viewer", { account: undefined, role: "owner" })).toBe("signed-out");
});

type Layer = { readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> } };

function mounted(app: Express): string[] {
  // Express does not publish the type of its router's stack.
  const { stack } = (app as unknown as { router: { stack: readonly Layer[] } }).router;
  return stack.flatMap(({ route }) => {
    if (!route) return [];
    const methods = Object.keys(route.methods);
    // `all` stands there as every method HTTP knows; it refuses the wrong ones.
    if (methods.length > 20) return [`every ${route.path}`];
    return methods.map((method) => `${method} ${route.path}`);
  });
}
