import type { SessionFinished, SessionStarted, SessionStatus } from "../../contract/session.ts";
import type { TrialsStored } from "../../contract/trial.ts";
import {
  absentOr,
  type Guard,
  isFlag,
  isListOf,
  isMapOf,
  isOneOf,
  isRecord,
  isText,
  isWhole,
  nullOr,
  shaped,
} from "./understand.ts";

export const isSessionStarted = shaped<SessionStarted>({
  sessionId: isText,
  token: isText,
  study: shaped<SessionStarted["study"]>({ id: isText, hash: isText, definition: isRecord }),
  consentHash: isText,
  assignment: isMapOf(isText),
  seed: isWhole(0),
  ackedThrough: isWhole(-1),
  rescueKey: absentOr(isText),
  commitments: absentOr(isMapOf(isText)),
  consent: absentOr(isMapOf(isFlag)),
});

export const isSessionStatus = shaped<SessionStatus>({
  ackedThrough: isWhole(-1),
  missing: isListOf(isWhole(0)),
  finished: isFlag,
  withdrawn: isFlag,
});

export const isEligibility = shaped<{ readonly eligible: boolean }>({ eligible: isFlag });

type Stored = TrialsStored["results"][number];
export const isTrialsStored = shaped<TrialsStored>({
  results: isListOf(
    shaped<Stored>({
      seq: isWhole(0),
      status: isOneOf("created", "same", "conflict", "invalid"),
      problem: absentOr(isRecord),
    }),
  ),
  ackedThrough: isWhole(-1),
});

export const isSessionFinished = shaped<SessionFinished>({
  outcome: absentOr(isOneOf("complete", "screenedOut")),
  completionCode: absentOr(isText),
  redirectUrl: nullOr(isText),
  ownDataCode: absentOr(isText),
});

export type Refusal = Readonly<Record<string, unknown>> & { readonly code: string };
export const isRefusal: Guard<Refusal> = shaped<Refusal>({ code: isText });
export const isAnything: Guard<unknown> = (value): value is unknown => value !== undefined;
