import { binomialCdf, binomialPmf, chiSquaredUpperTail } from "../numerics/distributions.ts";

/** Two paired yes/no results compared through the people on whom they disagree. */
export type McnemarReport = {
  readonly b: number;
  readonly c: number;
  readonly chi2: number | null;
  readonly p: number | null;
  readonly chi2_cc: number | null;
  readonly p_cc: number | null;
  readonly exact_p: number;
  readonly midp: number;
};

/** McNemar's test in four versions: asymptotic (McNemar 1947), corrected (Edwards 1948), exact, and mid-p
 *  (Fagerland, Lydersen & Laake 2013). `b` and `c` count the people on whom only the first and only the second
 *  result is a yes. Without any the chi-squared versions are null and the exact ones 1. */
export function mcnemar(b: number, c: number): McnemarReport {
  const n = b + c;
  if (n === 0) return { b, c, chi2: null, p: null, chi2_cc: null, p_cc: null, exact_p: 1, midp: 1 };
  const chi2 = (b - c) ** 2 / n;
  const corrected = Math.max(0, Math.abs(b - c) - 1) ** 2 / n;
  const fewer = Math.min(b, c);
  const exact = Math.min(1, 2 * binomialCdf(fewer, n, 0.5));
  return {
    b,
    c,
    chi2,
    p: chiSquaredUpperTail(chi2, 1),
    chi2_cc: corrected,
    p_cc: chiSquaredUpperTail(corrected, 1),
    exact_p: exact,
    midp: b === c ? 1 - binomialPmf(b, n, 0.5) : exact - binomialPmf(fewer, n, 0.5),
  };
}
