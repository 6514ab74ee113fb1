import type { ConsentGiven, SessionStarted } from "../../contract/session.ts";
import { type Gate, showGate } from "../pages/plainPages.ts";
import { seedFor } from "../play/studySteps.ts";
import type { Place, Remembered, SessionRecord } from "../session/sessionRecord.ts";
import type { PublicStudy, ShownStudy } from "../session/shownStudy.ts";
import { insist, type Stage } from "../session/stage.ts";
import { randomUuid } from "../session/uuid.ts";
import type { Arrival } from "./address.ts";
import { deviceFacts } from "./device.ts";

export type Entry = { readonly study: PublicStudy; readonly arrival: Arrival };

/** Gates that a refused start leads to. */
const gates: ReadonlyMap<string, Gate> = new Map<string, Gate>([
  ["preview", "preview"],
  ["no-panel-id", "noPanel"],
  ["study-not-found", "unknown"],
  ["study-closed", "closed"],
  ["study-paused", "paused"],
  ["panel-id-missing", "noPanel"],
  // Whoever says that they are simulated came by a link that is not for participants.
  ["not-allowed", "noPanel"],
  ["quota-full", "full"],
  ["link-spent", "spent"],
  ["already-taken-part", "done"],
  ["withdrawn", "done"],
]);

/** Every refusal has its page; one nobody foresaw is told as our fault, with its code. */
export function turnedAway({ shell }: Stage, code: string, redirectUrl: string | null = null): null {
  const gate = gates.get(code);
  if (gate === undefined) throw new RangeError(`the study refused to start: ${code}`);
  showGate(shell, gate, redirectUrl);
  return null;
}

/** Starts a session, or continues the one this person has; null when the page says why not. */
export async function startSession(stage: Stage, { study, arrival }: Entry): Promise<SessionStarted | null> {
  const { panelId, link, parameters } = arrival;
  // One key for every try: a reply lost on the way must not spend the link, or the place, of who asks again. A page that is
  // loaded anew before the session is remembered asks with it too: nothing else would prove who began.
  const startKey = stage.memory.startKey(`${study.id} ${arrivedAs(arrival)}`, () => randomUuid() + randomUuid());
  const reply = await insist(stage, () =>
    stage.api.start({
      startKey,
      study: study.id,
      ...(panelId === undefined ? {} : { panelId }),
      ...(link === undefined ? {} : { link }),
      language: stage.shell.language,
      parameters: { ...parameters, ...deviceFacts(window) },
    }),
  );
  if (reply.kind === "done") return reply.body;
  return reply.kind === "refused"
    ? turnedAway(stage, reply.code, wayOutIn(reply.problem))
    : turnedAway(stage, "body-too-large");
}

/** Where the study sends whom it does not let in; null where it says nothing, or nothing that is an address. */
function wayOutIn({ redirectUrl }: Readonly<Record<string, unknown>>): string | null {
  return typeof redirectUrl === "string" && /^https?:/.test(redirectUrl) ? redirectUrl : null;
}

/** Passes on what was agreed to; "changed" when it was not the study's newest text, "lost" when it has to be started again. */
export async function agree(
  stage: Stage,
  started: SessionStarted,
  purposes: ConsentGiven["purposes"],
): Promise<"agreed" | "changed" | "lost" | null> {
  const given = { consentHash: started.consentHash, language: stage.shell.language, purposes };
  const reply = await insist(stage, () => stage.api.consent(started, given));
  if (reply.kind === "done") return "agreed";
  if (reply.kind === "refused" && reply.code === "consent-outdated") return "changed";
  // One that was moved here has its consent already.
  if (reply.kind === "refused" && reply.code === "not-allowed") return "agreed";
  // The same id was opened elsewhere meanwhile, where nobody has agreed yet.
  if (reply.kind === "refused" && reply.code === "token-invalid") return "lost";
  return reply.kind === "refused"
    ? turnedAway(stage, reply.code, wayOutIn(reply.problem))
    : turnedAway(stage, "body-too-large");
}

/** Keeps what a later page needs to take the session up. */
export async function remembered(
  stage: Stage,
  {
    started,
    definition,
    arrival,
  }: { readonly started: SessionStarted; readonly definition: ShownStudy; readonly arrival: Arrival },
): Promise<Remembered> {
  const { sessionId, token, study, assignment, seed, ackedThrough, rescueKey, commitments } = started;
  const record: SessionRecord = {
    studyId: definition.id,
    hash: study.hash,
    sessionId,
    token,
    assignment,
    seed,
    language: stage.shell.language,
    definition,
    arrivedAs: arrivedAs(arrival),
    rescueKey,
    commitments,
  };
  // Resumed from another device: nothing here says how far it came, so the study begins anew, marked as such, unless it
  // does not look for this person.
  const here = (await stage.memory.onThisDevice()).find(({ record: known }) => known.sessionId === sessionId);
  const fresh: Place = {
    step: 0,
    attempt: 0,
    elsewhere: ackedThrough + 1,
    hasTrials: false,
    nextSeq: ackedThrough + 1,
  };
  const place: Place =
    here?.place ?? ((await isLookedFor(stage, started)) ? fresh : { ...fresh, ending: "screenedOut" });
  stage.memory.keep({ record, place });
  return { record, place };
}

async function isLookedFor(stage: Stage, started: SessionStarted): Promise<boolean> {
  if (started.ackedThrough < 0) return true;
  const reply = await insist(stage, () => stage.api.eligibility(started));
  return reply.kind !== "done" || reply.body.eligible;
}

/** Tells arrivals apart without keeping who they are. */
export function arrivedAs({ panelId, link }: Arrival): string {
  const who = panelId ?? link;
  return who === undefined ? "" : seedFor(0, who).toString(16);
}
