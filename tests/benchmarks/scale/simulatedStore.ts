import { join } from "node:path";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { runSimulate } from "../../../experiments/simulation/commands.ts";
import { loadStudy } from "../../../experiments/studyFile/commands.ts";
import { runImport, startServer } from "../../../server/main.ts";

const DAY_MS = 86_400_000;
/** Longer than the study's outcome window. */
const DAYS_AGO = 120;
const FLOW_DAYS = 14;

/** A data folder in which simulated people played the study through the real server, with the purchases their truth implies;
 *  the study's id. */
export async function simulatedStore(studyFile: string, data: string, participants: number): Promise<string> {
  const loaded = await loadStudy(studyFile);
  const until = new Date(Date.now() - DAYS_AGO * DAY_MS);
  let clock = until;
  const random = randomStream(1, 2 ** 40).uniform;
  const running = await startServer({ data, port: 0, consolePort: 0, studies: [loaded], now: () => clock, random });
  const out = join(data, "records");
  try {
    await runSimulate({
      ...{ studyFile, participants, seed: 1, server: running.participantOrigin, key: running.simulationKey, out },
      ...{ from: new Date(until.getTime() - FLOW_DAYS * DAY_MS), until },
      onMoment: (moment) => {
        clock = moment;
      },
    });
  } finally {
    await running.close();
  }
  const study = loaded.study.id;
  for (const kind of ["purchases", "coverage"] as const) {
    await runImport({ data, study, kind, in: join(out, `${kind}.csv`) });
  }
  return study;
}
