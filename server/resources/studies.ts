import { z } from "zod";
import { consentHashOf } from "../../experiments/studyFile/readStudyFile.ts";
import { type Route, route } from "../http/route.ts";
import { noSuchStudy } from "../refusals.ts";
import type { Store } from "../store/store.ts";
import { ShownStudy, shownStudy } from "./shownStudy.ts";

const PublicStudy = z.object({
  id: z.string(),
  hash: z.string(),
  state: z.enum(["open", "paused", "closed"]),
  consentHash: z.string(),
  definition: ShownStudy,
});

/** What the first page shows before a session is started, so that a link preview never spends a place. */
export function studyRoutes(store: Store): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/api/v1/studies/:studyId",
      access: "anyone",
      summary: "What a study's first page shows: everything but the plan.",
      replies: { 200: PublicStudy },
      refusals: ["study-not-found"],
      async handle({ params }) {
        const id = params["studyId"] ?? "";
        const stored = await store.studies.get(id);
        if (!stored) throw noSuchStudy(id.slice(0, 64));
        const { study, hash } = stored;
        // Who takes part in a pilot meets the study as everybody will.
        const state = stored.state === "pilot" ? "open" : stored.state;
        const definition = shownStudy(study);
        return { status: 200, body: { id, hash, state, consentHash: consentHashOf(study), definition } };
      },
    }),
  ];
}
