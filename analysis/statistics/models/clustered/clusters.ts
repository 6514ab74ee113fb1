/** Zero-based row positions of each cluster, clusters by first appearance, rows in order. */
export type Clusters = readonly (readonly number[])[];

/** Groups rows that carry the same label: rows of one participant are one cluster. */
export function clustersOf(labels: ArrayLike<string | number>): Clusters {
  const byLabel = new Map<string | number, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    const rows = byLabel.get(label);
    if (rows === undefined) byLabel.set(label, [row]);
    else rows.push(row);
  }
  return [...byLabel.values()];
}

/** The mean of a column within each cluster, repeated on every row of it. */
export function clusterMeans(column: ArrayLike<number>, clusters: Clusters): Float64Array {
  const means = new Float64Array(column.length);
  for (const rows of clusters) {
    const mean = rows.reduce((sum, row) => sum + column[row]!, 0) / rows.length;
    for (const row of rows) means[row] = mean;
  }
  return means;
}
