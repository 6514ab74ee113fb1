import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, runExport, startServer } from "../../server/main.ts";
import type { StorePlace } from "../../server/store/openStore.ts";
import { join, trials } from "./client.ts";
import { coffeeStudy, oneQuestion } from "./coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const treatments = {
  ad: { plain: { text: { en: "Velmora. Coffee." } }, film: { text: { en: "Velmora. A film." } } },
  price: { low: { value: 2.49 }, high: { value: 2.99 } },
};

describe.each(storeKinds)("treatments over %s", (kind) => {
  let places: Places;
  let place: StorePlace;
  let server: RunningServer;

  beforeAll(async () => {
    places = await placesOf(kind);
    place = await places.fresh();
    const coffee = await coffeeStudy({
      treatments,
      flow: oneQuestion,
      randomise: { partOrder: false, itemOrder: false },
    });
    server = await startServer({ ...place, port: 0, consolePort: 0, studies: [coffee] });
  });

  afterAll(async () => {
    await server?.close();
    await places?.clear();
  });

  test("each combination has as many starts, whoever finishes, and the export says who had which", async () => {
    const drawn: string[] = [];
    for (let index = 0; index < 16; index += 1) {
      const person = await join(server.participantOrigin, { study: "coffee-brands", panelId: `p${index}` });
      const { assignment } = person.started;
      drawn.push(`${assignment["treatment.ad"]} ${assignment["treatment.price"]}`);
      // The film loses everybody: that must not draw more people into it.
      if (assignment["treatment.ad"] === "film") continue;
      await person.send(trials(1));
      await person.post("finish", { trialCount: 1 });
    }
    const counts = new Map<string, number>();
    for (const one of drawn) counts.set(one, (counts.get(one) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      "plain low": 4,
      "plain high": 4,
      "film low": 4,
      "film high": 4,
    });
    const out = path(mkdtempSync(path(tmpdir(), "saydo-treatments-")), "out");
    await runExport({ ...place, study: "coffee-brands", format: "csv", out });
    const sessions: Record<string, string>[] = parse(readFileSync(path(out, "sessions.csv"), "utf8"), {
      columns: true,
    });
    const exported = sessions.map((row) => `${row["treatment_ad"]} ${row["treatment_price"]}`);
    expect(exported.sort()).toEqual(drawn.sort());
    expect(JSON.parse(sessions[0]?.["assignment"] ?? "")).toHaveProperty(["treatment.ad"]);
  });
});
