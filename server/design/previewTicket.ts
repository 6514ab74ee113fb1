import { createHmac, timingSafeEqual } from "node:crypto";

type Ticket = { readonly studyId: string; readonly key: string; readonly now: Date };

const DAY_MS = 24 * 60 * 60 * 1000;

/** What opens the preview of one draft, today and tomorrow, to whoever has it. */
export function previewTicket({ studyId, key, now }: Ticket): string {
  const day = dayOf(now);
  return [studyId, String(day), signed(studyId, day, key)].join(".");
}

/** The study whose draft a ticket opens; undefined for one that was not made here, or is over. */
export function studyOfTicket(ticket: string, { key, now }: Omit<Ticket, "studyId">): string | undefined {
  const [, studyId = "", written = "", given = ""] = /^([\w-]{1,64})\.(\d{1,8})\.([\w-]{43})$/.exec(ticket) ?? [];
  const day = Number(written);
  if (given === "" || day > dayOf(now) || day < dayOf(now) - 1) return undefined;
  return timingSafeEqual(Buffer.from(given), Buffer.from(signed(studyId, day, key))) ? studyId : undefined;
}

function dayOf(now: Date): number {
  return Math.floor(now.getTime() / DAY_MS);
}

function signed(studyId: string, day: number, key: string): string {
  return createHmac("sha256", key).update(`${studyId} ${day}`).digest("base64url");
}
