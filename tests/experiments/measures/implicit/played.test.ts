import { join } from "node:path";
import type { Browser } from "playwright-core";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { measures } from "../../../../experiments/measures/registry.ts";
import { launchChromium } from "../../../chromium.ts";
import { type Body, scoresOf } from "../play.ts";
import { type Manner, type Robot, takePart } from "./robot.ts";

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
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Short versions: every block and every kind of trial, few of each. */
const short: Readonly<Record<string, object>> = {
  iat: {
    trials: { targets: 4, attributes: 4, combinedPractice: 8, combinedTest: 8, reversedTargets: 4 },
    interTrialMs: 50,
  },
  briefIat: { warmUpTrials: 4, blocks: 2, prefatoryTrials: 2, trials: 8, interTrialMs: 50 },
  singleCategoryIat: { trials: { practice: 4, test: 12 }, interTrialMs: 50 },
  goNoGoAssociation: { pairings: "focal", trials: { practice: 2, test: 8 } },
  affectMisattribution: { trials: { practice: 2, perProduct: 6, neutral: 4 }, interTrialMs: 50 },
  evaluativePriming: { trials: { practice: 4, perCell: 4 }, interTrialMs: 50 },
  approachAvoidance: { trials: { practice: 4, perCell: 4 }, interTrialMs: 50 },
  speededFit: { baselineTrials: 4, interTrialMs: 50, cueMs: 100 },
  metaphorElicitation: {},
};

const screens = {
  keyboard: { viewport: { width: 1280, height: 800 } },
  touch: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

async function bodiesOf(name: string, manner: Manner, delayMs: Robot["delayMs"]): Promise<readonly Body[]> {
  const context = await browser.newContext(screens[manner]);
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on("pageerror", (error) => trouble.push(error.message));
  await page.goto(`${origin}?measure=${name}&parameters=${encodeURIComponent(JSON.stringify(short[name]))}`);
  await takePart({ page, manner, delayMs });
  const bodies: readonly Body[] = await page.evaluate(() => {
    type Data = { get(): { values(): { body?: Record<string, unknown> }[] } };
    const { data } = (window as unknown as { jsPsych: { data: Data } }).jsPsych;
    const rows = data.get().values();
    return rows.flatMap((row): Record<string, unknown>[] => (row.body ? [row.body] : []));
  });
  await context.close();
  expect(trouble).toEqual([]);
  return bodies;
}

const common = ["measure", "instance", "product", "blockIndex", "shownAtMs", "renderedAtMs", "inputModality"].concat([
  "refreshRateHz",
  "visibilityLost",
  "preset",
  "parametersHash",
  "rt",
]);
const implicit = Object.values(measures).filter(({ kind }) => kind === "implicit");

describe.each(["keyboard", "touch"] as const)("by %s in Chromium", (manner) => {
  test.each(implicit.map(({ name }) => name))(
    "%s is played to its end, recorded whole and scored",
    async (name) => {
      const measure = measures[name as "iat"];
      const bodies = await bodiesOf(name, manner, () => 320);
      const { trials } = measure.effort(measure.parameters.parse(short[name]));
      expect(bodies).toHaveLength(trials);
      for (const body of bodies) {
        const own = Object.fromEntries(
          Object.entries(body).filter(([key]) => key in measure.trial.shape || !common.includes(key)),
        );
        expect(Object.keys(own).sort()).toEqual(Object.keys(measure.trial.shape).sort());
        expect(measure.trial.strict().safeParse(own).error).toBeUndefined();
      }
      const [score] = scoresOf(measure, bodies);
      expect(score?.value === null ? typeof score.excluded : typeof score?.value).not.toBe("undefined");
    },
    120_000,
  );

  test("a robot 250 ms slower where the product shares its side with bad things gets a large positive D", async () => {
    const bodies = await bodiesOf("iat", manner, ({ isCompatible }) => (isCompatible ? 450 : 700));
    expect(new Set(bodies.map(({ inputModality }) => inputModality))).toEqual(new Set([manner]));
    expect(bodies.every(({ isCorrect }) => isCorrect === true)).toBe(true);
    const [score] = scoresOf(measures.iat, bodies);
    // A difference far beyond the spread: D comes near its limit of 2.
    expect(score?.value).toBeGreaterThan(1);
    expect(score?.value).toBeLessThan(2);
  }, 120_000);
});
