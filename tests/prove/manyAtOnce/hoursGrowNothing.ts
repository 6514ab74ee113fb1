import { readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { withStore } from "../../../server/store/openStore.ts";
import { studyFile } from "../kept/crashLosesNothing.ts";
import type { Proof } from "../proof.ts";
import { crowd } from "../support/crowd.ts";
import { auditLedger, newLedger } from "../support/ledger.ts";
import { memoryOf } from "../support/load.ts";
import { inScratch } from "../support/scratch.ts";
import { pause } from "../support/senders.ts";
import { supervise } from "../support/supervisor.ts";

/** Seconds between kills. Memory is judged in the last life alone: it is the only one that is long enough. Nobody sends more
 *  than a long study has trials: one session takes 10,000 at the most, and then the server would only refuse. */
const sizes = {
  short: { people: 20, pauseMs: 200, most: 10, lives: [1.5, 1.5, 3], everyMs: 100, warmUpS: 0 },
  full: {
    people: 250,
    pauseMs: 1500,
    most: 400,
    lives: [600, 600, 600, 600, 600, 600, 3600],
    everyMs: 5000,
    warmUpS: 600,
  },
};
const SLOPE_MB_PER_HOUR = 1;
/** Files that come and go by themselves. */
const PASSING_FILES = 2;
/** However slow the machine. */
const FEWEST_SAMPLES = 4;

type Sample = { readonly second: number; readonly mb: number; readonly files: number };

/** Two hours of 500 trials a second: an hour with a kill every ten minutes, then an hour whose memory and files are watched. */
export const hoursGrowNothing: Proof = {
  id: "C7",
  promise: "Hours of collection with a kill every ten minutes lose nothing, and neither memory nor open files grow.",
  async run({ seed, scale }) {
    const { people, pauseMs, most, lives, everyMs, warmUpS } = sizes[scale];
    return await inScratch(async (folder) => {
      const data = join(folder, "store");
      const server = await supervise({ place: { data }, studyFile });
      const ledger = newLedger();
      const random = randomStream(seed).uniform;
      const everyone = crowd(people, { origin: () => server.origin, ledger, random, pauseMs, most });
      let samples: readonly Sample[] = [];
      const from = performance.now();
      for (const [life, seconds] of lives.entries()) {
        if (life > 0) await server.kill();
        samples = await watched(server.pid, { seconds, everyMs });
      }
      const perSecond = Math.round((1000 * ledger.acks) / (performance.now() - from));
      await everyone.stop();
      const exit = await server.stop();
      const { stored, lost, doubled } = await withStore({ data }, (opened) => auditLedger(ledger, opened));
      const warm = samples.filter(({ second }) => second >= warmUpS);
      const { slope, error } = memorySlope(warm);
      const [filesBefore, filesAfter] = fewestFiles(warm);
      const isFlat = filesAfter <= filesBefore + PASSING_FILES;
      const isWhole = lost + doubled === 0 && ledger.acks > 0 && exit === 0;
      return {
        // Memory of the first seconds says nothing about hours.
        isMet: isWhole && isFlat && (scale === "short" || slope <= SLOPE_MB_PER_HOUR),
        figures: {
          ...{ people, seconds: Math.round((performance.now() - from) / 1000), kills: lives.length - 1, perSecond },
          ...{ acks: ledger.acks, stored, lost, doubled, failedRequests: ledger.failed, filesBefore, filesAfter },
          ...{ memoryMb: samples.at(-1)?.mb ?? 0, memoryMbPerHour: slope.toFixed(1), standardError: error.toFixed(1) },
        },
      };
    });
  },
};

type Watch = { readonly seconds: number; readonly everyMs: number };

async function watched(pid: () => number, { seconds, everyMs }: Watch): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const from = performance.now();
  const second = () => (performance.now() - from) / 1000;
  while (second() < seconds || samples.length < FEWEST_SAMPLES) {
    samples.push({ second: second(), mb: memoryOf(pid()), files: filesOf(pid()) });
    await pause(everyMs);
  }
  return samples;
}

/** Open files that are no connections. */
function filesOf(pid: number): number {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).filter((name) => isFile(join(folder, name))).length;
}

function isFile(link: string): boolean {
  try {
    return !readlinkSync(link).startsWith("socket:");
  } catch {
    // Closed since the folder was read.
    return false;
  }
}

/** Least squares of memory on time, megabytes an hour. */
function memorySlope(samples: readonly Sample[]): { readonly slope: number; readonly error: number } {
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, one) => sum + of(one), 0) / samples.length;
  const [hour, mb] = [mean(({ second }) => second / 3600), mean((sample) => sample.mb)];
  const sum = (of: (hours: number, mbs: number) => number) =>
    samples.reduce((total, one) => total + of(one.second / 3600 - hour, one.mb - mb), 0);
  const spread = sum((hours) => hours ** 2);
  const slope = sum((hours, mbs) => hours * mbs) / spread;
  const left = sum((hours, mbs) => (mbs - slope * hours) ** 2);
  return { slope, error: Math.sqrt(left / (samples.length - 2) / spread) };
}

/** The fewest open files in the first half of the time and in the second. */
function fewestFiles(samples: readonly Sample[]): readonly [number, number] {
  const half = Math.ceil(samples.length / 2);
  const fewest = (some: readonly Sample[]) => Math.min(...some.map(({ files }) => files));
  return [fewest(samples.slice(0, half)), fewest(samples.slice(half))];
}
