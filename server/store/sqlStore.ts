import type { StoreContext } from "../database/context.ts";
import type { KeptCopy } from "../database/copy/keepCopy.ts";
import { lookAtClock } from "../database/lookAtClock.ts";
import { accountStore } from "./accounts/accounts.ts";
import { auditStore } from "./audit/audit.ts";
import { drawStore } from "./draws/draws.ts";
import { winningStore } from "./draws/winnings.ts";
import { importStore } from "./imports/imports.ts";
import { jobStore } from "./jobs/jobStore.ts";
import { shareStore } from "./jobs/shareStore.ts";
import { arrivalStore } from "./people/arrivals.ts";
import { peopleStore } from "./people/people.ts";
import { recordStore } from "./records.ts";
import { referralStore } from "./referrals/referrals.ts";
import { importSession } from "./sessions/importSession.ts";
import { sessionStore } from "./sessions/sessions.ts";
import type { Store } from "./store.ts";
import { draftStore } from "./studies/draftStore.ts";
import { linkStore } from "./studies/linkStore.ts";
import { studyStore } from "./studies/studies.ts";
import { studyBytesOf } from "./studies/studyBytes.ts";
import { studyView } from "./studies/studyView.ts";
import { appendTrials } from "./trials/trials.ts";
import { waveStore } from "./waves/waves.ts";

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
    imports: importStore(context),
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
