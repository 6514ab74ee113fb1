/** Pearson correlation of two halves over the first `count` people; null below three or without variance. */
export function splitCorrelation(a: Float64Array, b: Float64Array, count: number): number | null {
  if (count < 3) return null;
  let [meanA, meanB] = [0, 0];
  for (let i = 0; i < count; i += 1) {
    meanA += a[i]! / count;
    meanB += b[i]! / count;
  }
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < count; i += 1) {
    const da = a[i]! - meanA;
    const db = b[i]! - meanB;
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}

/** Spearman–Brown for a test of twice the length, mirrored for negative r so that splits below zero keep their size
 *  (as rapidsplithalf does): 2r / (1 + |r|). */
export function mirroredSpearmanBrown(r: number): number {
  return (2 * r) / (1 + Math.abs(r));
}
