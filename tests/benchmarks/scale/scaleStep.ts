import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCompare } from "../../../analysis/commands/compare.ts";
import { runReport } from "../../../analysis/commands/report.ts";
import { runScoreExport } from "../../../analysis/commands/scoreExport.ts";
import { runValue } from "../../../analysis/commands/value.ts";
import { runExport } from "../../../server/main.ts";
import { drawCustomers, drawPeople } from "./drawnTables.ts";
import { growExport } from "./growExport.ts";
import { growStore } from "./growStore.ts";
import { simulatedStore } from "./simulatedStore.ts";

/** One step of a large job in a process of its own, so that its time and memory are its own: what was used goes to stdout. */
const [step = "", dir = "", to = "", more = ""] = process.argv.slice(2);
const steps: Readonly<Record<string, () => Promise<unknown>>> = {
  grow: () => growExport(dir, to, Number(more)),
  simulateStore: () => simulatedStore(dir, to, Number(more)),
  growStore: () => growStore(dir, to, Number(more)),
  /** An export of the store in `dir`, with its scores. */
  export: () =>
    runExport({
      ...{ data: dir, study: more, out: to, format: "csv" },
      addScores: (folder) => runScoreExport({ dir: folder }),
    }),
  score: () => runScoreExport({ dir }),
  drawPeople: () => drawPeople(dir, Number(to)),
  drawCustomers: () => drawCustomers(dir, Number(to)),
  compare: () => runCompare({ plan: join(dir, "plan.json"), json: join(dir, "compared.json") }),
  value: () => runValue({ transactions: join(dir, "customers.csv"), json: join(dir, "valued.json") }),
  report: () => runReport({ dir, html: join(dir, "..", "report.html"), madeAt: new Date(0).toISOString() }),
};
const run = steps[step];
if (run === undefined) throw new RangeError(`no step ${step}`);
const from = performance.now();
await run();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const seconds = (performance.now() - from) / 1000;
writeFileSync(1, `${JSON.stringify({ seconds, cpu: (userCPUTime + systemCPUTime) / 1e6, mb: maxRSS / 1024 })}\n`);
// What simulated people's page leaves open keeps no one waiting.
process.exit(0);
