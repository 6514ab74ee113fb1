import { z } from "zod";
import { Purpose } from "./study.ts";
import { Language } from "./text.ts";

/** The levels drawn for one session, by factor. Factors: `arm`, `partOrder`, and `<instance>.<factor>` of each measure. */
export const Assignment = z.record(z.string(), z.string());
export type Assignment = z.infer<typeof Assignment>;

export const StartSession = z.object({
  study: z.string().min(1).max(128),
  panelId: z.string().max(512).optional(),
  language: Language.optional(),
  link: z.string().min(1).max(256).optional(),
  /** What a person's link to a wave holds; it says who comes, so nothing else needs to. */
  wave: z.string().min(1).max(256).optional(),
  parameters: z.record(z.string().max(64), z.string().max(512)).optional(),
  /** 256 random bits or so of the caller's own: the same key again, because no reply came, is the same start, with the
   *  same session, token, link and place. */
  startKey: z
    .string()
    .regex(/^[\w-]{43,128}$/)
    .optional(),
});
export type StartSession = z.infer<typeof StartSession>;

export const ConsentGiven = z.object({
  consentHash: z.string(),
  language: Language,
  purposes: z.object({
    takePart: z.boolean(),
    linkPurchases: z.boolean().default(false),
    linkHistory: z.boolean().default(false),
    recontact: z.boolean().default(false),
    shareData: z.boolean().default(false),
  }),
});
export type ConsentGiven = z.infer<typeof ConsentGiven>;

export const SessionStarted = z.object({
  sessionId: z.uuid(),
  token: z.string(),
  study: z.object({ id: z.string(), hash: z.string(), definition: z.looseObject({}) }),
  consentHash: z.string(),
  assignment: Assignment,
  /** Seeds every shuffle in this session; a 32-bit unsigned integer. */
  seed: z.int().min(0),
  ackedThrough: z.int().min(-1),
  /** What the browser seals a rescue file to when the server stays away: a point of P-256, base64url. */
  rescueKey: z.string().optional(),
  /** What the server has decided of every paid instance, sealed: `Drawn.commitment` by instance. */
  commitments: z.record(z.string(), z.string()).optional(),
  /** Present when the session was there before: what consent was given then; only that there was one when the session was
   *  moved to this device. */
  consent: z.partialRecord(Purpose, z.boolean()).optional(),
});
export type SessionStarted = z.infer<typeof SessionStarted>;

export const SessionStatus = z.object({
  ackedThrough: z.int().min(-1),
  missing: z.array(z.int()),
  finished: z.boolean(),
  withdrawn: z.boolean(),
});
export type SessionStatus = z.infer<typeof SessionStatus>;

export const FinishSession = z.object({ trialCount: z.int().min(0).max(1_000_000) });
export const SessionFinished = z.object({
  /** `screenedOut`: the study does not look for people with these answers; there is no completion code. */
  outcome: z.enum(["complete", "screenedOut"]).default("complete"),
  completionCode: z.string().optional(),
  redirectUrl: z.string().nullable(),
  /** Opens the participant's own data at /my, after the session too. Absent where the session was moved to this device with
   *  the panel's id or the link alone. */
  ownDataCode: z.string().optional(),
});
export type SessionFinished = z.infer<typeof SessionFinished>;
export const WithdrawSession = z.object({ erase: z.boolean() });
