import { createHash } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { Study } from "../../../experiments/contract/study.ts";
import { editDraft } from "../../../experiments/studyFile/editDraft.ts";
import { readStudyFile } from "../../../experiments/studyFile/readStudyFile.ts";
import { readPicture } from "../../../server/design/readPicture.ts";
import { studyDifference } from "../../../server/design/studyDifference.ts";
import { unzipStudy, zipStudy } from "../../../server/design/studyZip.ts";
import { coffeeStudy } from "../coffeeStudy.ts";

const svg = strToU8('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>');
const hash = createHash("sha256").update(svg).digest("hex");
const yaml = `# Mine.\nsaydo: 1\nid: mine\nproducts:\n  - id: a\n    image: asset:${hash} # the logo\n`;

const many = (count: number) => Array.from({ length: count }, (_, place) => place);
const aliasBomb = many(9)
  .map((place) => `a${place}: &a${place} [${Array(10).fill(place === 0 ? "x" : `*a${place - 1}`)}]`)
  .join("\n");

/** 64 MB of zeros packed to 65 kB, which both of the archive's notes say is one byte. */
function liar(): Uint8Array {
  const zip = Buffer.from(zipSync({ "study.yaml": [new Uint8Array(64 * 1024 * 1024), { level: 9 }] }));
  zip.writeUInt32LE(1, 22);
  zip.writeUInt32LE(1, zip.lastIndexOf("PK\x01\x02", undefined, "latin1") + 24);
  return zip;
}

describe("what a later version says differently", () => {
  const changed = async (change: (study: Study) => Study) => {
    const { study } = await coffeeStudy();
    return studyDifference(study, change(study));
  };

  test("is told in the words of the forms, and nothing where nothing differs", async () => {
    expect(await changed((study) => study)).toEqual([]);
    const consent = await changed((study) => ({ ...study, consent: { ...study.consent, minimumAge: 21 } }));
    expect(consent).toEqual([{ place: "Consent › Lowest age", before: "18", after: "21" }]);
    const quota = await changed((study) => ({ ...study, quota: { completes: 200 } }));
    expect(quota).toEqual([{ place: "Quota", before: "", after: '{"completes":200}' }]);
  });

  test("names the measure and its parameter, one that is new, and another order", async () => {
    const words = await changed((study) => ({
      ...study,
      flow: study.flow.map((part) => ({
        ...part,
        measures: part.measures.map((one) => (one.measure === "iat" ? { ...one, errorMs: 500 } : one)),
      })),
    }));
    expect(words).toEqual([
      { place: "Flow › implicit › Measures › Implicit Association Test › Cross shown", before: "300", after: "500" },
    ]);
    const less = await changed((study) => ({
      ...study,
      flow: study.flow.map((part) => ({ ...part, measures: part.measures.slice(0, 1) })),
    }));
    expect(less.map(({ before, after }) => [before, after])).toEqual([
      ["Purchase intent", ""],
      ["Purchase probability", ""],
    ]);
    const order = await changed((study) => ({ ...study, products: [...study.products].reverse() }));
    expect(order).toEqual([{ place: "Products › order", before: "velmora, quenby", after: "quenby, velmora" }]);
  });
});

describe("a study as one zip", () => {
  test("comes back as the same text and pictures, so that its hash is the same; the zip is the same bytes each time", () => {
    const asset = readPicture("logo.svg", svg);
    const zip = zipStudy(yaml, [asset]);
    expect(unzipStudy(zip)).toMatchObject({ id: "mine", yaml, assets: [{ sha256: hash, mime: "image/svg+xml" }] });
    expect(zipStudy(yaml, [asset])).toEqual(zip);
  });

  test("made by hand from a folder, its pictures are named by their hash and the rest of the text stays", () => {
    const byHand = yaml.replace(`asset:${hash}`, "pics/logo.svg");
    const files = { "my study/study.yaml": strToU8(byHand), "my study/pics/logo.svg": svg, "__MACOSX/x": svg };
    expect(unzipStudy(zipSync(files))).toMatchObject({ yaml, assets: [{ sha256: hash }] });
    expect(readStudyFile({ file: "x", text: editDraft(yaml, ["id"], "mine") })).toEqual(
      readStudyFile({ file: "x", text: yaml }),
    );
  });

  test.each([
    ["no zip at all", strToU8("PK no"), /is no zip/],
    ["one that is cut off", zipStudy(yaml, []).slice(0, 40), /is no zip/],
    ["one without a study", zipSync({ "a.txt": svg }), /no study.yaml/],
    ["one with two studies", zipSync({ "a/study.yaml": svg, "b/study.yaml": svg }), /several study files/],
    ["one with a picture that is none", zipSync({ "study.yaml": strToU8(yaml), "a.png": svg.slice(0, 3) }), /no PNG/],
    ["one that unpacks to more than anybody needs", zipSync({ "study.yaml": new Uint8Array(70e6) }), /64 MB/],
    ["one whose text is no YAML", zipSync({ "study.yaml": strToU8("a: [") }), /not valid YAML/],
    [
      "one whose text is no UTF-8",
      zipSync({ "study.yaml": new Uint8Array([0xff, 0xfe, 0x80]) }),
      /not a text in UTF-8/,
    ],
    ["one with a zero byte", zipSync({ "study.yaml": strToU8("id: a\0") }), /not a text in UTF-8/],
    ["one whose text is a book", zipSync({ "study.yaml": strToU8("# c\n".repeat(60_000)) }), /at most 200000 letters/],
    ["one whose aliases fill the memory", zipSync({ "study.yaml": strToU8(aliasBomb) }), /not valid YAML/],
    [
      "one with more pictures than a study shows",
      zipSync({ "study.yaml": strToU8(yaml), ...Object.fromEntries(many(61).map((place) => [`${place}.svg`, svg])) }),
      /at most 60 pictures/,
    ],
    ["one that says of a bomb that it is one byte", liar(), /is no zip/],
  ])("refuses %s in words", (_, bytes, words) => {
    expect(() => unzipStudy(bytes)).toThrow(words);
  });
});

describe("a vector picture", () => {
  test.each([
    ["after a declaration and comments", '<?xml version="1.0"?>\n<!-- one --><!-- two -->\n<svg xmlns="x"/>', "taken"],
    ["in a comment that never ends", "<!-- a comment <svg >", "refused"],
    ["after no number of comments", "<!---->".repeat(280), "refused"],
  ])("is told by its first element, %s, in no time", (_, text, outcome) => {
    const read = () => readPicture("a.svg", strToU8(text));
    if (outcome === "taken") expect(read()).toMatchObject({ mime: "image/svg+xml" });
    else expect(read).toThrow(/no PNG/);
  });
});
