import { type Random, randomStream } from "../../../experiments/random/randomStream.ts";
import { resampledRows } from "../numerics/resampledRows.ts";

/** Bootstrap samples given as zero-based positions, or to be drawn from a seed. Positions are rows, or persons by first
 *  appearance when rows belong to persons. */
export type Resampling =
  | { readonly kind: "given"; readonly indices: readonly Int32Array[] }
  | { readonly kind: "seeded"; readonly seed: number; readonly resamples: number };

/** The resamples of `rows` rows; number `index` is the same whoever asks and in whatever order. */
export type Resampler = {
  readonly count: number;
  /** Rows of resample `index`; `attempt` > 0 draws again from the same stream after an unusable sample. */
  readonly rowsOf: (index: number, attempt: number) => Int32Array | null;
};

/** How often an unusable seeded sample (one outcome only, separation) is drawn again before it is given up. */
export const MAX_ATTEMPTS = 50;

/** Row numbers of each person, in order of first appearance. */
export function rowsByPerson(persons: readonly string[]): readonly Int32Array[] {
  const rows = new Map<string, number[]>();
  persons.forEach((person, i) => {
    const own = rows.get(person);
    if (own) own.push(i);
    else rows.set(person, [i]);
  });
  return [...rows.values()].map((own) => Int32Array.from(own));
}

function expanded(units: Int32Array, members: readonly Int32Array[] | null): Int32Array {
  if (members === null) return units;
  let size = 0;
  for (const unit of units) size += members[unit]!.length;
  const rows = new Int32Array(size);
  let at = 0;
  for (const unit of units) {
    rows.set(members[unit]!, at);
    at += members[unit]!.length;
  }
  return rows;
}

/** Draws from the stream of a resample, one sample after the other. */
function attemptOf(random: Random, size: number, attempt: number): Int32Array {
  let units = resampledRows(random, size);
  for (let skipped = 0; skipped < attempt; skipped += 1) units = resampledRows(random, size);
  return units;
}

/** Makes the resamples of `rows` rows, whole persons at a time when `persons` names them. */
export function resamplerOf(resampling: Resampling, rows: number, persons: readonly string[] | null): Resampler {
  const members = persons === null ? null : rowsByPerson(persons);
  const size = members === null ? rows : members.length;
  if (resampling.kind === "given") {
    const { indices } = resampling;
    return {
      count: indices.length,
      rowsOf: (index, attempt) => (attempt === 0 ? expanded(indices[index]!, members) : null),
    };
  }
  const { seed, resamples } = resampling;
  return {
    count: resamples,
    rowsOf: (index, attempt) =>
      attempt < MAX_ATTEMPTS ? expanded(attemptOf(randomStream(seed, index), size, attempt), members) : null,
  };
}
