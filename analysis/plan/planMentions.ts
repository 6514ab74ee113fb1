import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import type { PlannedOutcome } from "../../experiments/contract/plannedOutcome.ts";
import { waveStepColumn, waveSteps } from "../../experiments/contract/waveSteps.ts";
import type { Path } from "../../experiments/studyFile/readDocument.ts";

/** A column a plan names, and where. */
export type Mention = { readonly column: string; readonly path: Path };

/** The outcomes of a plan with their place in the file. */
export function outcomesOf(plan: AnalysisPlan): readonly { readonly outcome: PlannedOutcome; readonly path: Path }[] {
  const single = plan.outcome === undefined ? [] : [{ outcome: plan.outcome, path: ["outcome"] }];
  return [...single, ...(plan.outcomes ?? []).map((outcome, index) => ({ outcome, path: ["outcomes", index] }))];
}

/** The column with how fast people answered a stated measure. */
export function speedColumn(measure: string): string {
  return `${measure}_speed`;
}

/** The outcomes of a plan's multiverse with their place in the file. */
export function multiverseOutcomes({ multiverse }: AnalysisPlan): ReturnType<typeof outcomesOf> {
  return (multiverse?.outcomes ?? []).map((outcome, index) => ({ outcome, path: ["multiverse", "outcomes", index] }));
}

/** Every column the plan needs as numbers, with its place in the file. */
export function numericMentions(plan: AnalysisPlan): readonly Mention[] {
  const roles = (["stated", "implicit", "other"] as const).flatMap((role) =>
    plan[role].flatMap(({ column, halves }, index) => [
      { column, path: [role, index] },
      ...(halves ?? []).map((half) => ({ column: half, path: [role, index, "halves"] })),
    ]),
  );
  const outcomes = outcomesOf(plan).flatMap(({ outcome, path }) => [
    { column: outcome.column, path },
    ...(outcome.exposure === undefined ? [] : [{ column: outcome.exposure, path: [...path, "exposure"] }]),
    ...(outcome.time === undefined ? [] : [{ column: outcome.time, path: [...path, "time"] }]),
  ]);
  const lists = (["covariates", "describe"] as const).flatMap((key) =>
    plan[key].map((column, index) => ({ column, path: [key, index] })),
  );
  const speed = (plan.speed ?? []).flatMap((column, index) => [
    { column, path: ["speed", index] },
    { column: speedColumn(column), path: ["speed", index] },
  ]);
  const single = (["eligible", "weight", "stated_first", "time_pressure"] as const).flatMap((key) => {
    const column = plan[key];
    return column === undefined ? [] : [{ column, path: [key] }];
  });
  const named = (["models", "scales"] as const).flatMap((key) =>
    Object.entries(plan[key] ?? {}).flatMap(([name, items]) =>
      items.map((column, index) => ({ column, path: [key, name, index] })),
    ),
  );
  const reversed = Object.keys(plan.reverse ?? {}).map((column) => ({ column, path: ["reverse", column] }));
  const arms = plan.self_generated_validity;
  const asked = arms === undefined ? [] : [arms.surveyed, ...arms.from];
  const survey = asked.map((column) => ({ column, path: ["self_generated_validity"] }));
  const folds = plan.folds && "column" in plan.folds ? [{ column: plan.folds.column, path: ["folds", "column"] }] : [];
  return [
    ...outcomes,
    ...roles,
    ...lists,
    ...speed,
    ...single,
    ...named,
    ...survey,
    ...folds,
    ...reversed,
    ...priceMentions(plan),
    ...multiverseMentions(plan),
  ];
}

function priceMentions({ prices = {} }: AnalysisPlan): readonly Mention[] {
  const { van_westendorp: meter, gabor_granger: tested = [] } = prices;
  const path = ["prices", "van_westendorp"];
  const named =
    meter === undefined
      ? []
      : [meter.too_cheap, meter.cheap, meter.expensive, meter.too_expensive, ...(meter.intents ?? [])];
  return [
    ...named.map((column) => ({ column, path })),
    ...tested.map(({ column }, index) => ({ column, path: ["prices", "gabor_granger", index] })),
    ...(prices.stakes === undefined ? [] : [{ column: prices.stakes.amount, path: ["prices", "stakes", "amount"] }]),
  ];
}

function multiverseMentions({ multiverse }: AnalysisPlan): readonly Mention[] {
  const { exclusions = {}, outcomes = [], scores = [], models = [] } = multiverse ?? {};
  const at = (...rest: Path) => ["multiverse", ...rest];
  return [
    ...Object.entries(exclusions).map(([name, { column }]) => ({ column, path: at("exclusions", name) })),
    ...outcomes.map(({ column }, index) => ({ column, path: at("outcomes", index) })),
    ...scores.flatMap((score, index) =>
      "column" in score ? [{ column: score.column, path: at("scores", index) }] : [],
    ),
    ...models.flatMap((model, index) =>
      typeof model === "string" ? [] : model.stated.map((column) => ({ column, path: at("models", index) })),
    ),
  ];
}

/** Every column the plan needs as labels. */
export function labelMentions(plan: AnalysisPlan): readonly Mention[] {
  const single = (["participant", "product"] as const).flatMap((key) => {
    const column = plan[key];
    return column === undefined ? [] : [{ column, path: [key] }];
  });
  const moments = outcomesOf(plan).flatMap(({ outcome, path }) =>
    (["at", "after"] as const).flatMap((key) => {
      const column = outcome[key];
      return column === undefined ? [] : [{ column, path: [...path, key] }];
    }),
  );
  const chosen = Object.keys(plan.where ?? {}).map((column) => ({ column, path: ["where", column] }));
  const order = plan.order.map((column, index) => ({ column, path: ["order", index] }));
  const treatments = (plan.treatments ?? []).flatMap(({ column, seen }, index) =>
    [column, seen].flatMap((name) => (name === undefined ? [] : [{ column: name, path: ["treatments", index] }])),
  );
  const waves = (plan.waves ?? []).flatMap((wave, index) =>
    waveSteps.map((step) => ({ column: waveStepColumn(wave, step), path: ["waves", index] })),
  );
  const drawn = plan.prices?.stakes?.drawn;
  const stakes = drawn === undefined ? [] : [{ column: drawn, path: ["prices", "stakes", "drawn"] }];
  return [...single, ...moments, ...chosen, ...order, ...treatments, ...waves, ...stakes];
}
