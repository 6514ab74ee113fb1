import { z } from "zod";

/** Every refusal Saydo tells a caller: its stable code and its title. `server/problems.ts` alone knows HTTP statuses. */
export const problemTitles = {
  "study-file-invalid": "The study file has a mistake",
  "plan-invalid": "The analysis plan has a mistake",
  "file-not-found": "The file is not there",
  "file-unreadable": "The file cannot be read",
  "table-invalid": "The table has a mistake",
  "request-invalid": "The request is not as described",
  "body-too-large": "The request is too large",
  "body-not-json": "The body is not valid JSON",
  "unsupported-media-type": "The body has the wrong media type",
  "method-not-allowed": "The address does not take this method",
  "route-not-found": "There is nothing at this address",
  "study-not-found": "There is no such study",
  "study-closed": "This study is not accepting participants now",
  "study-paused": "This study is paused",
  "quota-full": "Enough people have taken part",
  "link-spent": "This link has been used",
  "already-taken-part": "This person has already taken part",
  "panel-id-missing": "The participant's id is missing",
  "wave-unknown": "This link belongs to nobody",
  "wave-early": "This part of the study is not open yet",
  "wave-late": "This part of the study is over",
  "recontact-ended": "This person is not asked again",
  "session-not-found": "There is no such session",
  "token-invalid": "The session's token is missing or wrong",
  "consent-required": "Consent comes first",
  "consent-outdated": "The consent text shown is not the study's",
  "consent-declined": "The participant has not agreed to take part",
  withdrawn: "The participant has withdrawn",
  "session-finished": "The session is finished",
  "study-unfinished": "The study is not finished yet",
  "trials-missing": "Not every trial is stored yet",
  "trial-conflict": "Another trial is stored under this number or id",
  "choices-missing": "Not every choice is stored yet",
  "draw-closed": "The draw is over",
  "draw-unknown": "There is no such draw",
  "link-unknown": "There is no such link",
  "trial-invalid": "The trial does not fit its measure",
  "store-busy": "The store cannot take this now",
  "store-unavailable": "The store cannot be reached",
  "signed-out": "Sign in first",
  "not-allowed": "Your role does not allow this",
  "too-many-tries": "Too many tries",
  "measure-unknown": "There is no such measure",
  "profile-unknown": "There is no such scoring profile",
  "setting-invalid": "A setting has the wrong value",
  "not-analysable": "There is not enough data to compare",
  "store-in-use": "Another process uses this data folder",
  "store-newer": "The data folder was written by a newer version",
  "store-damaged": "The store is damaged",
  "backup-invalid": "The backup cannot be used",
  "rescue-invalid": "The rescue file cannot be used",
} as const;

export type ProblemCode = keyof typeof problemTitles;

/** One refusal: where it is, what was expected, what came, what to do. Serves the terminal, HTTP (RFC 9457) and forms. */
export const ProblemDetails = z.object({
  code: z.enum(Object.keys(problemTitles)),
  detail: z.string(),
  file: z.string().optional(),
  line: z.int().positive().optional(),
  column: z.int().positive().optional(),
  path: z.string().optional(),
  expected: z.string().optional(),
  found: z.string().optional(),
  todo: z.string().optional(),
});
export interface ProblemDetails extends Readonly<z.infer<typeof ProblemDetails>> {
  readonly code: ProblemCode;
}

/** A refusal on its way to the caller; never used for our own mistakes (those are RangeErrors). `all` holds every
 *  mistake found in the same input, the first of which is `details`. */
export class Problem extends Error {
  readonly details: ProblemDetails;
  readonly all: readonly ProblemDetails[];
  /** Extra members of the RFC 9457 body, such as `missing`. */
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(
    first: ProblemDetails,
    more: { readonly all?: readonly ProblemDetails[]; readonly extensions?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(first.detail);
    this.name = "Problem";
    this.details = first;
    this.all = more.all ?? [first];
    this.extensions = more.extensions ?? {};
  }
}
