import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readStudyFile } from "../../../experiments/studyFile/readStudyFile.ts";

const folder = join(process.cwd(), "fixtures", "problems");
const read = (path: string) => readFileSync(path, "utf8");

test("the study that every case spoils in one way is correct", () => {
  const text = read(join(process.cwd(), "fixtures", "studies", "tea.yaml"));
  expect(readStudyFile({ file: "tea.yaml", text })).toHaveProperty("study.id", "tea");
});

describe.each(readdirSync(folder))("%s", (name) => {
  const result = readStudyFile({ file: "input.yaml", text: read(join(folder, name, "input.yaml")) });

  test("is told with its place, what was expected, what came and what to do", () => {
    expect(result).toEqual({ problems: JSON.parse(read(join(folder, name, "expected.json"))) });
  });
});
