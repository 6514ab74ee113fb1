import { randomStream } from "../../../experiments/random/randomStream.ts";
import { arrive, call, join, trial, wholeCoffee } from "../../server/client.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { placesOf, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { served } from "../support/served.ts";

const wayOut = "https://panel.example/done?cc={code}";

/** People who finish with any part of the study, with the same answers again and again, with rubbish, and with all of it. */
export const codesAreEarned: Proof = {
  id: "H8",
  promise:
    "A code and the way back are for the study's own flow stored to its end; who is screened out gets neither, whatever the browser says; nobody is simulated without the key.",
  async run({ seed, scale }) {
    const people = scale === "short" ? 40 : 1000;
    const random = randomStream(seed);
    const told = {
      people: 0,
      whole: 0,
      paidWhole: 0,
      paidForLess: 0,
      screenedOut: 0,
      paidScreenedOut: 0,
      simulated: 0,
    };
    for (const kind of storeKinds) {
      const places = await placesOf(kind);
      const base = await coffeeStudy();
      const recruitment = { source: "prolific", repeat: "resume", redirectUrl: wayOut } as const;
      const screener = { part: "screening" as const, measures: [{ measure: "screener", product: "velmora" }] };
      const studies = [
        await coffeeStudy({ id: "paid", recruitment }),
        await coffeeStudy({ id: "screened", recruitment, flow: [screener, ...base.study.flow] }),
      ];
      const { origin, remove } = await served({ place: await places.fresh(), studies });
      for (let number = 0; number < people; number += 1) {
        told.people += 1;
        const person = await join(origin, { study: "paid", panelId: `${seed}-${number}` });
        const kept = wholeCoffee().filter(() => random.uniform() < 0.7);
        const again = Array.from({ length: random.below(5) }, (_, extra) => trial(kept.length + extra));
        const sent = [...kept, ...again].map((one, seq) => ({ ...one, seq }));
        await person.send(sent);
        const { status, body } = await person.post("finish", { trialCount: sent.length });
        const names = new Set(sent.map(({ body: { measure } }) => measure));
        const isWhole = names.size === 4;
        const isPaid = status === 200 && body.completionCode !== undefined && body.redirectUrl !== null;
        if (isWhole) told.whole += 1;
        if (isWhole && isPaid) told.paidWhole += 1;
        if (!isWhole && (status !== 409 || JSON.stringify(body).includes("panel.example"))) told.paidForLess += 1;
      }
      for (const isEligible of [true, false]) {
        const person = await join(origin, { study: "screened", panelId: `${seed}-out-${isEligible}` });
        const no = {
          measure: "screener",
          instance: "screener",
          item: "screener.buysCategory",
          value: "no",
          isEligible,
        };
        await person.send([trial(0, no), ...wholeCoffee(1)]);
        const { status, body } = await person.post("finish", { trialCount: 5 });
        if (status === 200 && body.outcome === "screenedOut") told.screenedOut += 1;
        if (body.completionCode !== undefined || body.redirectUrl) told.paidScreenedOut += 1;
      }
      for (const key of ["", "x".repeat(43), "__proto__"]) {
        const headers = { "saydo-simulated": "1", "saydo-simulation-key": key };
        const { status } = await call(origin, "/api/v1/sessions", { body: { study: "paid" }, headers });
        if (status < 300) told.simulated += 1;
      }
      await arrive(origin, { study: "paid", panelId: "last" });
      await remove();
      await places.clear();
    }
    const isPaidRightly = told.paidWhole === told.whole && told.whole > 0 && told.paidForLess === 0;
    const isMet = isPaidRightly && told.screenedOut === 4 && told.paidScreenedOut === 0 && told.simulated === 0;
    return { isMet, figures: told };
  },
};
