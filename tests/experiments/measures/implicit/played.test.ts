import { join } from "node:path";
import type { Browser } from "playwright-core";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TrialBody } from "../../../../experiments/contract/trial.ts";
import { positiveWords as positive } from "../../../../experiments/measures/implicit/defaultAttributes.ts";
import { measures } from "../../../../experiments/measures/registry.ts";
import { launchChromium } from "../../../chromium.ts";
import { type Body, scoresOf } from "../play.ts";
import { type Manner, type Robot, type Seen, takePart } from "./robot.ts";

const positiveWords: readonly string[] = positive.stimuli.map(({ en }) => en);
let server: ViteDevServer;
let browser: Browser;
let origin = "";

beforeAll(async () => {
  server = await createServer({
    root: join(import.meta.dirname, "..", "page"),
    configFile: false,
    logLevel: "error",
    cacheDir: join(process.cwd(), "node_modules", ".vite-measures"),
    server: { host: "127.0.0.1", port: 0, hmr: false, fs: { allow: [process.cwd()] } },
    optimizeDeps: { include: ["jspsych", "zod", "canonicalize"] },
  });
  await server.listen();
  origin = server.resolvedUrls?.local[0] ?? "";
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const SLOWER_MS = 250;
const isFocal = ({ prime, stimulus }: Seen) => [prime, stimulus].includes("Velmora");
const atOnce = () => 0;
const byPairing: Robot["delayMs"] = ({ pairing }) =>
  pairing === null ? 0 : pairing === "compatible" ? 420 : 420 + SLOWER_MS;
/** Every other signal of the incompatible pairing gets no response. */
const halfBlind = () => {
  let signals = 0;
  return ({ choice, pairing }: Seen) => {
    if (choice === null || pairing === "compatible") return choice;
    signals += 1;
    return signals % 2 === 0 ? choice : null;
  };
};

type Play = Pick<Robot, "delayMs"> & {
  /** Every block and every kind of trial, few of each. */
  readonly short: object;
  readonly answer?: () => NonNullable<Robot["answer"]>;
  /** Between which values the score must lie. */
  readonly between: readonly [number, number];
};

const plays: Readonly<Record<string, Play>> = {
  // A difference far beyond the spread: D comes near its limit of 2.
  iat: {
    short: {
      trials: { targets: 2, attributes: 2, combinedPractice: 6, combinedTest: 8, reversedTargets: 2 },
      interTrialMs: 50,
    },
    delayMs: byPairing,
    between: [1, 2.1],
  },
  briefIat: {
    short: { warmUpTrials: 4, blocks: 2, prefatoryTrials: 2, trials: 8, interTrialMs: 50 },
    delayMs: byPairing,
    between: [1, 2.1],
  },
  singleCategoryIat: {
    short: { trials: { practice: 4, test: 12 }, interTrialMs: 50 },
    delayMs: byPairing,
    between: [1, 3],
  },
  // By hand, 4 signals and 4 noise a pairing: d′ = 2 · z(4.5/5) against z(2.5/5) + z(4.5/5), a difference of 1.28; 0.52 if
  // a busy machine makes the robot late once.
  goNoGoAssociation: {
    short: { pairings: "focal", trials: { practice: 2, test: 8 }, deadlineMs: 1500, pilot: null },
    delayMs: atOnce,
    answer: halfBlind,
    between: [0.5, 1.9],
  },
  affectMisattribution: {
    short: { trials: { practice: 2, perProduct: 4, neutral: 2 }, interTrialMs: 50 },
    delayMs: atOnce,
    answer: () => (seen) => (isFocal(seen) ? "left" : "right"),
    between: [1, 1],
  },
  // 250 ms twice: with each product, in opposite directions
  evaluativePriming: {
    short: { trials: { practice: 2, perCell: 4 }, interTrialMs: 50 },
    delayMs: (seen) => (isFocal(seen) === positiveWords.includes(seen.stimulus) ? 350 : 350 + SLOWER_MS),
    between: [350, 650],
  },
  approachAvoidance: {
    short: { trials: { practice: 2, perCell: 4 }, interTrialMs: 50 },
    delayMs: (seen) => (isFocal(seen) === (seen.choice === "approach") ? 300 : 300 + SLOWER_MS),
    between: [350, 650],
  },
  // every attribute fits the focal brand, and fast; ranked above all answers about the other one
  speededFit: {
    short: { baselineTrials: 4, interTrialMs: 50, cueMs: 100 },
    delayMs: (seen) => (isFocal(seen) ? 300 : 300 + SLOWER_MS),
    answer: () => (seen) => (seen.prime === "" ? seen.choice : isFocal(seen) ? "fit" : "notFit"),
    between: [0.6, 1],
  },
  metaphorElicitation: { short: {}, delayMs: atOnce, between: [3, 3] },
};

const screens = {
  keyboard: { viewport: { width: 1280, height: 800 } },
  touch: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

async function bodiesOf(name: string, manner: Manner): Promise<readonly Body[]> {
  const { short, delayMs, answer } = playOf(name);
  const context = await browser.newContext(screens[manner]);
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on("pageerror", (error) => trouble.push(error.message));
  const asked = new URLSearchParams({ measure: name, parameters: JSON.stringify(short), assignment: "{}" });
  await page.goto(`${origin}?${asked}`);
  await takePart({ page, manner, delayMs, ...(answer === undefined ? {} : { answer: answer() }) });
  const bodies: readonly Body[] = await page.evaluate(() => {
    type Data = { get(): { values(): { body?: Record<string, unknown> }[] } };
    const { data } = (window as unknown as { jsPsych: { data: Data } }).jsPsych;
    const rows = data.get().values();
    return rows.flatMap((row): Record<string, unknown>[] => (row.body ? [row.body] : []));
  });
  const overlap = await page.evaluate(() => document.body.dataset["overlap"]);
  await context.close();
  expect(trouble).toEqual([]);
  expect(overlap, "no drawing reaches into a zone to touch").toBeUndefined();
  return bodies;
}

function playOf(name: string): Play {
  const play = plays[name];
  if (!play) throw new RangeError(`nobody plays ${name}`);
  return play;
}

const common = Object.keys(TrialBody.shape);
const implicit = Object.values(measures).filter(({ kind }) => kind === "implicit");

describe.concurrent.each(["keyboard", "touch"] as const)("by %s in Chromium", (manner) => {
  test.each(implicit.map(({ name }) => name))(
    "%s is played to its end, recorded whole, and scores what its robot did",
    async (name) => {
      const measure = measures[name as "iat"];
      const { short, between } = playOf(name);
      const bodies = await bodiesOf(name, manner);
      const { trials } = measure.effort(measure.parameters.parse(short));
      expect(bodies).toHaveLength(trials);
      for (const body of bodies) {
        const own = Object.fromEntries(
          Object.entries(body).filter(([key]) => key in measure.trial.shape || !common.includes(key)),
        );
        expect(Object.keys(own).sort()).toEqual(Object.keys(measure.trial.shape).sort());
        expect(measure.trial.strict().safeParse(own).error).toBeUndefined();
      }
      expect(new Set(bodies.map(({ inputModality }) => inputModality))).toContain(manner);
      const [score] = scoresOf(measure, bodies);
      expect(score?.excluded).toBeUndefined();
      expect(score?.value).toBeGreaterThanOrEqual(between[0]);
      expect(score?.value).toBeLessThanOrEqual(between[1]);
    },
    240_000,
  );
});
