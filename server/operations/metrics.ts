import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What the server measures about itself; nothing about anyone. */
export type Metrics = {
  /** How long a commit of trials took, and how many batches it held. */
  committed(seconds: number, batches: number): void;
  text(): Promise<string>;
};

export function metricsOf(waiting: () => number, secondsBehind?: () => number): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const commits = new Histogram({
    name: "saydo_commit_seconds",
    help: "Time to make a group of trial batches durable",
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2],
    registers: [register],
  });
  const sizes = new Histogram({
    name: "saydo_commit_batches",
    help: "Trial batches in one commit",
    buckets: [1, 2, 5, 10, 50, 100, 500],
    registers: [register],
  });
  new Gauge({
    name: "saydo_waiting_batches",
    help: "Trial batches that wait to be committed",
    registers: [register],
    collect() {
      this.set(waiting());
    },
  });
  if (secondsBehind) {
    new Gauge({
      name: "saydo_copy_behind_seconds",
      help: "Age of the oldest commit that the copy has not",
      registers: [register],
      collect() {
        this.set(secondsBehind());
      },
    });
  }
  return {
    committed(seconds, batches) {
      commits.observe(seconds);
      sizes.observe(batches);
    },
    text: () => register.metrics(),
  };
}
