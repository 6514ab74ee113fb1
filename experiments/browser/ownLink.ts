import type { Credentials } from "./participantApi.ts";
import { untilAnswered } from "./patiently.ts";
import { clockWait } from "./retry.ts";
import type { Stage } from "./stage.ts";
import { isText, shaped } from "./understand.ts";

const isLink = shaped<{ readonly code: string }>({ code: isText });

/** The person's own link of an instance, asked for as long as the server is away; null when it gives none. */
export async function ownLink({ api }: Stage, who: Credentials, instance: string): Promise<string | null> {
  const settled = await untilAnswered(() => api.link(who, instance, isLink), { wait: clockWait, random: Math.random });
  return settled.kind === "done" ? new URL(`/r/${settled.body.code}`, location.origin).href : null;
}
