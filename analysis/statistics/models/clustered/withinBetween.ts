import type { Columns } from "../logistic/design.ts";
import { type LogisticModel, logisticRegression } from "../logistic/logisticRegression.ts";
import { type Clusters, clusterMeans } from "./clusters.ts";

/** What is split, and what enters whole. */
export type WithinBetweenQuestion = {
  readonly outcome: ArrayLike<number>;
  readonly clusters: Clusters;
  readonly split: readonly string[];
  readonly whole: readonly string[];
};

/** Every predictor split into a person's mean (`<name>_bar`) and the deviation from it (`<name>_w`): people who score
 *  high against products that score high (Mundlak 1978). A pooled logistic model of both and of the whole predictors;
 *  its standard errors count rows. */
export function withinBetween(columns: Columns, question: WithinBetweenQuestion): LogisticModel {
  const { outcome, clusters, split, whole } = question;
  const parts = split.flatMap((name) => {
    const column = columns[name];
    if (column === undefined) throw new RangeError(`no column ${name}`);
    const means = clusterMeans(column, clusters);
    return [
      [`${name}_bar`, means],
      [`${name}_w`, means.map((mean, row) => column[row]! - mean)],
    ] as const;
  });
  const predictors = [...split.map((name) => `${name}_w`), ...split.map((name) => `${name}_bar`), ...whole];
  return logisticRegression({ ...columns, ...Object.fromEntries(parts) }, { outcome, predictors });
}
