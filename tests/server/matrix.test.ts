import type { Express } from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp, participantRoutes } from "../../server/app.ts";
import { verdict } from "../../server/console/access.ts";
import { consoleRoutes, createConsole } from "../../server/console/consoleApp.ts";
import { rightsIn, wordsFor } from "../../server/console/rights.ts";
import { groupCommit } from "../../server/ingest/groupCommit.ts";
import { type OpenedStore, openStore } from "../../server/store/openStore.ts";
import { consoleOptions } from "./consoleWorld.ts";
import { type Places, placesOf } from "./stores.ts";

// What the routes answer to whom is walked through by the proofs E1 and E2.

let places: Places;
let opened: OpenedStore;

beforeAll(async () => {
  places = await placesOf("sqlite");
  opened = await openStore(await places.fresh(), "work");
});

afterAll(async () => {
  await opened?.close();
  await places?.clear();
});

test("no route stands in either application that is not in its table", async () => {
  const { store } = opened;
  const ingest = groupCommit({ append: store.appendTrials });
  const declared = (table: readonly { method: string; path: string }[]) =>
    new Set(table.map(({ method, path }) => `${method} ${path}`));
  const consoleTable = declared(consoleRoutes(store, consoleOptions));
  const extraConsole = mounted(createConsole(store, consoleOptions)).filter((one) => !consoleTable.has(one));
  // Static files, without rights: the stylesheet, the script and the server's measurements.
  expect(extraConsole.sort()).toEqual(["get /live.js", "get /look.css", "get /metrics"]);
  const table = declared(participantRoutes(store, ingest, () => undefined));
  const extra = mounted(createApp(store)).filter((one) => !table.has(one) && !one.startsWith("every /api/v1/"));
  const service = ["/health", "/openapi.json", "/ready"].map((path) => `every ${path}`);
  expect(extra.sort()).toEqual([
    ...service,
    "get /my",
    // What a ticket opens is shown to who has the ticket (design.test.ts).
    ...["", "/*path", "/assets/:sha256", "/study"].map((path) => `get /preview/:ticket${path}`),
    "get /r/:code",
    "get /s/:studyId",
    "get /s/:studyId/*path",
    "get /s/:studyId/assets/:sha256",
    "get /timing",
    "post /r/:code",
  ]);
  expect(consoleTable.size).toBeGreaterThan(25);
});

test("every route of a study has words for what it is for, which the page of members shows", () => {
  const routes = consoleRoutes(opened.store, consoleOptions).filter(({ access }) => access.startsWith("study:"));
  expect(
    routes.filter((route) => wordsFor(route) === undefined).map(({ method, path }) => `${method} ${path}`),
  ).toEqual([]);
  const [viewer, , , owner] = rightsIn(routes);
  expect(viewer).toMatchObject({ role: "viewer", may: ["see how the study goes", "read the report"] });
  expect(owner?.may).toContain("take invitations back");
});

test("the one access decision denies what no rule allows", () => {
  expect(verdict("signedIn", { account: undefined, role: undefined, isLocal: true })).toBe("signed-out");
  expect(verdict("study:viewer", { account: undefined, role: "owner", isLocal: true })).toBe("signed-out");
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
