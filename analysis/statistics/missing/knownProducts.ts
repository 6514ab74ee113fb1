/** A predictor on all rows; one without a gap is `lasting`: it is the same in every round. */
export type Predictor = { readonly values: Float64Array; readonly isLasting: boolean };

/** Sums over the rows on which an outcome is known: X'X (row-major) and X'y. */
export type Products = { readonly information: Float64Array; readonly score: Float64Array };

/** Makes the products of predictors over `known`, from one round to the next. What only lasting columns take part in is summed
 *  once. Each sum runs over the rows in their order, so that it is the same number whichever way it is made. */
export function knownProducts(known: readonly number[], outcome: Float64Array) {
  const rows = Int32Array.from(known);
  const gathered = (values: Float64Array) => {
    const own = new Float64Array(rows.length);
    for (let at = 0; at < own.length; at += 1) own[at] = values[rows[at]!]!;
    return own;
  };
  // The known values of an outcome never change.
  const answers = gathered(outcome);
  let lasting: Products | null = null;
  return (predictors: readonly Predictor[]): Products => {
    const made = { information: new Float64Array(predictors.length ** 2), score: new Float64Array(predictors.length) };
    const isKept = (j: number) => lasting !== null && predictors[j]!.isLasting;
    const all = predictors.map(({ values }) => values);
    for (let a = 0; a < all.length; a += 1) {
      const others = Array.from({ length: a + 1 }, (_, b) => b).filter((b) => !(isKept(a) && isKept(b)));
      fillProducts(made.information, { a, others, width: all.length, own: gathered(all[a]!), rows, all });
    }
    const asked = [...all.keys()].filter((j) => !isKept(j));
    sumInto(made.score, { own: answers, rows, of: asked.map((j) => all[j]!), places: asked });
    if (lasting === null) lasting = made;
    else keep(made, lasting, predictors);
    return { information: made.information.slice(), score: made.score.slice() };
  };
}

type Filled = {
  readonly a: number;
  readonly others: readonly number[];
  readonly width: number;
  readonly own: Float64Array;
  readonly rows: Int32Array;
  readonly all: readonly Float64Array[];
};

/** Both halves of the row of column `a`. */
function fillProducts(information: Float64Array, { a, others, width, own, rows, all }: Filled): void {
  const places = others.map((b) => a * width + b);
  sumInto(information, { own, rows, of: others.map((b) => all[b]!), places });
  for (const b of others) information[b * width + a] = information[a * width + b]!;
}

function keep(made: Products, lasting: Products, predictors: readonly Predictor[]): void {
  const width = predictors.length;
  for (let a = 0; a < width; a += 1) {
    if (!predictors[a]!.isLasting) continue;
    made.score[a] = lasting.score[a]!;
    for (let b = 0; b < width; b += 1)
      if (predictors[b]!.isLasting) made.information[a * width + b] = lasting.information[a * width + b]!;
  }
}

type Sums = {
  readonly own: Float64Array;
  readonly rows: Int32Array;
  readonly of: readonly Float64Array[];
  readonly places: readonly number[];
};

/** Σ own × column over the rows, of each column; four at a time, so that none waits for another's sum. */
function sumInto(sums: Float64Array, { own, rows, of, places }: Sums): void {
  for (let from = 0; from < of.length; from += 4) {
    const [c0, c1, c2, c3] = [0, 1, 2, 3].map((more) => of[Math.min(from + more, of.length - 1)]!);
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let at = 0; at < own.length; at += 1) {
      const [x, row] = [own[at]!, rows[at]!];
      s0 += x * c0![row]!;
      s1 += x * c1![row]!;
      s2 += x * c2![row]!;
      s3 += x * c3![row]!;
    }
    for (const [more, sum] of [s0, s1, s2, s3].entries()) if (from + more < of.length) sums[places[from + more]!] = sum;
  }
}
