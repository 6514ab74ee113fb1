import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { numbersOf, withColumn } from "../../../analysis/data/dataTable.ts";
import { differences, expectedOf, oraclePath } from "../oracles.ts";
import { readDataTable } from "../readDataTable.ts";
import { compareBy } from "./tables.ts";

const CASE = "c26_moderators";
const file = oraclePath("c02_n400_moderate", "data.csv");
const table = readDataTable(file, readFileSync(file, "utf8"));
const pressed = numbersOf(table, "id").map((id) => (id ?? 0) % 2);
const plan = { outcome: "bought", stated: ["juster"], implicit: ["dscore"], time_pressure: "pressed" };

const speed = numbersOf(table, "id").map((id) => ((id ?? 0) % 10 === 0 ? null : (((id ?? 0) * 7) % 11) / 5 - 1));

test("bends and the moderation by time pressure and by speed, of those whose speed is known, are R's", () => {
  const asked = withColumn(withColumn(table, "pressed", pressed), "juster_speed", speed);
  const { nonlinearity, time_pressure_interaction, speed_interaction } = compareBy(
    { ...plan, speed: ["juster"] },
    asked,
  );
  const actual = JSON.parse(JSON.stringify({ nonlinearity, time_pressure_interaction, speed_interaction }));
  const { _meta, ...expected } = expectedOf(CASE);
  expect(differences(CASE, actual, expected)).toEqual([]);
});

test("a measure of two levels has no bend, and without the key nothing is moderated", () => {
  const said = numbersOf(table, "juster").map((chance) => ((chance ?? 0) >= 5 ? 1 : 0));
  const comparison = compareBy(
    { outcome: "bought", stated: [{ column: "said", yes: ">0" }], implicit: ["dscore"] },
    withColumn(table, "said", said),
  );
  expect(Object.keys(Object(comparison.nonlinearity))).toEqual(["dscore"]);
  expect(comparison).not.toHaveProperty("time_pressure_interaction");
  expect(comparison).not.toHaveProperty("speed_interaction");
});

test("speed needs its column", () => {
  expect(() => compareBy({ outcome: "bought", stated: ["juster"], speed: ["juster"] }, table)).toThrow(/juster_speed/);
});

test("a moderator is 0 or 1", () => {
  expect(() => compareBy({ ...plan, time_pressure: "juster" }, table)).toThrow();
});
