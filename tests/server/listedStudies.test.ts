import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moment, readIn } from "../../server/console/reader.ts";
import { type OpenedStore, openStore } from "../../server/store/openStore.ts";
import type { Account } from "../../server/store/store.ts";
import { coffeeStudy, oneQuestion } from "./coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

describe.each(storeKinds)("the list of studies over %s", (kind) => {
  let places: Places;
  let opened: OpenedStore;
  let [admin, member]: readonly (Account | undefined)[] = [];

  beforeAll(async () => {
    places = await placesOf(kind);
    opened = await openStore(await places.fresh(), "work");
    const { accounts, studies, drafts } = opened.store;
    admin = await accounts.create({ email: "a@lab.example", name: "A", password: "", isAdmin: true });
    member = await accounts.create({ email: "m@lab.example", name: "M", password: "", isAdmin: false });
    for (const id of ["alpha", "beta", "delta", "eta"]) {
      const study = await coffeeStudy({ id, flow: oneQuestion });
      await studies.publish(study);
    }
    for (const id of ["beta", "gamma"]) {
      await drafts.begin(id, { yaml: "id: x", title: `Draft ${id}`, by: "" });
    }
    await drafts.save("gamma", 1, { yaml: "id: y", title: "Newest title", by: "" });
    await accounts.setRole("beta", member?.id ?? "", "viewer");
    await accounts.setRole("eta", member?.id ?? "", "researcher");
  });

  afterAll(async () => {
    await opened?.close();
    await places?.clear();
  });

  const idsOf = async (account: Account | undefined, page: { limit: number; after?: string; only?: "drafts" }) => {
    if (account === undefined) throw new Error("the account was made");
    return (await opened.store.studies.of(account, page)).map(({ studyId, role, title }) =>
      [studyId, role, ...(title === undefined ? [] : [title])].join(" "),
    );
  };

  test("whoever runs the server sees all of them, a page at a time, a draft among them under its newest title", async () => {
    expect(await idsOf(admin, { limit: 3 })).toEqual(["alpha owner", "beta owner", "delta owner"]);
    expect(await idsOf(admin, { limit: 3, after: "delta" })).toEqual(["eta owner", "gamma owner Newest title"]);
    expect(await idsOf(admin, { limit: 9, only: "drafts" })).toEqual(["gamma owner Newest title"]);
  });

  test("a member sees their own, in their role, and nothing of the others", async () => {
    expect(await idsOf(member, { limit: 9 })).toEqual(["beta viewer", "eta researcher"]);
    expect(await idsOf(member, { limit: 9, after: "beta" })).toEqual(["eta researcher"]);
    expect([...(await opened.store.studies.ids())].sort()).toEqual(["alpha", "beta", "delta", "eta", "gamma"]);
  });

  test("an account keeps the time zone that its pages show moments in", async () => {
    const { accounts } = opened.store;
    expect(member?.timeZone).toBeNull();
    await accounts.setTimeZone(member?.id ?? "", "Europe/Amsterdam");
    expect((await accounts.byEmail("m@lab.example"))?.account.timeZone).toBe("Europe/Amsterdam");
  });
});

describe("the audit", () => {
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

  test("is read a page at a time, the newest first, no line twice and none left out", async () => {
    const { audit } = opened.store;
    for (const action of ["one", "two", "three", "four", "five"]) await audit.add({ actor: "command line", action });
    const pageOf = async (before?: number) => await audit.list(null, 2, before);
    const [first, second] = [await pageOf(), await pageOf((await pageOf()).at(-1)?.seq)];
    const third = await pageOf(second.at(-1)?.seq);
    expect([first, second, third].map((page) => page.map(({ action }) => action))).toEqual([
      ["five", "four"],
      ["three", "two"],
      ["one"],
    ]);
  });
});

describe("a moment", () => {
  test.each([
    [null, "2026-07-01T12:05:00.000Z", "2026-07-01 12:05 UTC"],
    ["Europe/Amsterdam", "2026-07-01T12:05:00.000Z", "2026-07-01 14:05 CEST"],
    ["Europe/Amsterdam", "2026-12-31T23:30:00.000Z", "2027-01-01 00:30 CET"],
    ["Asia/Kolkata", "2026-07-01T00:00:00.000Z", "2026-07-01 05:30 GMT+5:30"],
  ])("in %s: %s is %s", (zone, at, said) => {
    expect(readIn(zone, () => moment(at))).toBe(said);
    expect(moment(at)).toContain("UTC");
  });
});
