import { z } from "zod";

/** The code by which a participant reaches their own data after the session: 36 bytes as base64url. */
export const OwnDataCode = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[\w-]{48}$/, "the whole code has 48 letters, digits, - and _"),
});
export const WithdrawOwnData = OwnDataCode.extend({ erase: z.boolean() });
/** The person is erased from the moment of this answer. Their bytes are overwritten by then, or `follow` within a minute of
 *  the end of whatever reads the store as it was before, such as an export. */
export const Withdrawn = z.object({
  withdrawn: z.literal(true),
  erased: z.boolean(),
  bytes: z.enum(["overwritten", "follow"]).optional(),
});

/** Everything stored about one person: as an object, and as a table of its cells. */
export const OwnData = z.object({
  isWithdrawn: z.boolean(),
  data: z.record(z.string(), z.unknown()),
  csv: z.string(),
});
export type OwnData = z.infer<typeof OwnData>;
