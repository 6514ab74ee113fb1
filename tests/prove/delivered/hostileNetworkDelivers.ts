import { randomStream } from "../../../experiments/random/randomStream.ts";
import type { Proof } from "../proof.ts";
import { hostileProxy } from "../support/hostileProxy.ts";
import { auditLedger, newLedger } from "../support/ledger.ts";
import { sendTrials } from "../support/senders.ts";
import { served } from "../support/served.ts";

/** Participants behind a network that breaks in every way it can. */
export const hostileNetworkDelivers: Proof = {
  id: "B2",
  promise: "Over a hostile network every trial arrives once.",
  async run({ seed, scale }) {
    const [people, each] = scale === "short" ? [20, 30] : [300, 100];
    const place = await served();
    const { uniform } = randomStream(seed);
    const proxy = await hostileProxy(place.origin, uniform);
    const ledger = newLedger();
    const options = {
      origin: () => proxy.origin,
      study: "coffee-brands",
      ledger,
      random: uniform,
      isOver: () => false,
    };
    await Promise.all(Array.from({ length: people }, () => sendTrials({ ...options, most: each })));
    const { stored, lost, doubled } = await place.look((opened) => auditLedger(ledger, opened));
    const gaps = await place.look(async ({ context }) => {
      const rows = await context.database.query.selectFrom("sessions").selectAll().execute();
      return rows.filter((row) => row.acked_through !== row.highest_seq).length;
    });
    await proxy.close();
    await place.remove();
    return {
      isMet: lost === 0 && doubled === 0 && gaps === 0 && stored === ledger.acked.size && stored >= people * each,
      figures: { people, acked: ledger.acked.size, stored, lost, doubled, sessionsWithGaps: gaps, ...proxy.faults },
    };
  },
};
