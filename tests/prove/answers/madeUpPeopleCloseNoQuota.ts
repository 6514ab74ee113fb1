import { call, join } from "../../server/client.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import { placesOf, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { served } from "../support/served.ts";

const PLACES = 20;

/** A device that opens a study, and agrees to it, under one made-up id after another, and honest people beside it. */
export const madeUpPeopleCloseNoQuota: Proof = {
  id: "H9",
  promise: "Made-up people of one device close no quota: honest ones are let in beside them.",
  async run({ scale }) {
    const madeUp = scale === "short" ? 25 : 250;
    const told = { madeUp: 0, honest: 0, letIn: 0, placesHeld: 0 };
    for (const kind of storeKinds) {
      const places = await placesOf(kind);
      const recruitment = { source: "prolific", repeat: "resume" } as const;
      const studies = [await coffeeStudy({ id: "few", flow: oneQuestion, recruitment, quota: { completes: PLACES } })];
      const place = await served({ place: await places.fresh(), studies });
      for (let number = 0; number < madeUp; number += 1) {
        told.madeUp += 1;
        const start = { study: "few", panelId: `made-up-${number}` };
        if (number % 2 === 0) await call(place.origin, "/api/v1/sessions", { body: start });
        else await join(place.origin, start);
      }
      for (let number = 0; number < PLACES / 2; number += 1) {
        told.honest += 1;
        const person = await join(place.origin, { study: "few", panelId: `honest-${number}` }).catch(() => null);
        if (person) told.letIn += 1;
      }
      const held = await place.look(({ context }) =>
        context.database.query.selectFrom("sessions").select("id").where("holds_place", "=", 1).execute(),
      );
      told.placesHeld = Math.max(told.placesHeld, held.length);
      await place.remove();
      await places.clear();
    }
    return { isMet: told.letIn === told.honest && told.placesHeld <= 3, figures: told };
  },
};
