import type { PlanPower, PowerAtSize } from "./planPower.ts";

const ENOUGH = 0.8;

/** A plan's power as one page of plain text. */
export function powerText({ truth, expected, formulas, simulation, sims, seed }: PlanPower): string {
  const { headline, yes } = expected;
  return [
    "Assumed truth",
    `  ${percent(truth.baseRate)} buy; a standard deviation of stated attitude adds ${truth.betas.stated} to the log odds, of association ${truth.betas.implicit}`,
    `  correlation of the two ${truth.correlation}; reliability ${truth.reliability.stated} stated, ${truth.reliability.implicit} implicit; ${percent(truth.seen)} of purchases seen`,
    "",
    `What it leads one to expect (one simulated study of ${expected.people} people)`,
    ...expected.auc.map(({ column, auc }) => `  AUC ${auc.toFixed(3)}  ${column}`),
    ...(yes ? [`  ${percent(yes.share)} say yes (${yes.rule}); of these ${percent(yes.ppv)} buy`] : []),
    "",
    "Participants with a known outcome needed, by formula",
    ...(headline ? [line("to tell the two headline AUCs apart (power 80 %)", formulas.tell_aucs_apart)] : []),
    line("to fit all measures together without overfitting", formulas.fit_all_measures),
    ...(yes ? [line("to know the share of yes-sayers who buy to ± 5 points", formulas.share_of_yes_who_buy)] : []),
    "",
    `Found in ${sims} simulated studies of each size (seed ${seed}); ± is the error of the simulation`,
    ...simulation.flatMap(sizeLines),
    "",
    ...conclusion(simulation, truth.betas.implicit === 0),
  ].join("\n");
}

function line(what: string, n: number | null): string {
  return `  ${n === null ? "no number would do" : String(n).padStart(6)}  ${what}`;
}

function sizeLines({ n, implicit_adds, aucs_differ, auc_difference_half_width, claims }: PowerAtSize) {
  const found = (what: string, power: PowerAtSize["implicit_adds"]) =>
    power === null ? [] : [`    ${share(power)}  ${what}`];
  const width = auc_difference_half_width === null ? "" : ` (interval ± ${auc_difference_half_width.toFixed(3)})`;
  return [
    `  ${n} participants`,
    ...found("implicit adds to stated", implicit_adds),
    ...found(`the two headline AUCs differ${width}`, aucs_differ),
    ...claims.flatMap(({ statement, decided }) => found(`"${statement}" is decided`, decided)),
  ];
}

function share({ power, mc_se }: NonNullable<PowerAtSize["implicit_adds"]>): string {
  return `${percent(power).padStart(7)} ± ${(100 * mc_se).toFixed(1)}`;
}

function conclusion(simulation: readonly PowerAtSize[], isNull: boolean): readonly string[] {
  if (simulation.every(({ implicit_adds }) => implicit_adds === null)) return [];
  if (isNull)
    return [
      "The truth has no implicit effect of its own: what is found of it is false alarm, or error in what was stated.",
    ];
  const enough = simulation.find(({ implicit_adds }) => (implicit_adds?.power ?? 0) >= ENOUGH);
  const largest = Math.max(...simulation.map(({ n }) => n));
  return [
    enough
      ? `The smallest size tried that finds the implicit increment in 80 % of studies: ${enough.n} participants with a known outcome.`
      : `None of the sizes tried, up to ${largest}, finds the implicit increment in 80 % of studies.`,
  ];
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}
