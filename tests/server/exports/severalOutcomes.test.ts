import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { StudyOutcome } from "../../../experiments/contract/studyOutcome.ts";
import { loadStudy } from "../../../experiments/studyFile/commands.ts";
import { exportOutcomes } from "../../../server/exports/exportOutcomes.ts";
import { newTables } from "../../../server/exports/newTables.ts";
import type { SessionRecord, StudyView } from "../../../server/store/store.ts";

const day = (number: number) => new Date(Date.UTC(2026, 0, number)).toISOString();
const { study: coffee } = await loadStudy("experiments/studies/coffee-brands/study.yaml");
const { outcome: _, ...rest } = coffee;
const outcomes = [
  { id: "firstMonth", class: "observed-purchase", product: "velmora", days: [0, 28] },
  { id: "second-month", class: "observed-purchase", product: "velmora", days: [28, 56] },
  { id: "other", class: "observed-purchase", product: "quenby", days: [0, 56] },
].map((one) => StudyOutcome.parse(one));

const session = (participantId: string, linkPurchases = true): SessionRecord =>
  // Only what the export of outcomes reads.
  ({
    participantId,
    sessionId: participantId,
    seed: 5,
    assignment: {},
    startedAt: day(1),
    finishedAt: day(1),
    withdrawnAt: null,
    purposes: { takePart: true, linkPurchases, linkHistory: false, recontact: false, shareData: false },
  }) as SessionRecord;

const purchase = (participant_id: string, at: number, product: string) =>
  ({ participant_id, purchased_at: day(at), product, kind: "purchase" }) as const;

/** A choice of the paid measure below, as far as a draw is settled from it. */
const choice = (setIndex: number, chosen: string | null) => ({
  body: { measure: "realChoice", instance: "realChoice", kind: "choice", setIndex, chosen },
});
const choicesOf: Readonly<Record<string, readonly (string | null)[]>> = {
  ann: ["velmora", "quenby", "velmora", null],
  ben: [null, null, null, null],
};

const view = {
  draws: async () => [{ sessionId: "cas", bought: true }],
  trials: async (sessionId: string) => (choicesOf[sessionId] ?? []).map((chosen, index) => choice(index, chosen)),
  purchases: async () => [purchase("ann", 11, "velmora"), purchase("ann", 41, "quenby")],
  coverage: async () => [{ participant_id: "", observed_from: day(-30), observed_until: day(40), source: "shop" }],
  peopleWithKey: async () => new Set(["ann", "ben", "cas"]),
} as unknown as StudyView;

test("several outcomes have a row a product and their own columns: known, why not, days, event and weight", async () => {
  const out = mkdtempSync(join(tmpdir(), "saydo-outcomes-"));
  const sessions = [session("ann"), session("ben"), session("cas", false)];
  await exportOutcomes({ view, study: { ...rest, outcomes }, sessions, out: newTables(out), now: new Date(day(90)) });
  const rows: Record<string, string>[] = parse(readFileSync(join(out, "outcomes.csv"), "utf8"), { columns: true });
  const cells = (who: string, product: string, id: string) => {
    const row = rows.find(({ participant_id, product: about }) => participant_id === who && about === product) ?? {};
    return ["", "_reason", "_days", "_event", "_entry", "_kept"].map((end) => row[`${id}${end}`]);
  };
  expect(rows).toHaveLength(6);
  expect(cells("ann", "velmora", "first_month")).toEqual(["1", "", "10", "1", "0", "1"]);
  expect(cells("ben", "velmora", "first_month")).toEqual(["0", "", "28", "0", "0", "1"]);
  // The records end on day 39 after the session, within the second window.
  expect(cells("ben", "velmora", "second_month")).toEqual(["", "not-observable", "39", "0", "28", "1"]);
  // A purchase beyond the coverage is known to have happened, but nobody was watched for it.
  expect(cells("ann", "quenby", "other")).toEqual(["1", "", "39", "0", "0", "1"]);
  expect(cells("cas", "velmora", "first_month")).toEqual(["", "no-consent", "", "", "", "1"]);
  expect(cells("ann", "quenby", "first_month")).toEqual(["", "", "", "", "", ""]);
});

test("who won a product has no outcome, and others count by the chance of not having won, which their choices give", async () => {
  const parameters = {
    stakes: "real",
    oneIn: 2,
    endowment: { amount: 5, currency: "EUR" },
    sets: { count: 4, repeats: 0 },
  };
  const flow: typeof coffee.flow = [{ part: "behavioural", measures: [{ measure: "realChoice", ...parameters }] }];
  const out = mkdtempSync(join(tmpdir(), "saydo-outcomes-"));
  const sessions = [session("ann"), session("ben"), session("cas")];
  await exportOutcomes({
    view,
    study: { ...rest, flow, outcomes },
    sessions,
    out: newTables(out),
    now: new Date(day(90)),
  });
  const rows: Record<string, string>[] = parse(readFileSync(join(out, "outcomes.csv"), "utf8"), { columns: true });
  const of = (who: string) => rows.find((row) => row["participant_id"] === who && row["product"] === "velmora") ?? {};
  // Ann took something in 3 of 4 choices, and one person in 2 wins: 1 − 3/4 · 1/2.
  expect(of("ann")).toMatchObject({ first_month: "1", first_month_kept: "0.625" });
  expect(of("ben")).toMatchObject({ first_month: "0", first_month_kept: "1" });
  expect(of("cas")).toMatchObject({ first_month: "", first_month_reason: "contaminated", first_month_days: "" });
});
