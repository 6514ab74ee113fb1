import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Measure } from "../../experiments/contract/measure.ts";
import { measures } from "../../experiments/measures/registry.ts";
import { installBrowserGlobals } from "../../experiments/simulation/browserGlobals.ts";
import { personWith } from "../experiments/measures/play.ts";

installBrowserGlobals();
// jsPsych looks for the page as soon as it is loaded.
const { initJsPsych } = await import("jspsych");
const entry = await import("../../experiments/standalone/measures.ts");

const guide = readFileSync("docs/measures.md", "utf8");

// A registry of different measures has one common type.
test.each(Object.values(measures) as unknown as readonly Measure[])("the table's line of $name is true", (measure) => {
  const parameters = measure.parameters.parse({});
  const { trials, minutes } = measure.effort(parameters);
  const told = (names: readonly string[], between: string) => names.map((name) => `\`${name}\``).join(between) || "–";
  const line = [
    `[${measure.name}](../experiments/measures/${measure.kind}/${measure.name}/README.md)`,
    trials,
    minutes < 1 ? "under 1" : Math.round(minutes),
    `\`${measure.preset}\``,
    told(Object.keys(measure.profiles), ", "),
    told(Object.keys(measure.factors(parameters)), " × "),
  ];
  expect(guide).toContain(`| ${line.join(" | ")} |`);
});

describe("the experiment without a server", () => {
  const [, code = ""] = /```js\n([\s\S]*?)```/.exec(guide) ?? [];
  const imports = [...code.matchAll(/^import \{ (.+) \} from "(.+)";$/gm)];

  test("imports what jsPsych and the package have", () => {
    const [jspsych, own] = imports.map(([, names = "", from]) => ({ names: names.split(", "), from }));
    expect(jspsych).toEqual({ names: ["initJsPsych"], from: "jspsych" });
    expect(own?.from).toBe("saydo/measures");
    for (const name of own?.names ?? []) expect(Object.keys(entry)).toContain(name);
  });

  test("runs as it stands, answered by a simulated person, and logs a score", async () => {
    const logged: unknown[] = [];
    const person = personWith();
    // Somebody must answer: the same experiment, run by jsPsych's own simulation.
    const simulating = (options: object) => {
      const jsPsych = initJsPsych({ ...options, display_element: document.createElement("div") });
      return Object.create(jsPsych, { run: { value: (timeline: never) => jsPsych.simulate(timeline, "data-only") } });
    };
    const answered = Object.fromEntries(
      Object.entries(entry).map(([name, { createTimeline, ...rest }]) => [
        name,
        // Each measure names its own options; the page's are checked by the measure itself.
        {
          ...rest,
          createTimeline: (jsPsych: never, options: never) =>
            createTimeline(jsPsych, Object.assign(options, { person })),
        },
      ]),
    );
    const known = { ...answered, initJsPsych: simulating, console: { log: (value: unknown) => logged.push(value) } };
    const body = code.replace(/^import .*$/gm, "");
    const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor;
    await new AsyncFunction(...Object.keys(known), body)(...Object.values(known));
    expect(logged).toEqual([[expect.objectContaining({ instance: "affectMisattribution", product: "Velmora" })]]);
    expect(logged).toMatchObject([[{ score: { value: expect.any(Number), trialsUsed: 24 } }]]);
  });
});
