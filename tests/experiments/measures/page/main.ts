import { initJsPsych } from "jspsych";
import "../../../../experiments/plugins/plugins.css";
import { timelines } from "../../../../experiments/browser/play/timelines.ts";
import { tokensCss } from "../../../../experiments/look/tokens.ts";
import { measures } from "../../../../experiments/measures/registry.ts";
import { estimateRefreshRate } from "../../../../experiments/plugins/clock/refreshRate.ts";

/** Plays the measure named in the address with the parameters given there; what it records is read by the test. */
const asked = new URLSearchParams(location.search);
const name = asked.get("measure") as keyof typeof measures;
const look = document.createElement("style");
look.textContent = tokensCss;
document.head.append(look);

const jsPsych = initJsPsych({ display_element: "task" });
const products = [
  { id: "velmora", name: "Velmora" },
  { id: "quenby", name: "Quenby" },
];
const { createTimeline } = await timelines[name]();
const options = {
  parameters: measures[name].parameters.parse(JSON.parse(asked.get("parameters") ?? "{}")),
  instance: name,
  product: products[0],
  products,
  language: asked.get("language") ?? "en",
  assignment: JSON.parse(asked.get("assignment") ?? "{}"),
  seed: 7,
  position: { index: 0, of: 1 },
  refreshRateHz: await estimateRefreshRate(),
};
// Each timeline names its own parameters; they were parsed by its measure just above.
const { timeline } = createTimeline(jsPsych, options as never);
Object.assign(window, { jsPsych });
await jsPsych.run(timeline as never);
document.body.dataset["done"] = "yes";
