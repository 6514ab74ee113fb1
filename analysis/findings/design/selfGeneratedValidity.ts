import { correlationCoefficient } from "../../statistics/association/correlation.ts";
import { independentCorrelations } from "../../statistics/association/dependentCorrelations.ts";
import { fitLinear, type LinearFit } from "../../statistics/models/linear/linearRegression.ts";
import { designOf, linearPredictor } from "../../statistics/models/logistic/design.ts";
import { logisticRegression, type ModelEntry } from "../../statistics/models/logistic/logisticRegression.ts";
import { likelihoodRatioTest } from "../../statistics/models/logistic/nestedTests.ts";
import { delong, delongUnpaired } from "../../statistics/ranking/delong.ts";
import { newcombeIndependent } from "../../statistics/shares/newcombe.ts";

/** People who were asked and people who were not, with what is known of both. */
export type SurveyArms = {
  /** 1 asked, 0 control. */
  readonly surveyed: readonly number[];
  /** Stated intent of those asked; null for the control arm. */
  readonly intent: readonly (number | null)[];
  readonly bought: readonly number[];
  /** Columns known of everybody, from which intent is predicted. */
  readonly background: Readonly<Record<string, readonly number[]>>;
};

/** What asking does to the link between intent and purchase. */
export type SelfGeneratedValidity = {
  readonly stage1: {
    readonly coef: readonly number[];
    readonly se: readonly number[];
    readonly r2: number | null;
  };
  readonly r_surveyed: number | null;
  readonly r_control: number | null;
  readonly self_generated_validity_percent: number | null;
  readonly difference_test: ReturnType<typeof independentCorrelations> | null;
  readonly stage2_logit: ModelEntry | null;
  readonly interaction_lr: { readonly chi2: number; readonly df: number; readonly p: number } | null;
  readonly mere_measurement: {
    readonly rate_surveyed: number;
    readonly rate_control: number;
    readonly newcombe_ci95: readonly [number, number];
  };
  readonly auc_unpaired: {
    readonly auc_surveyed: number;
    readonly auc_control: number;
    readonly z: number | null;
    readonly p: number | null;
  } | null;
};

/** Compares how latent intent, predicted from what is known of everybody, goes with buying among people who were asked
 *  and people who were not (Chandon, Morwitz & Reinartz 2005). All lists hold one entry a person in one order.
 *  Null when intent cannot be predicted. Throws RangeError when an arm is empty. */
export function selfGeneratedValidity(arms: SurveyArms): SelfGeneratedValidity | null {
  const asked = rowsWhere(arms.surveyed, 1);
  const control = rowsWhere(arms.surveyed, 0);
  if (asked.length === 0 || control.length === 0) throw new RangeError("both arms need people");
  const stage1 = predictIntent(arms, asked);
  if (stage1 === null) return null;
  const latent = latentIntent(arms, stage1);
  const pick = (rows: readonly number[], list: ArrayLike<number>) => rows.map((row) => list[row]!);
  const [latent1, latent0] = [pick(asked, latent), pick(control, latent)];
  const [bought1, bought0] = [pick(asked, arms.bought), pick(control, arms.bought)];
  const [r1, r0] = [correlationCoefficient(latent1, bought1), correlationCoefficient(latent0, bought0)];
  const isComparable = r1 !== null && r0 !== null && Math.min(asked.length, control.length) > 3;
  return {
    stage1: {
      coef: stage1.beta,
      se: stage1.bread.map((row, j) => stage1.sigma * Math.sqrt(row[j]!)),
      r2: stage1.r2,
    },
    r_surveyed: r1,
    r_control: r0,
    self_generated_validity_percent: isComparable && r0 !== 0 ? 100 * (r1 / r0 - 1) : null,
    difference_test:
      isComparable && Math.abs(r1) < 1 && Math.abs(r0) < 1
        ? independentCorrelations({ r: r1, n: asked.length }, { r: r0, n: control.length })
        : null,
    ...stage2(arms, latent),
    mere_measurement: mereMeasurement(bought1, bought0),
    auc_unpaired: compareAucs([latent1, bought1], [latent0, bought0]),
  };
}

function rowsWhere(flags: readonly number[], value: number): readonly number[] {
  return flags.flatMap((flag, row) => (flag === value ? [row] : []));
}

function predictIntent({ intent, background }: SurveyArms, asked: readonly number[]): LinearFit | null {
  const answered = asked.filter((row) => intent[row] !== null);
  const columns = Object.fromEntries(
    Object.entries(background).map(([name, list]) => [name, answered.map((row) => list[row]!)]),
  );
  const fit = fitLinear(
    designOf(columns, Object.keys(background), answered.length),
    answered.map((row) => intent[row]!),
  );
  return fit.kind === "fitted" ? fit : null;
}

function latentIntent({ background, surveyed }: SurveyArms, { beta }: LinearFit): readonly number[] {
  const design = designOf(background, Object.keys(background), surveyed.length);
  return Array.from(linearPredictor(design, beta));
}

function stage2(
  { surveyed, bought }: SurveyArms,
  latent: readonly number[],
): Pick<SelfGeneratedValidity, "stage2_logit" | "interaction_lr"> {
  const mean = latent.reduce((sum, value) => sum + value, 0) / latent.length;
  const lc = latent.map((value) => value - mean);
  const columns = { lc, surveyed, lxg: lc.map((value, row) => value * surveyed[row]!) };
  const full = logisticRegression(columns, {
    outcome: bought,
    predictors: ["lc", "surveyed", "lxg"],
    intervals: "profile",
  });
  const smaller = logisticRegression(columns, { outcome: bought, predictors: ["lc", "surveyed"] });
  if (full.kind === "notFitted" || smaller.kind === "notFitted") return { stage2_logit: null, interaction_lr: null };
  return { stage2_logit: full.entry, interaction_lr: likelihoodRatioTest(smaller.fit, full.fit) };
}

function mereMeasurement(asked: readonly number[], control: readonly number[]) {
  const count = (list: readonly number[]) => list.filter((value) => value === 1).length;
  return {
    rate_surveyed: count(asked) / asked.length,
    rate_control: count(control) / control.length,
    newcombe_ci95: newcombeIndependent([count(asked), asked.length], [count(control), control.length]),
  };
}

type Arm = readonly [scores: readonly number[], bought: readonly number[]];

function compareAucs(asked: Arm, control: Arm): SelfGeneratedValidity["auc_unpaired"] {
  if (new Set(asked[1]).size < 2 || new Set(control[1]).size < 2) return null;
  const [first, second] = [delong(...asked), delong(...control)];
  const { z, p } = delongUnpaired(first, second);
  return { auc_surveyed: first.auc, auc_control: second.auc, z, p };
}
