import { stringify } from "csv-stringify/sync";
import { scoreEveryone } from "../../../analysis/data/scoring/scoreEveryone.ts";
import { chooseSettings } from "../../../analysis/data/scoring/settings.ts";
import { timelines } from "../../../experiments/browser/play/timelines.ts";
import { cell, snakeCase } from "../../../experiments/contract/columns.ts";
import type { Measure } from "../../../experiments/contract/measure.ts";
import type { SimulatedPerson } from "../../../experiments/contract/simulatedPerson.ts";
import type { MeasureName } from "../../../experiments/measures/registry.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { installBrowserGlobals } from "../../../experiments/simulation/browserGlobals.ts";
import { readTrialText } from "../../analysis/data/scoring/readTrialText.ts";

export type Body = Readonly<Record<string, unknown>>;

/** A simulated person with a stated association; the same seed answers alike. */
export function personWith(
  truth: Partial<Pick<SimulatedPerson, "implicitZ" | "manner">> = {},
  seed = 1,
): SimulatedPerson {
  const random = randomStream(seed);
  return {
    random: random.uniform,
    normal: random.normal,
    statedZ: random.normal,
    implicitZ: 1,
    doZ: random.normal,
    hypotheticalBias: 1.21,
    medianLatencyMs: 700,
    manner: "careful",
    ...truth,
  };
}

export const products = [
  { id: "velmora", name: "Velmora" },
  { id: "quenby", name: "Quenby" },
];

/** What one simulated person's browser would send of one measure, in order. */
export async function played(
  name: MeasureName,
  measure: Measure,
  how: {
    readonly person?: SimulatedPerson;
    readonly seed?: number;
    readonly assignment?: Readonly<Record<string, string>>;
    readonly parameters?: object;
  } = {},
): Promise<readonly Body[]> {
  installBrowserGlobals();
  // jsPsych looks for the page as soon as it is loaded.
  const { initJsPsych } = await import("jspsych");
  const parameters = measure.parameters.parse(how.parameters ?? {});
  const drawn = Object.fromEntries(
    Object.entries(measure.factors(parameters)).map(([factor, levels]) => [factor, levels[0]]),
  );
  const { createTimeline } = await timelines[name]();
  const bodies: Body[] = [];
  const jsPsych = initJsPsych({
    display_element: document.createElement("div"),
    on_data_update: (row: { readonly body?: Body }) => {
      if (row.body) bodies.push(row.body);
    },
  });
  const load: (options: object) => { readonly timeline: readonly object[] } = (options) =>
    // Each timeline names its own parameters; they were parsed by its measure just above.
    createTimeline(jsPsych, options as never);
  const { timeline } = load({
    parameters,
    instance: name,
    product: products[0],
    products,
    language: "en",
    assignment: how.assignment ?? drawn,
    seed: how.seed ?? 7,
    position: { index: 0, of: 1 },
    refreshRateHz: 60,
    person: how.person ?? personWith(),
  });
  // jsPsych's own type for timelines is wider than what a measure returns.
  await jsPsych.simulate(timeline as never, "data-only");
  return bodies;
}

/** Bodies as the export writes them and `saydo score` reads them. */
export function trialTable(bodies: readonly Body[], participantId = "p1"): string {
  const columns = [...new Set(bodies.flatMap((body) => Object.keys(body)))];
  const rows = bodies.map((body) => [participantId, ...columns.map((column) => cell(body[column]))]);
  return stringify([["participant_id", ...columns.map(snakeCase)], ...rows]);
}

/** The scores of one person's bodies, through the table; the focal product's first. */
export function scoresOf(measure: Measure, bodies: readonly Body[]) {
  const groups = readTrialText(measure, { file: "trials.csv", text: trialTable(bodies) });
  const { settings } = chooseSettings(measure, {}, groups);
  const focalFirst = groups.toSorted((a, b) => Number(b.product === "velmora") - Number(a.product === "velmora"));
  return scoreEveryone(measure, focalFirst, settings).map(({ score }) => score);
}
