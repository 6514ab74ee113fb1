import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { answerSpeeds, speedKey } from "../../../../analysis/data/scoring/answerSpeed.ts";
import { wideTable } from "../../../../analysis/data/scoring/wideTable.ts";

const folder = join("fixtures", "oracles", "c27_answer_speed");
const read = (name: string): readonly Record<string, string>[] =>
  parse(readFileSync(join(folder, name), "utf8"), { columns: true });
const speeds = answerSpeeds(read("answers.csv"));

// Oracle: R 4, lm(log(latency_ms) ~ participant_id + item), fixtures/oracles/c27_answer_speed/make.R.
describe("how fast people answer", () => {
  test.each(read("expected.csv").map((row) => [`${row["participant_id"]} ${row["instance"]}`, row] as const))(
    "%s is R's",
    (_name, { participant_id = "", instance = "", latency_ms, first_latency_ms, speed }) => {
      const found = speeds.get(speedKey(instance, participant_id, "velmora"));
      expect(found?.ms).toBeCloseTo(Number(latency_ms), 8);
      expect(found?.firstMs).toBeCloseTo(Number(first_latency_ms), 8);
      if (speed === "NA") expect(found?.speed).toBeNull();
      else expect(found?.speed).toBeCloseTo(Number(speed), 9);
    },
  );

  test("changes of mind are the choices after an item's first", () => {
    expect(speeds.get(speedKey("recommend", "p06", "velmora"))?.changes).toBe(2);
    expect(speeds.get(speedKey("values", "p06", "velmora"))?.changes).toBe(0);
  });

  test("an instance answered only while the page was hidden, or declined, has no time", () => {
    const row = { participant_id: "p", product: "", instance: "one", item: "one", latency_ms: "900", changes: "[]" };
    const found = answerSpeeds([{ ...row, value: "3", visibility_lost: "1" }]).get(speedKey("one", "p", ""));
    expect(found).toEqual({ ms: null, firstMs: null, changes: 0, speed: null });
    expect(answerSpeeds([{ ...row, value: "" }]).get(speedKey("one", "p", ""))?.ms).toBeNull();
  });

  test("stands in participants.csv beside the score, in every row where the instance is about no product", () => {
    const rows = wideTable({
      sessions: [{ participant_id: "p06" }],
      outcomes: [{ participant_id: "p06", product: "velmora", bought: "1" }],
      scored: [],
      instances: ["recommend"],
      speeds: { instances: ["recommend"], of: speeds },
    });
    expect(rows).toMatchObject([{ recommend_ms: "4321.5", recommend_first_ms: "1000", recommend_changes: "2" }]);
    expect(Number(rows[0]?.["recommend_speed"])).toBeCloseTo(
      Number(
        read("expected.csv").find((row) => row["participant_id"] === "p06" && row["instance"] === "recommend")?.[
          "speed"
        ],
      ),
      9,
    );
  });
});
