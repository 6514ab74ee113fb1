import { accountStore } from "./accounts.ts";
import { arrivalStore } from "./arrivals.ts";
import { auditStore } from "./audit.ts";
import type { StoreContext } from "./context.ts";
import type { KeptCopy } from "./copy/keepCopy.ts";
import { draftStore } from "./draftStore.ts";
import { drawStore } from "./draws.ts";
import { importSession } from "./importSession.ts";
import { jobStore } from "./jobStore.ts";
import { linkStore } from "./linkStore.ts";
import { lookAtClock } from "./lookAtClock.ts";
import { peopleStore } from "./people.ts";
import { recordStore } from "./records.ts";
import { referralStore } from "./referrals.ts";
import { sessionStore } from "./sessions.ts";
import { shareStore } from "./shareStore.ts";
import type { Store } from "./store.ts";
import { studyStore } from "./studies.ts";
import { studyBytesOf } from "./studyBytes.ts";
import { studyView } from "./studyView.ts";
import { appendTrials } from "./trials.ts";
import { waveStore } from "./waves.ts";
import { winningStore } from "./winnings.ts";

// An instant behind is how a copy is kept.
const LATE_SECONDS = 2;

/** The store over one SQL database and its vault. */
export function sqlStore(context: StoreContext, copy?: KeptCopy): Store {
  const studies = studyStore(context);
  const studyBytes = studyBytesOf();
  return {
    studies,
    sessions: sessionStore(context, studies),
    appendTrials: (batches) => appendTrials(context, batches, { version: studies.versionIn, studyBytes }),
    importSession: (imported, mode) => importSession(context, imported, mode),
    draws: drawStore(context, studies),
    winnings: winningStore(context),
    waves: waveStore(context, studies),
    referrals: referralStore(context, studies),
    records: recordStore(context),
    accounts: accountStore(context),
    drafts: draftStore(context),
    jobs: jobStore(context),
    shares: shareStore(context),
    links: linkStore(context),
    audit: auditStore(context),
    people: peopleStore(context),
    arrivals: arrivalStore(context),
    readStudy: (studyId, work) => context.database.snapshot((query) => work(studyView(query, studyId))),
    async trouble() {
      try {
        const faults = await context.database.faults();
        return faults[0] ?? copy?.refusal() ?? null;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    async settings() {
      const settings = await context.database.settings();
      return copy ? { ...settings, copy: copy.secondsBehind() > LATE_SECONDS ? "behind" : "current" } : settings;
    },
    clock: (now, how) => lookAtClock(context.database.query, now, how),
    async close() {
      await context.database.close();
      await context.vault.close();
    },
  };
}
