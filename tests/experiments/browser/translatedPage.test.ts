// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from "vitest";
import { isTranslated } from "../../../experiments/browser/arrival/translatedPage.ts";

const same = { given: "2 of 4", stands: "2 of 4" };

afterEach(() => {
  document.documentElement.className = "";
  document.body.innerHTML = "";
});

describe("a page that a browser translated is known", () => {
  test("by what Chrome does to the root and to the words", () => {
    document.documentElement.className = "translated-ltr";
    expect(isTranslated(document, same)).toBe(true);
    document.documentElement.className = "";
    document.body.innerHTML = "<h1><font><font>Wie wahrscheinlich</font></font></h1>";
    expect(isTranslated(document, same)).toBe(true);
  });

  test("by what Edge does to the elements", () => {
    document.body.innerHTML = '<h1 _msttexthash="42">Hoe waarschijnlijk</h1>';
    expect(isTranslated(document, same)).toBe(true);
  });

  test("by other words where ours stood", () => {
    expect(isTranslated(document, { given: "2 of 4", stands: "2 sur 4" })).toBe(true);
  });

  test("and no other page is taken for one", () => {
    document.documentElement.className = "untranslated";
    document.body.innerHTML = "<h1>How likely</h1><p>font</p>";
    expect(isTranslated(document, same)).toBe(false);
  });
});
