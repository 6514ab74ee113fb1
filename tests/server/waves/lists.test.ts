import { expect, test } from "vitest";
import { rightPeopleAreAskedAgain } from "../../prove/unlucky/rightPeopleAreAskedAgain.ts";

test("no list holds a stranger, a person twice or an erased one, and none is forgotten, on either database", async () => {
  const { isMet, figures } = await rightPeopleAreAskedAgain.run({ seed: 7, scale: "short" });
  for (const fault of ["strangers", "doubles", "erased", "forgotten", "otherPerson", "otherTreatment"]) {
    for (const kind of ["sqlite", "postgres"]) expect(figures[`${kind} ${fault}`], `${kind} ${fault}`).toBe(0);
  }
  expect(isMet).toBe(true);
}, 120_000);
