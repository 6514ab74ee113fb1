import type { Benchmark } from "./benchmark.ts";

const SEED = 6;

/** Recorded latencies against known delays in headless Chromium: Saydo's plugin and jsPsych's own. */
export const timingErrors: Benchmark = {
  name: "timing",
  what: "error of recorded latencies in headless Chromium, mean / SD in ms, Saydo's plugin and jsPsych's own",
  async run(size) {
    // Vite and the browser take a second to load: only this benchmark pays for them.
    const { benchmarkTiming, timingTable } = await import("./timing.ts");
    const results = await benchmarkTiming(size === "whole" ? 35 : 12, SEED);
    return { rows: [], notes: timingTable(results) };
  },
};
