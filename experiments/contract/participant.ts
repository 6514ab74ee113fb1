import { z } from "zod";

/** The person, as the data know them: our id only. Identifiers live apart, encrypted (server/store). */
export const Participant = z.object({
  participantId: z.uuid(),
  /** Keyed hash of the panel's id; null for people who came without one. */
  participantKeyHash: z.string().nullable(),
  isSimulated: z.boolean(),
});
export type Participant = z.infer<typeof Participant>;
