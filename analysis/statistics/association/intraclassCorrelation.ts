import { fQuantile } from "../numerics/distributions.ts";
import { ratio } from "../shares/ratio.ts";
import { average, type MaybeInterval, total } from "./moments.ts";

/** Intraclass correlations in the names of Shrout & Fleiss (1979); null where people do not differ. */
export type IccReport = {
  readonly msr: number;
  readonly msc: number;
  readonly mse: number;
  readonly msw: number;
  readonly icc1_1: number | null;
  readonly icc1_k: number | null;
  readonly icc2_1: number | null;
  readonly icc2_k: number | null;
  readonly icc3_1: number | null;
  readonly icc3_k: number | null;
  readonly icc1_1_ci95: MaybeInterval;
  readonly icc3_1_ci95: MaybeInterval;
};

/** Intraclass correlations of the same people measured in `k` ways (Shrout & Fleiss 1979; McGraw & Wong 1996).
 *  One list per measurement, same people in the same order. Throws RangeError below two of either. */
export function intraclassCorrelation(columns: readonly (readonly number[])[]): IccReport {
  const k = columns.length;
  const n = columns[0]?.length ?? 0;
  if (k < 2 || n < 2) throw new RangeError(`an ICC needs two measurements of two people, got ${k} of ${n}`);
  const { msr, msc, mse, msw } = meanSquares(columns);
  return {
    msr,
    msc,
    mse,
    msw,
    icc1_1: ratio(msr - msw, msr + (k - 1) * msw),
    icc1_k: ratio(msr - msw, msr),
    icc2_1: ratio(msr - mse, msr + (k - 1) * mse + (k * (msc - mse)) / n),
    icc2_k: ratio(msr - mse, msr + (msc - mse) / n),
    icc3_1: ratio(msr - mse, msr + (k - 1) * mse),
    icc3_k: ratio(msr - mse, msr),
    icc1_1_ci95: limits({ f: ratio(msr, msw), df1: n - 1, df2: n * (k - 1), k }),
    icc3_1_ci95: limits({ f: ratio(msr, mse), df1: n - 1, df2: (n - 1) * (k - 1), k }),
  };
}

function meanSquares(columns: readonly (readonly number[])[]): Pick<IccReport, "msr" | "msc" | "mse" | "msw"> {
  const k = columns.length;
  const n = columns[0]!.length;
  const rows = Array.from({ length: n }, (_, row) => average(columns.map((column) => column[row]!)));
  const centre = average(rows);
  const squares = (values: readonly number[]) => total(values.map((value) => (value - centre) ** 2));
  const all = squares(columns.flat());
  const msr = (k * squares(rows)) / (n - 1);
  const msc = (n * squares(columns.map((column) => average(column)))) / (k - 1);
  return {
    msr,
    msc,
    mse: (all - (n - 1) * msr - (k - 1) * msc) / ((n - 1) * (k - 1)),
    msw: (all - (n - 1) * msr) / (n * (k - 1)),
  };
}

type FRatio = { readonly f: number | null; readonly df1: number; readonly df2: number; readonly k: number };

function limits({ f, df1, df2, k }: FRatio): MaybeInterval {
  if (f === null || !Number.isFinite(f)) return [null, null];
  const lower = f / fQuantile(0.975, df1, df2);
  const upper = f * fQuantile(0.975, df2, df1);
  return [(lower - 1) / (lower + k - 1), (upper - 1) / (upper + k - 1)];
}
