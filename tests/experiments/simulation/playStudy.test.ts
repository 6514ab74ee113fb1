import { beforeAll, describe, expect, test } from "vitest";
import { TrialBody } from "../../../experiments/contract/trial.ts";
import { Truth } from "../../../experiments/contract/truth.ts";
import { measureNamed } from "../../../experiments/measures/registry.ts";
import { installBrowserGlobals } from "../../../experiments/simulation/browserGlobals.ts";
import { drawPeople } from "../../../experiments/simulation/drawPeople.ts";
import type { Body, playStudy } from "../../../experiments/simulation/playStudy.ts";
import { loadStudy } from "../../../experiments/studyFile/commands.ts";

let play: typeof playStudy;
beforeAll(async () => {
  installBrowserGlobals();
  play = (await import("../../../experiments/simulation/playStudy.ts")).playStudy;
});

async function playTea(partOrder: string): Promise<readonly Body[]> {
  const { study } = await loadStudy("fixtures/studies/tea.yaml");
  const [drawn] = drawPeople(Truth.parse({}), 1, 11);
  if (!drawn) throw new RangeError("one person was asked for");
  const assignment = { partOrder, "iat.pairingOrder": "compatibleFirst", "iat.focalSide": "left" };
  return play({ study, assignment, seed: 5, language: "en", person: drawn.person });
}

describe("playStudy", () => {
  test("plays every trial of the study, as its measure and the server accept it", async () => {
    const bodies = await playTea("statedFirst");
    expect(bodies).toHaveLength(202);
    for (const body of bodies) {
      const schema = measureNamed(TrialBody.parse(body).measure)?.trial;
      expect(schema?.safeParse(body).error).toBeUndefined();
    }
  });

  test("follows the assigned order of parts", async () => {
    const first = async (order: string) => (await playTea(order))[0]?.measure;
    expect(await first("statedFirst")).toBe("likelihoodToRecommend");
    expect(await first("implicitFirst")).toBe("iat");
  });

  test("gives the same person the same trials again", async () => {
    expect(await playTea("implicitFirst")).toEqual(await playTea("implicitFirst"));
  });
});
