import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exportPlan } from "../../../analysis/commands/exportPlan.ts";
import type { ExportFolder } from "../../../analysis/data/exportFolder.ts";
import { selectionRows } from "../../../analysis/data/selectionRows.ts";
import { AnalysisPlan } from "../../../experiments/contract/plan.ts";
import type { Study } from "../../../experiments/contract/study.ts";
import { loadStudy } from "../../../experiments/studyFile/commands.ts";
import { exportTables } from "../../../experiments/tableFiles/exportFolder.ts";
import { tableOf } from "../findings/tables.ts";

const { study: coffee } = await loadStudy(join(process.cwd(), "experiments/studies/coffee-brands/study.yaml"));
const people = tableOf({
  participant_id: ["a", "b", "c", "d", "e"],
  product: ["velmora", "velmora", "velmora", "velmora", "velmora"],
  purchase_intent: [5, 3, 4, null, 2],
  bought: [1, 0, null, null, 0],
  outcome_reason: [null, null, "not-matched", "no-consent", null],
});

const unread = await exportTables("/export", { changed: "refused" });

function folderOf(study: Study): ExportFolder {
  const participants = { file: "/export/participants.csv", table: people, sha256: "abc" };
  const empty = tableOf({ participant_id: ["a"] });
  const tables = { sessions: empty, scores: empty, outcomes: empty, participants };
  return {
    dir: "/export",
    study,
    studyHash: "abc",
    tables: unread,
    scoring: [],
    changes: [],
    earlyLooks: [],
    notes: [],
    leftOut: [],
    reliabilities: { iat: 0.8 },
    ...tables,
  };
}

const planOf = (study: Study) => AnalysisPlan.parse(exportPlan(folderOf(study)));

describe("the plan of an export", () => {
  test("is the study's, on the export's table, with the reliability its scores showed", () => {
    const plan = planOf(coffee);
    expect(plan).toMatchObject({ data: "/export/participants.csv", participant: "participant_id" });
    expect(plan.implicit[0]).toMatchObject({ column: "iat", reliability: 0.8 });
  });

  test("counts purchases after each session only, as the export did", () => {
    expect(planOf(coffee).outcome).toMatchObject({ column: "bought", since: "session" });
  });

  test("scores the implicit measure's trials by every profile as other ways to compare", () => {
    const { multiverse } = planOf(coffee);
    expect(multiverse?.trials).toEqual({ file: "/export/trials.csv", measure: "iat", instance: "iat" });
    expect(multiverse?.scores).toEqual(
      ["d1", "d2", "d3", "d4", "d5", "d6"].map((profile) => ({ profile, excluded: "dropped" })),
    );
  });

  test("weights the complete people for the missing ones as another way, and leaves covariates out where there are any", () => {
    const covariates = ["prior_purchases"];
    expect(planOf(coffee).multiverse?.models).toEqual(["inverse-probability-weighted"]);
    expect(planOf({ ...coffee, analysis: { ...coffee.analysis, covariates } }).multiverse?.models).toEqual([
      "without-covariates",
      "inverse-probability-weighted",
    ]);
  });

  test("keeps the multiverse a study preregistered, with the export's trials", () => {
    const multiverse = AnalysisPlan.parse({
      outcome: "bought",
      stated: ["x"],
      multiverse: { scores: [{ profile: "d3" }] },
    }).multiverse!;
    const plan = planOf({ ...coffee, analysis: { ...coffee.analysis, multiverse } });
    expect(plan.multiverse).toEqual({
      trials: { file: "/export/trials.csv", measure: "iat", instance: "iat" },
      scores: [{ profile: "d3", excluded: "dropped" }],
    });
  });

  test("names what people did where it was no purchase", () => {
    const churn = planOf({ ...coffee, outcome: { ...coffee.outcome!, kind: "churn" } });
    expect(churn.outcome?.words).toEqual({ did: "left", doers: "people who left", others: "people who stayed" });
  });
});

describe("what a study adds to its plan", () => {
  test("is a weight where a paid choice took people out of the outcome", () => {
    const folder = folderOf(coffee);
    const kept = tableOf({ ...Object.fromEntries(people.columns), bought_kept: [1, 0.625, 0.5, null, 1] });
    const plan = exportPlan({ ...folder, participants: { ...folder.participants, table: kept } });
    expect(plan).toMatchObject({ weight: "bought_kept_weight", derive: { bought_kept_weight: "1 / bought_kept" } });
    expect(planOf(coffee)).not.toHaveProperty("weight");
  });

  test("is its treatments, by value where they have one, with what showed them", () => {
    const treated: Study = {
      ...coffee,
      treatments: { price: { high: { value: 2.99 }, low: { value: 2.49 } }, ad: { plain: {}, film: {} } },
      flow: [{ part: "exposure", measures: [{ measure: "concept", treatment: "ad" }] }, ...coffee.flow],
    };
    expect(planOf(treated).treatments).toEqual([
      { column: "treatment_price", levels: ["low", "high"] },
      { column: "treatment_ad", levels: ["film", "plain"], seen: "concept" },
    ]);
  });
});

describe("the selection table", () => {
  test("sets the stated scores of people with an outcome beside those of people without, by why they have none", () => {
    expect(selectionRows(folderOf(coffee), "purchase_intent")).toEqual([
      {
        exit: "outcome known",
        n: 3,
        statedMean: 10 / 3,
        statedSd: expect.closeTo(1.5275252317),
        observable: 3,
        bought: 1,
      },
      { exit: "outcome unknown: not-matched", n: 1, statedMean: 4, statedSd: null, observable: 0, bought: 0 },
      { exit: "outcome unknown: no-consent", n: 1, statedMean: null, statedSd: null, observable: 0, bought: 0 },
    ]);
  });
});
