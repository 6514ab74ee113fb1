import type { Drawn } from "../../contract/draw.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Credentials } from "../session/participantApi.ts";
import { untilAnswered } from "../session/patiently.ts";
import { clockWait } from "../session/retry.ts";
import type { Stage } from "../session/stage.ts";
import {
  isFlag,
  isListOf,
  isNumber,
  isOneOf,
  isRecord,
  isText,
  isWhole,
  nullOr,
  shaped,
} from "../session/understand.ts";

type Closing = { readonly record: Credentials; readonly outbox: Outbox; readonly instance: string };

/** Waits until every choice is stored, then asks what chance decides, for as long as the server is away. Null when it says
 *  that a choice is missing. */
export async function closeDraw({ api }: Stage, { record, outbox, instance }: Closing): Promise<Drawn | null> {
  await outbox.drained();
  const settled = await untilAnswered(() => api.ask(record, `draws/${instance}`, isDrawn), {
    wait: clockWait,
    random: Math.random,
  });
  return settled.kind === "done" ? settled.body : null;
}

const isDrawn = shaped<Drawn>({
  instance: isText,
  commitment: isText,
  secret: isText,
  nonce: isText,
  stakes: isOneOf("real", "hypothetical"),
  oneIn: isWhole(1),
  endowment: shaped<Drawn["endowment"]>({ amount: isNumber, currency: isText }),
  wins: isFlag,
  counted: nullOr(isWhole(0)),
  priceDrawn: nullOr(isNumber),
  prices: nullOr(isRecord),
  bought: isFlag,
  gets: isListOf(shaped<Drawn["gets"][number]>({ item: isText, quantity: isWhole(1) })),
  pays: isNumber,
  bonus: isNumber,
  claimCode: nullOr(isText),
});

const isLink = shaped<{ readonly code: string }>({ code: isText });

/** The person's own link of an instance, asked for as long as the server is away; null when it gives none. Here because it is as
 *  rarely needed as a draw. */
export async function ownLink({ api }: Stage, who: Credentials, instance: string): Promise<string | null> {
  const settled = await untilAnswered(() => api.ask(who, `links/${instance}`, isLink), {
    wait: clockWait,
    random: Math.random,
  });
  return settled.kind === "done" ? new URL(`/r/${settled.body.code}`, location.origin).href : null;
}
