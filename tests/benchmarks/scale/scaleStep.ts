import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runReport } from "../../../analysis/commands/report.ts";
import { runScoreExport } from "../../../analysis/commands/scoreExport.ts";
import { growExport } from "./growExport.ts";

/** One step of a large job in a process of its own, so that its time and memory are its own: what was used goes to stdout. */
const [step = "", dir = "", ...more] = process.argv.slice(2);
const from = performance.now();
if (step === "grow") await growExport(dir, more[0] ?? "", Number(more[1]));
else if (step === "score") await runScoreExport({ dir });
else if (step === "report") {
  await runReport({ dir, html: join(dir, "..", "report.html"), madeAt: new Date(0).toISOString() });
} else throw new RangeError(`no step ${step}`);
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const seconds = (performance.now() - from) / 1000;
writeFileSync(1, `${JSON.stringify({ seconds, cpu: (userCPUTime + systemCPUTime) / 1e6, mb: maxRSS / 1024 })}\n`);
