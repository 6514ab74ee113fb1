import type { Drawn } from "../../../experiments/contract/draw.ts";

export type DrawStore = {
  /** What was sealed when the session started, by instance; empty where nothing is paid. */
  commitments(sessionId: string): Promise<Readonly<Record<string, string>>>;
  /** Decides what the choices of an instance come to, once and for ever, reveals the secret and takes no further choice.
   *  Throws choices-missing, draw-unknown, withdrawn. */
  close(session: { readonly sessionId: string; readonly studyId: string }, instance: string): Promise<Drawn>;
};

/** A draw as an export holds it. */
export type ClosedDraw = Omit<Drawn, "claimCode"> & { readonly sessionId: string; readonly closedAt: string };
