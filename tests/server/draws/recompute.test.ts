import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join as pathTo } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { type RunningServer, runExport, startServer } from "../../../server/main.ts";
import { join } from "../client.ts";
import { type Places, placesOf } from "../stores.ts";
import { choiceTrials, paidStudy } from "./world.ts";

/** How many people draw at least; the whole proof is 1,000 (SAYDO_DRAWS=1000). */
const PEOPLE = Number(process.env["SAYDO_DRAWS"] ?? 12);
const hasR = spawnSync("Rscript", ["--version"]).status === 0 && spawnSync("openssl", ["version"]).status === 0;

describe.skipIf(!hasR)("R recomputes from an export alone, with openssl", () => {
  const study = "coffee-brands";
  let places: Places;
  let server: RunningServer;
  let folder = "";
  let people = 0;

  beforeAll(async () => {
    places = await placesOf("sqlite");
    const place = await places.fresh();
    const served = await paidStudy({ oneIn: 3 });
    server = await startServer({ ...place, port: 0, consolePort: 0, studies: [served] });
    const random = randomStream(29);
    const drawOne = async () => {
      const person = await join(server.participantOrigin, { study });
      const take = (offers: readonly { readonly product: string }[]) => offers[random.below(3)]?.product ?? null;
      await person.send(choiceTrials(served.study, person, { take: (set) => take(set.offers) }));
      return (await person.post("draws/realChoice", {})).body.bought;
    };
    // On until someone has bought: a changed price shows only in what somebody pays, and the secrets are random.
    for (let bought = false; people < PEOPLE || !bought; people += 4) {
      bought = (await Promise.all(Array.from({ length: 4 }, drawOne))).includes(true) || bought;
    }
    folder = pathTo(place.data, "export");
    await runExport({ ...place, study, format: "csv", out: folder });
  }, 600_000);

  afterAll(async () => {
    await server?.close();
    await places?.clear();
  });

  const recompute = (from: string) =>
    execFileSync("Rscript", ["fixtures/oracles/c29_draws/recompute.R", from], { encoding: "utf8" });
  const changed = (name: string, file: string, change: (text: string) => string): string => {
    const copy = pathTo(folder, "..", name);
    cpSync(folder, copy, { recursive: true });
    const before = readFileSync(pathTo(copy, file), "utf8");
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(pathTo(copy, file), after);
    return copy;
  };

  test("every commitment, winner, counted choice and payment, without a difference", () => {
    expect(recompute(folder)).toMatch(new RegExp(`^${people} draws, 0 differences, `));
  }, 600_000);

  test("and finds a changed secret, nonce and answer", () => {
    const [, first = ""] = readFileSync(pathTo(folder, "draws.csv"), "utf8").split("\n");
    const [, , , , , secret = "", nonce = ""] = first.split(",");
    const flipped = (hex: string) => `${hex.startsWith("0") ? "1" : "0"}${hex.slice(1)}`;
    const secretChanged = changed("secret", "draws.csv", (text) => text.replace(secret, flipped(secret)));
    expect(recompute(secretChanged)).toContain(" 1 differences");
    const nonceChanged = changed("nonce", "draws.csv", (text) => text.replace(nonce, flipped(nonce)));
    expect(recompute(nonceChanged)).toContain(" 1 differences");
    const [header = "", ...lines] = readFileSync(pathTo(folder, "trials.csv"), "utf8").split("\n");
    const column = header.split(",").indexOf("price");
    expect(column).toBeGreaterThan(0);
    const cheaper = changed("answer", "trials.csv", () =>
      [header, ...lines.map((line) => line.replace(/,(2\.49|2\.99|3\.49),/, ",1.00,"))].join("\n"),
    );
    expect(recompute(cheaper)).not.toContain(" 0 differences");
  }, 600_000);
});
