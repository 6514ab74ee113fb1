import { z } from "zod";
import { Drawn } from "../../experiments/contract/draw.ts";
import { type Route, route, sessionOf } from "../http/route.ts";
import type { Store } from "../store/store.ts";

/** What chance decides on paid choices: asked for once every choice is stored, the same for ever. */
export function drawRoutes(store: Store): readonly Route[] {
  return [
    route({
      method: "post",
      path: "/api/v1/sessions/:sessionId/draws/:instance",
      access: "participant",
      summary:
        "Decides on an instance's choices once all are stored, and reveals the secret it was committed to; the same for " +
        "ever. No choice counts after it.",
      // Nothing is asked for; but only JSON is taken, which no form of another site can send.
      body: z.object({}),
      replies: { 200: Drawn },
      refusals: ["draw-unknown", "choices-missing", "consent-required", "consent-declined", "withdrawn"],
      async handle(call) {
        const { sessionId, studyId } = sessionOf(call);
        return { status: 200, body: await store.draws.close({ sessionId, studyId }, call.params["instance"] ?? "") };
      },
    }),
  ];
}
