import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { manners, sessionOf } from "../../prove/support/respondents.ts";
import { served } from "../../prove/support/served.ts";
import { join } from "../client.ts";

/** The sorting task of a simulated person, as the browser sends it. */
function sorted(seed: number) {
  const task = sessionOf(manners.honest, seed).filter(({ body }) => body["measure"] === "iat");
  return task.map(({ body }, seq) => {
    const { firstLatencyMs, latencyMs, isCorrect, shownAtMs } = body;
    const side = isCorrect === true ? "left" : "right";
    return {
      seq,
      id: randomUUID(),
      body: {
        ...{ measure: "iat", instance: "iat", product: "velmora", trialIndex: seq, blockRole: "combinedTest" },
        ...{ blockKind: "test", pairing: "compatible", category: "focal", stimulus: "logo", correctSide: "left" },
        ...{ firstSide: side, isCorrect, firstLatencyMs, latencyMs, presses: [{ side, latencyMs: firstLatencyMs }] },
        ...{ shownAtMs, inputModality: "keyboard", refreshRateHz: 60, visibilityLost: false },
      },
    };
  });
}

test("sessions.csv names for each session its flags with their values, those shared with another session too", async () => {
  const place = await served();
  const ids = [];
  for (const seed of [1, 2, 1]) {
    const person = await join(place.origin, { study: "coffee-brands" });
    const { body } = await person.send(sorted(seed));
    expect(body.results.filter((one: { readonly status: string }) => one.status !== "created")).toEqual([]);
    ids.push(person.sessionId);
  }
  const folder = await place.exportTo("csv");
  const rows: readonly Readonly<Record<string, string>>[] = parse(readFileSync(path(folder, "sessions.csv")), {
    columns: true,
  });
  await place.remove();
  const flagsOf = (id: string | undefined): unknown =>
    JSON.parse(rows.find((row) => row["session_id"] === id)?.["flags"] || "null");
  const shared = { "same-timing": expect.closeTo(1, 5) };
  expect(ids.map(flagsOf)).toEqual([shared, null, shared]);
});
