import { accountStore } from "./accounts.ts";
import { auditStore } from "./audit.ts";
import type { StoreContext } from "./context.ts";
import { importSession } from "./importSession.ts";
import { peopleStore } from "./people.ts";
import { recordStore } from "./records.ts";
import { sessionStore } from "./sessions.ts";
import type { Store } from "./store.ts";
import { studyStore } from "./studies.ts";
import { studyView } from "./studyView.ts";
import { appendTrials } from "./trials.ts";

/** The store over one SQL database and its vault. */
export function sqlStore(context: StoreContext): Store {
  const studies = studyStore(context);
  return {
    studies,
    sessions: sessionStore(context, studies),
    appendTrials: (batches) => appendTrials(context, batches, studies.versionIn),
    importSession: (imported, mode) => importSession(context, imported, mode),
    records: recordStore(context),
    accounts: accountStore(context),
    audit: auditStore(context),
    people: peopleStore(context),
    readStudy: (studyId, work) => context.database.snapshot((query) => work(studyView(query, studyId))),
    async trouble() {
      try {
        const faults = await context.database.faults();
        return faults[0] ?? null;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    settings: () => context.database.settings(),
    async close() {
      await context.database.close();
      await context.vault.close();
    },
  };
}
