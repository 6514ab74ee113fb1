import { randomStream } from "../../../../experiments/random/randomStream.ts";

/** A row of a task's table. */
export type Row = Readonly<Record<string, unknown>>;

function latency(random: ReturnType<typeof randomStream>): number {
  return 450 + 400 * random.uniform();
}

/** One simulated person\'s rows, drawn from a seed. */
export function iatPerson(seed: number): readonly Row[] {
  const random = randomStream(seed);
  const blocks = ["compatible", "incompatible"].flatMap((pairing) => [
    { pairing, blockKind: "practice", of: 20 },
    { pairing, blockKind: "test", of: 40 },
  ]);
  return blocks.flatMap(({ of, ...block }) =>
    Array.from({ length: of }, (_, trialIndex) => ({
      ...block,
      trialIndex,
      isCorrect: random.uniform() > 0.08,
      latencyMs: latency(random),
    })),
  );
}

/** One simulated person\'s rows, drawn from a seed. */
export function briefPerson(seed: number): readonly Row[] {
  const random = randomStream(seed);
  return [0, 1, 2, 3].flatMap((blockIndex) =>
    Array.from({ length: 20 }, (_, trialIndex) => ({
      blockIndex,
      trialIndex,
      pairing: blockIndex % 2 === 0 ? "compatible" : "incompatible",
      isCorrect: true,
      latencyMs: latency(random),
    })),
  );
}

/** One simulated person\'s rows, drawn from a seed. */
export function goNoGoPerson(seed: number): readonly Row[] {
  const random = randomStream(seed);
  return ["compatible", "incompatible"].flatMap((pairing) =>
    Array.from({ length: 60 }, (_, trialIndex) => {
      const isSignal = trialIndex % 2 === 0;
      const isGo = random.uniform() < (isSignal ? 0.85 : 0.15);
      return { pairing, trialIndex, isSignal, isGo, ...(isGo ? { latencyMs: latency(random) } : {}) };
    }),
  );
}

/** One simulated person\'s rows, drawn from a seed. */
export function ampPerson(seed: number): readonly Row[] {
  const random = randomStream(seed);
  return Array.from({ length: 72 }, (_, trialIndex) => ({
    trialIndex,
    prime: ["focal", "comparison", "neutral"][trialIndex % 3],
    isPleasant: random.uniform() < 0.5,
  }));
}

/** One simulated person\'s rows, drawn from a seed. */
export function eptPerson(seed: number): readonly Row[] {
  const random = randomStream(seed);
  return Array.from({ length: 120 }, (_, trialIndex) => ({
    trialIndex,
    prime: trialIndex % 2 === 0 ? "focal" : "comparison",
    targetValence: trialIndex % 4 < 2 ? "positive" : "negative",
    isCorrect: random.uniform() > 0.05,
    latencyMs: latency(random),
  }));
}

/** One simulated person\'s rows, drawn from a seed. */
export function aatPerson(seed: number): readonly Row[] {
  const random = randomStream(seed);
  return Array.from({ length: 80 }, (_, trialIndex) => ({
    trialIndex,
    target: trialIndex % 2 === 0 ? "focal" : "comparison",
    action: trialIndex % 4 < 2 ? "approach" : "avoid",
    isCorrect: random.uniform() > 0.05,
    latencyMs: latency(random),
  }));
}

/** One simulated person\'s rows, drawn from a seed. */
export function fitPerson(seed: number): readonly Row[] {
  const random = randomStream(seed);
  return Array.from({ length: 40 }, (_, trialIndex) => ({
    trialIndex,
    attribute: "x".repeat(3 + random.below(9)),
    response: random.uniform() < 0.5 ? "fit" : "notFit",
    latencyMs: latency(random),
    isBaseline: trialIndex < 12,
  }));
}
