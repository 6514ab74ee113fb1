import { describe, expect, test } from "vitest";
import { statisticsProofs } from "./statistics/proofs.ts";

const SEED = 20_260;

describe("short simulations of what the statistics promise", () => {
  test.each(statisticsProofs.map((proof) => [`${proof.id}: ${proof.promise}`, proof] as const))(
    "%s",
    async (_, proof) => {
      const { isMet, figures } = await proof.run({ seed: SEED, scale: "short" });
      expect({ isMet, figures }).toMatchObject({ isMet: true });
    },
  );
});
