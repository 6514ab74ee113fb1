/** What each of the four cells of a product × response design stands at: mean or median latency, ms. */
type Cells = {
  readonly focalFitting: number | null;
  readonly focalOther: number | null;
  readonly comparisonFitting: number | null;
  readonly comparisonOther: number | null;
};

/** (other − fitting) for the focal product − the same for the comparison one; positive when the focal product fits better.
 *  Null with an empty cell. */
export function doubleDifference(cells: Cells): number | null {
  const { focalFitting, focalOther, comparisonFitting, comparisonOther } = cells;
  if (focalFitting === null || focalOther === null || comparisonFitting === null || comparisonOther === null)
    return null;
  return focalOther - focalFitting - (comparisonOther - comparisonFitting);
}
