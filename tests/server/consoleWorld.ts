import { tmpdir } from "node:os";
import type { ConsoleAccess } from "../../server/console/access.ts";
import type { ConsoleOptions } from "../../server/console/consoleApp.ts";
import { keptUploads } from "../../server/console/keptUploads.ts";
import { type RunningServer, startServer } from "../../server/main.ts";
import { type OpenedStore, openStore } from "../../server/store/openStore.ts";
import { type Role, roles } from "../../server/store/store.ts";
import { arrive, type Person } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { secondFactorFor } from "./secondFactor.ts";
import { type Places, placesOf, type StoreKind } from "./stores.ts";

/** Everyone who may ask: nobody, a participant, a member in each role, a member of another study, whoever runs it all. */
export const visitors = [
  ...(["nobody", "participant", "viewer", "analyst", "researcher", "owner", "stranger", "admin"] as const),
];
export type Visitor = (typeof visitors)[number];

const signedIn: readonly Visitor[] = ["viewer", "analyst", "researcher", "owner", "stranger", "admin"];

// What the table of routes means, said a second time and by hand.
export const allowed: Readonly<Record<ConsoleAccess, readonly Visitor[]>> = {
  anyone: visitors,
  ownAccount: signedIn,
  signedIn,
  admin: ["admin"],
  "study:viewer": ["viewer", "analyst", "researcher", "owner", "admin"],
  "study:analyst": ["analyst", "researcher", "owner", "admin"],
  "study:researcher": ["researcher", "owner", "admin"],
  "study:owner": ["owner", "admin"],
};

/** What the console's routes need to be listed; none of it is called. */
export const consoleOptions: ConsoleOptions = {
  origins: { participant: () => "", console: () => "" },
  desk: {
    exportOf: () => Promise.reject(new RangeError("no export in this test")),
  },
  importFile: Object.assign(() => Promise.reject(new RangeError("no import in this test")), {
    preview: () => Promise.reject(new RangeError("no preview in this test")),
  }),
  uploads: keptUploads(tmpdir()),
  workSoon: () => {},
  now: () => new Date(),
  onFailure: () => {},
  metrics: async () => "",
};

/** A server with a study, a second one that belongs to the stranger, and a visitor of every kind. */
export type ConsoleWorld = {
  readonly study: string;
  readonly server: RunningServer;
  readonly opened: OpenedStore;
  readonly participant: Person;
  /** What each visitor sends along; empty for nobody. */
  readonly cookies: ReadonlyMap<Visitor, string>;
  remove(): Promise<void>;
};

export async function consoleWorld(
  kind: StoreKind = "sqlite",
  onFailure: (error: unknown) => void = () => {},
): Promise<ConsoleWorld> {
  const study = "coffee-brands";
  const places: Places = await placesOf(kind);
  const place = await places.fresh();
  const studies = [await coffeeStudy(), await coffeeStudy({ id: "tea" })];
  const server = await startServer({ ...place, port: 0, consolePort: 0, studies, onFailure });
  const opened = await openStore(place, "work");
  const { accounts } = opened.store;
  const participant = await arrive(server.participantOrigin, { study });
  const cookies = new Map<Visitor, string>([["participant", `saydo=${participant.token}`]]);
  for (const visitor of signedIn) {
    const email = `${visitor}@example.org`;
    const account = await accounts.create({ email, name: visitor, password: "", isAdmin: visitor === "admin" });
    if (!account) throw new Error("the account exists");
    if (account.isAdmin) await secondFactorFor(accounts, account.id);
    const role: Role | undefined = roles.find((one) => one === visitor);
    if (role) await accounts.setRole(study, account.id, role);
    if (visitor === "stranger") await accounts.setRole("tea", account.id, "owner");
    cookies.set(visitor, `saydo=${await accounts.openSession(account.id)}`);
  }
  return {
    ...{ study, server, opened, participant, cookies },
    async remove() {
      await opened.close();
      await server.close();
      await places.clear();
    },
  };
}

/** An address of a route: its study as given, everything else in it unknown to the server. */
export function addressOf(path: string, studyId: string): string {
  return path
    .replace(":studyId", studyId)
    .replaceAll(/:\w*Id\b/g, () => crypto.randomUUID())
    .replaceAll(/:\w+/g, "s".repeat(43));
}
