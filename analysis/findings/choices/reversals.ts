import type { Choices } from "../../data/choices.ts";
import { clustersOf } from "../../statistics/models/clustered/clusters.ts";
import { conditionalLogit } from "../../statistics/models/clustered/conditionalLogit.ts";
import { designOf } from "../../statistics/models/logistic/design.ts";
import { type Estimate, estimateOf } from "./estimate.ts";

/** How often people took something else when they met the same set again, and whether that goes with a slow first choice. */
export type Reversals = {
  readonly people: number;
  readonly repeated: number;
  readonly reversed: number;
  /** Odds of taking the same again where the first choice took twice as long, within a person; null where it cannot be had. */
  readonly slow: Estimate | null;
};

/** The repeated sets of which both choices were made in time. Null where there are none. */
export function reversalsOf(choices: Choices): Reversals | null {
  const made = new Map<string, { taken: string; ms: number; person: string; repeats: string }>();
  for (let row = 0; row < choices.rows; row += 1) {
    if (choices.isLate(row)) continue;
    const key = keyOf(choices, row, choices.set(row));
    const one = made.get(key) ?? {
      taken: "",
      ms: choices.latencyMs[row] ?? Number.NaN,
      person: choices.person(row),
      repeats: choices.repeats(row) === "" ? "" : keyOf(choices, row, choices.repeats(row)),
    };
    if (choices.isChosen(row)) one.taken = choices.product(row);
    made.set(key, one);
  }
  const pairs = [...made.values()].flatMap((again) => {
    const first = again.repeats === "" ? undefined : made.get(again.repeats);
    return first === undefined ? [] : [{ person: again.person, ms: first.ms, isSame: first.taken === again.taken }];
  });
  if (pairs.length === 0) return null;
  return {
    people: new Set(pairs.map(({ person }) => person)).size,
    repeated: pairs.length,
    reversed: pairs.filter(({ isSame }) => !isSame).length,
    slow: slowness(pairs.filter(({ ms }) => ms > 0)),
  };
}

type Pair = { readonly person: string; readonly ms: number; readonly isSame: boolean };

/** Exact conditional logit with persons as strata: only people who took the same sometimes and not at other times count. */
function slowness(pairs: readonly Pair[]): Estimate | null {
  const columns = { slow: pairs.map(({ ms }) => Math.log(ms)) };
  const same = pairs.map(({ isSame }) => (isSame ? 1 : 0));
  const found = conditionalLogit(
    designOf(columns, ["slow"], pairs.length),
    same,
    clustersOf(pairs.map(({ person }) => person)),
  );
  if (found.kind === "notFitted") return null;
  return estimateOf({ coef: found.coef["slow"]!, se: found.se["slow"]!, step: Math.LN2 });
}

function keyOf(choices: Choices, row: number, set: string): string {
  return JSON.stringify([choices.person(row), choices.instance(row), set]);
}
