import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { ANSWERS, answerSpeeds, speedKey } from "../../../../analysis/data/scoring/answerSpeed.ts";
import { wideTable } from "../../../../analysis/data/scoring/wideTable.ts";
import { readTable } from "../../../../experiments/tables/readTable.ts";

const folder = join("fixtures", "oracles", "c27_answer_speed");
const read = (name: string): readonly Record<string, string>[] =>
  parse(readFileSync(join(folder, name), "utf8"), { columns: true });
const speedsIn = async (text: string) => {
  const chunks = [new TextEncoder().encode(text)];
  return answerSpeeds(await readTable({ name: "answers.csv", chunks }, ANSWERS));
};
const speeds = await speedsIn(readFileSync(join(folder, "answers.csv"), "utf8"));

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

  test("an instance answered only while the page was hidden, or declined, has no time", async () => {
    const header = "participant_id,product,instance,item,latency_ms,changes,value,visibility_lost";
    const hidden = await speedsIn(`${header}\np,,one,one,900,[],3,1\n`);
    expect(hidden.get(speedKey("one", "p", ""))).toEqual({ ms: null, firstMs: null, changes: 0, speed: null });
    const declined = await speedsIn(`${header}\np,,one,one,900,[],,0\n`);
    expect(declined.get(speedKey("one", "p", ""))?.ms).toBeNull();
  });

  test("of an item asked again the last answer counts, and a time that is none costs only itself", async () => {
    const header = "participant_id,product,instance,item,latency_ms,first_latency_ms,changes,value";
    const again = await speedsIn(
      `${header}\np,,one,a,900,800,"[1,2]",3\np,,one,a,700,600,"[1]",4\np,,one,b,?,50,[],4\n`,
    );
    expect(again.get(speedKey("one", "p", ""))).toEqual({ ms: 700, firstMs: 600, changes: 0, speed: null });
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
