import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { editDraft } from "../../../experiments/studyFile/editDraft.ts";
import { lineDifference } from "../../../experiments/studyFile/lineDifference.ts";
import { readStudyFile } from "../../../experiments/studyFile/readStudyFile.ts";
import { useTemplate } from "../../../experiments/studyFile/useTemplate.ts";

const demo = readFileSync("experiments/studies/coffee-brands/study.yaml", "utf8");
const commentsIn = (yaml: string) => yaml.split("\n").flatMap((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1] ?? []);
const keysIn = (yaml: string) => Object.keys(parse(yaml));

test("an edit changes one value; every comment, the order of the lines and everything else stay", () => {
  const paths = [
    ["title", "en"],
    ["consent", "text", "nl"],
    ["consent", "contact"],
    ["products", 1, "name"],
    ["researcher", "organisation"],
    ["flow", 0, "measures", 2, "product"],
    ["analysis", "claims", 0, "statement"],
  ] as const;
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.string({ unit: "grapheme", minLength: 1 }), (path, value) => {
      const edited = editDraft(demo, path, value);
      const expected = parse(demo);
      const last = path[path.length - 1] ?? "";
      const parent = path.slice(0, -1).reduce((inner, key) => inner[key], expected);
      parent[last] = value;
      expect(parse(edited)).toEqual(expected);
      expect(commentsIn(edited)).toEqual(commentsIn(demo));
      expect(keysIn(edited)).toEqual(keysIn(demo));
    }),
    { numRuns: 25 },
  );
});

test("a value can be added and taken out again, and a path through a single value is refused in words", () => {
  const added = editDraft(demo, ["quota", "completes"], 200);
  expect(parse(added).quota).toEqual({ completes: 200 });
  expect(parse(editDraft(added, ["quota"], undefined))).toEqual(parse(demo));
  expect(() => editDraft(demo, ["id", "deeper"], "x")).toThrow(/single value/);
  expect(() => editDraft("a: [1", ["a"], 2)).toThrow(/not valid YAML/);
});

const choice = {
  id: "oat-drinks",
  title: "Oat drinks",
  researcher: { name: "Ada", contact: "ada@lab.example" },
  languages: ["en", "nl"],
  // The new name of the one holds the old name of the other.
  products: new Map([
    ["velmora", { id: "quenby-oat", name: "Quenby Oat", image: `asset:${"a".repeat(64)}` }],
    ["quenby", { id: "leaf", name: 'Leaf & Co: "best"' }],
  ]),
};

test("a ready study becomes one's own: no old name or id is left anywhere, and it is a correct study", () => {
  const made = useTemplate(demo, choice);
  expect(made).not.toMatch(/velmora|coffee-brands/i);
  expect(made.replaceAll("Quenby Oat", "").replaceAll("quenby-oat", "")).not.toMatch(/quenby/i);
  const read = readStudyFile({ file: "study.yaml", text: made });
  if (!("study" in read)) throw new Error(JSON.stringify(read.problems));
  const { study } = read;
  expect(study.id).toBe("oat-drinks");
  expect(study.products).toEqual([
    { id: "quenby-oat", name: "Quenby Oat", image: `asset:${"a".repeat(64)}` },
    { id: "leaf", name: 'Leaf & Co: "best"' },
  ]);
  expect(study.outcome?.product).toBe("quenby-oat");
  expect(study.flow[1]?.measures[0]).toMatchObject({ measure: "iat", product: "quenby-oat", comparison: "leaf" });
  expect(JSON.stringify(study.consent.text)).toContain("Quenby Oat and Leaf & Co");
  expect(study.analysis.implicit[0]).toMatchObject({ frame: { relative: "leaf" } });
  expect(commentsIn(made).length).toBe(commentsIn(demo).length);
});

test("only the languages that were chosen are left, and none is missing a text", () => {
  const made = useTemplate(demo, { ...choice, languages: ["nl"] });
  const read = readStudyFile({ file: "study.yaml", text: made });
  expect(read).toMatchObject({ study: { languages: ["nl"], title: { nl: "Oat drinks" } } });
  expect(made).not.toMatch(/^\s*en:/m);
});

test("a difference of texts holds both texts, in order", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c", "")).map((some) => some.join("\n"));
  fc.assert(
    fc.property(lines, lines, (left, right) => {
      const found = lineDifference(left, right);
      const only = (side: "left" | "right") =>
        found
          .filter((line) => line.side === "both" || line.side === side)
          .map(({ text }) => text)
          .join("\n");
      expect([only("left"), only("right")]).toEqual([left, right]);
    }),
  );
  expect(lineDifference("a\nb\nc", "a\nx\nc").map(({ side }) => side)).toEqual(["both", "left", "right", "both"]);
});

test("one mistake does not hide the others: schema, references and files are told together, each with its place", () => {
  const wrong = demo
    .replace("minimumAge: 18", "minimumAge: eighteen")
    .replace("toDays: 28", "toDays: soon")
    .replace("comparison: quenby", "comparison: quenbi")
    .replace("image: stimuli/velmora-logo.svg", "image: stimuli/gone.svg")
    .replace("outcome:\n  product: velmora\n", "outcome:\n  product: velmorra\n")
    .replace("sponsor: none", "sponser: none");
  const read = readStudyFile({
    file: "study.yaml",
    text: wrong,
    readFile: (name) => (name.includes("gone") ? null : Buffer.from(name)),
  });
  if (!("problems" in read)) throw new Error("the study is wrong");
  const told = read.problems.map(({ path }) => path);
  for (const path of [
    "consent.minimumAge",
    "outcome.toDays",
    "researcher.sponser",
    "outcome.product",
    "flow[1].measures[0].comparison",
    "products[0].image",
  ]) {
    expect(told).toContain(path);
  }
  expect(told).toHaveLength(new Set(told).size);
  const lines = wrong.split("\n");
  for (const { path, line } of read.problems) {
    const last =
      path
        ?.split(/[.[\]]/)
        .filter(Boolean)
        .at(-1) ?? "";
    expect(lines[(line ?? 0) - 1], path).toContain(last);
  }
});

test("a value that does not fit is always told at its place, wherever it stands", () => {
  const scalars = [...demo.matchAll(/^( *)([a-zA-Z]+): ([^|\n[{"]+)$/gm)];
  fc.assert(
    fc.property(
      fc.constantFrom(...scalars),
      fc.constantFrom("[1, 2]", "{ a: 1 }", "-7.5"),
      ([whole, indent, key], value) => {
        const text = demo.replace(whole, `${indent}${key}: ${value}`);
        const read = readStudyFile({ file: "study.yaml", text });
        if (!("problems" in read)) return;
        const own = read.problems.filter(({ path }) => path?.includes(key ?? ""));
        expect(own.length, JSON.stringify(read.problems)).toBeGreaterThan(0);
      },
    ),
    { numRuns: 30 },
  );
});
