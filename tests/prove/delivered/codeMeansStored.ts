import { randomStream } from "../../../experiments/random/randomStream.ts";
import { type Answer, join, trials } from "../../server/client.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import type { Proof } from "../proof.ts";
import { hostileProxy } from "../support/hostileProxy.ts";
import { served } from "../support/served.ts";

const study = "coffee-brands";
const TRIALS = 8;
const AT_ONCE = 20;

/** The last three requests of a session go through a network that breaks, and are sent once, or once more. */
export const codeMeansStored: Proof = {
  id: "B7",
  promise: "A completion code is given if and only if every trial of the session is stored.",
  async run({ seed, scale }) {
    const sessions = scale === "short" ? 60 : 1000;
    const { uniform } = randomStream(seed);
    const place = await served({ studies: [await coffeeStudy({ flow: oneQuestion })] });
    const proxy = await hostileProxy(place.origin, uniform);
    const codes = new Map<string, string>();
    const told = { codes: 0, missing: 0, broken: 0 };
    const takePart = async () => {
      const { sessionId, token, send } = await join(place.origin, { study });
      const all = trials(TRIALS);
      await send(all.slice(0, -2));
      const post = (what: string, body: unknown) =>
        sendThrough(`${proxy.origin}/api/v1/sessions/${sessionId}/${what}`, { token, body });
      await post("trials", { trials: all.slice(-2, -1) });
      await post("trials", { trials: all.slice(-1) });
      const end = await post("finish", { trialCount: TRIALS });
      if (end?.status === 200) codes.set(sessionId, String(end.body.completionCode));
      told[end === null ? "broken" : end.status === 200 ? "codes" : "missing"] += 1;
      if (end && end.status !== 200 && end.body.code !== "trials-missing") throw new Error(JSON.stringify(end.body));
    };
    for (let done = 0; done < sessions; done += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, takePart));
    const rows = await place.look(({ context }) => context.database.query.selectFrom("sessions").selectAll().execute());
    await proxy.close();
    await place.remove();
    const isWhole = (row: (typeof rows)[number]) => row.acked_through === TRIALS - 1;
    const codeWithout = rows.filter((row) => row.completion_code !== null && !isWhole(row)).length;
    const wrongCode = rows.filter((row) => codes.has(row.id) && codes.get(row.id) !== row.completion_code).length;
    const withCode = rows.filter((row) => row.completion_code !== null).length;
    const incomplete = rows.filter((row) => !isWhole(row)).length;
    return {
      isMet: codeWithout + wrongCode === 0 && told.missing > 0 && told.codes > 0 && incomplete > 0,
      figures: {
        sessions,
        ...told,
        storedCodes: withCode,
        incomplete,
        codesWithoutData: codeWithout,
        wrongCodes: wrongCode,
      },
    };
  },
};

type Sent = { readonly token: string; readonly body: unknown };

/** One try; null when no whole answer came. */
async function sendThrough(url: string, { token, body }: Sent): Promise<Pick<Answer, "status" | "body"> | null> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  try {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  } catch {
    return null;
  }
}
