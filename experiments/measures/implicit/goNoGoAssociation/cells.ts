import type { CellRule } from "../cellRule.ts";
import type { Pairing } from "../sides.ts";
import { signalDetection } from "./signalDetection.ts";
import type { GnatRow } from "./trial.ts";

/** Responses (1 go, 0 none): compatible signals, compatible noise, incompatible signals, incompatible noise; practice left
 *  out. The score is d′ with the compatible pairing minus d′ with the other. */
export const gnatCells: CellRule<GnatRow, unknown> = {
  cells: (rows) => [
    goes(rows, "compatible", "signal"),
    goes(rows, "compatible", "noise"),
    goes(rows, "incompatible", "signal"),
    goes(rows, "incompatible", "noise"),
  ],
  value: (cells) => {
    const [signals, noise, otherSignals, otherNoise] = cells;
    if (!signals?.length || !noise?.length || !otherSignals?.length || !otherNoise?.length) return null;
    return dPrime(signals, noise) - dPrime(otherSignals, otherNoise);
  },
};

function dPrime(signals: Float64Array, noise: Float64Array): number {
  const count = (cell: Float64Array) => cell.reduce((sum, go) => sum + go, 0);
  return signalDetection({
    signals: signals.length,
    hits: count(signals),
    noise: noise.length,
    falseAlarms: count(noise),
  }).dPrime;
}

function goes(rows: readonly GnatRow[], pairing: Pairing, kind: "signal" | "noise"): Float64Array {
  const isSignal = kind === "signal";
  const scored = rows.filter(
    (row) => row.blockKind !== "practice" && row.pairing === pairing && row.isSignal === isSignal,
  );
  return Float64Array.from(scored, ({ isGo }) => Number(isGo));
}
