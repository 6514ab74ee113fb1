import { randomStream } from "../../random/randomStream.ts";
import type { ParticipantApi, Reply } from "../session/participantApi.ts";
import { isPublicStudy, type PublicStudy } from "../session/shownStudy.ts";
import { isListOf, isMapOf, isText, shaped } from "../session/understand.ts";
import { randomUuid } from "../session/uuid.ts";

/** What the server says of a draft: the study as participants would be told of it, and what is drawn for each of them. */
type PreviewedStudy = PublicStudy & { readonly factors: Readonly<Record<string, readonly string[]>> };

const hasFactors = shaped<Pick<PreviewedStudy, "factors">>({ factors: isMapOf(isListOf(isText)) });
const isPreviewed = (value: unknown): value is PreviewedStudy => isPublicStudy(value) && hasFactors(value);

/** The participant's half of the interface, played by the page itself: the draft is read once, everything else is answered
 *  here as the server would, so that nothing leaves the page. Choices that are paid have no draw. */
export function previewApi(): ParticipantApi {
  let draft: PreviewedStudy | null = null;
  let acked = -1;
  return {
    async study() {
      const response = await fetch("study", { headers: { accept: "application/json" }, cache: "no-store" });
      const json: unknown = await response.json();
      if (!response.ok || !isPreviewed(json)) return refused("study-not-found");
      draft = json;
      return done(json);
    },
    async start() {
      if (draft === null) return refused("study-not-found");
      const { id, hash, definition, consentHash, factors } = draft;
      const seed = Math.floor(Math.random() * 2 ** 32);
      const random = randomStream(seed);
      const drawn = Object.entries(factors).map(([factor, levels]) => [factor, random.shuffle(levels)[0] ?? ""]);
      const assignment = Object.fromEntries(drawn);
      acked = -1;
      const who = { sessionId: randomUuid(), token: randomUuid() };
      return done({ ...who, study: { id, hash, definition }, consentHash, assignment, seed, ackedThrough: -1 });
    },
    consent: async () => done({}),
    async trials(_who, trials) {
      acked = Math.max(acked, ...trials.map(({ seq }) => seq));
      return done({ results: trials.map(({ seq }) => ({ seq, status: "created" as const })), ackedThrough: acked });
    },
    status: async () => done({ ackedThrough: acked, missing: [], finished: false, withdrawn: false }),
    eligibility: async () => done({ eligible: true }),
    // A link that looks like one and leads nowhere; nothing else is given.
    async ask(_who, _what, isMeant) {
      const link: unknown = { code: "preview" };
      return isMeant(link) ? done(link) : refused("draw-unknown");
    },
    finish: async () => done({ outcome: "complete" as const, completionCode: "PREVIEW", redirectUrl: null }),
    ownScores: async () => refused("not-allowed"),
    withdraw: async () => done({}),
  };
}

function done<T>(body: T): Reply<T> {
  return { kind: "done", body };
}

function refused<T>(code: string): Reply<T> {
  return { kind: "refused", code, problem: { code } };
}
