import { randomStream } from "../../experiments/random/randomStream.ts";
import { arrive, join } from "../server/client.ts";
import type { Proof } from "./proof.ts";
import { served } from "./served.ts";

/** Many starts, many of whom never finish. */
export const h6: Proof = {
  id: "H6",
  promise: "Cells of the design stay balanced by completes although many abandon.",
  async run({ seed, scale }) {
    const [starts, atOnce] = scale === "short" ? [400, 20] : [2000, 50];
    const { uniform } = randomStream(seed);
    const place = await served();
    for (let from = 0; from < starts; from += atOnce) {
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          const isAbandoned = uniform() < 0.4;
          if (isAbandoned) return await arrive(place.origin, { study: "coffee-brands" });
          const person = await join(place.origin, { study: "coffee-brands" });
          await person.post("finish", { trialCount: 0 });
          return person;
        }),
      );
    }
    const cells = await place.look(({ context }) => context.database.query.selectFrom("cells").selectAll().execute());
    await place.remove();
    const completes = cells.map((cell) => cell.completes);
    const started = cells.reduce((sum, cell) => sum + cell.starts, 0);
    const mean = completes.reduce((sum, count) => sum + count, 0) / completes.length;
    const worst = Math.max(...completes.map((count) => Math.abs(count - mean)));
    return {
      isMet: started === starts && worst <= 3,
      figures: { starts, cells: cells.length, completes: completes.join(" "), furthestFromMean: worst.toFixed(2) },
    };
  },
};
