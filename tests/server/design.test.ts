import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPicture } from "../../server/design/readPicture.ts";
import { type RunningServer, startServer } from "../../server/main.ts";
import { type OpenedStore, openStore } from "../../server/store/openStore.ts";
import { arrive } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { Browser } from "./consoleBrowser.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>';
const sha256 = createHash("sha256").update(svg).digest("hex");

describe.each(storeKinds)("making a study in the console, on a %s store", (kind) => {
  let places: Places;
  let server: RunningServer;
  let opened: OpenedStore;

  beforeAll(async () => {
    places = await placesOf(kind);
    const place = await places.fresh();
    server = await startServer({ ...place, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
    opened = await openStore(place, "work");
  });

  afterAll(async () => {
    await opened?.close();
    await server?.close();
    await places?.clear();
  });

  const enter = async (name: string) => {
    const { accounts } = opened.store;
    const email = `${name}@lab.example`;
    const known = (await accounts.byEmail(email))?.account;
    const account = known ?? (await accounts.create({ email, name, password: "", isAdmin: false }));
    const browser = new Browser(server.consoleOrigin);
    browser.keepSession(await accounts.openSession(account?.id ?? ""));
    await browser.get("/studies");
    return { browser, account };
  };
  const draftOf = async (id: string) => {
    const draft = await opened.store.drafts.get(id);
    if (!draft) throw new Error(`there is no draft ${id}`);
    return draft;
  };
  const design = "/studies/oat-drinks/design";

  test("a refused form comes back with everything that was typed", async () => {
    const { browser } = await enter("ada");
    await browser.get("/gallery");
    expect(browser.text).toContain("Coffee at home");
    await browser.get("/gallery/coffee-brands");
    const typed = { title: "Oat drinks", "name-0": "Oatly Moon", "name-1": "Oatly Moon", "language-nl": "yes" };
    expect(await browser.post("/gallery/coffee-brands", typed)).toBe(422);
    expect(browser.text).toContain("Give the products different names.");
    expect(browser.text.match(/value="Oatly Moon"/g)).toHaveLength(2);
    expect(browser.text).toMatch(/name="language-nl"[^>]*checked/);
    expect(browser.text).not.toMatch(/name="language-en"[^>]*checked/);
    expect(await browser.upload("/gallery/coffee-brands", { ...typed, "name-1": "Leaf" }, {})).toBe(200);
    expect(browser.path).toBe(design);
    expect(await opened.store.studies.get("oat-drinks")).toBeUndefined();
  });

  test("no text, however odd, breaks a page or a form of the draft", async () => {
    const { browser, account } = await enter("odd");
    const bomb = Array.from({ length: 9 }, (_, at) => `a${at}: &a${at} [${Array(10).fill(at ? `*a${at - 1}` : "x")}]`);
    const texts = ["- a", "", "flow: 3\nproducts: {a: 1}", "a: &a [*a]", "a: *none", bomb.join("\n"), "[".repeat(3000)];
    for (const [at, yaml] of texts.entries()) {
      const id = `odd-${at}`;
      await opened.store.drafts.begin(id, { yaml, title: id, by: account?.id ?? "" });
      await opened.store.accounts.setRole(id, account?.id ?? "", "owner");
      for (const path of ["", "/check", "/measures", "/form/products", "/try", "/study.zip"]) {
        expect(await browser.get(`/studies/${id}/design${path}`), `${yaml.slice(0, 20)} ${path}`).toBeLessThan(500);
      }
      await browser.get(`/studies/${id}/design`);
      for (const path of ["flow", "products", "fields", "duplicate"]) {
        const typed = { revision: "1", do: "add", measure: "iat", place: "0", name: "x" };
        expect(await browser.post(`/studies/${id}/design/${path}`, typed), `${yaml.slice(0, 20)} ${path}`).toBeLessThan(
          500,
        );
      }
    }
  });

  test("nobody else sees a draft, and a second one of the same title gets an id of its own", async () => {
    const { browser } = await enter("ben");
    for (const path of ["", "/study.yaml", "/problems.json", `/pictures/${sha256}`]) {
      expect(await browser.get(`${design}${path}`), path).toBe(404);
    }
    expect(await browser.post(`${design}/launch`, { revision: "1", confirm: "oat-drinks" })).toBe(404);
    await browser.get("/studies");
    expect(browser.text).not.toContain("Oat drinks");
    const typed = { title: "Oat drinks", "name-0": "Own", "name-1": "Other", "language-en": "yes" };
    await browser.upload("/gallery/coffee-brands", typed, {});
    expect(browser.path).toBe("/studies/oat-drinks-2/design");
  });

  test("fields and text change one document; two who save at once both see both", async () => {
    const [{ browser: one }, { browser: two }] = [await enter("ada"), await enter("ada")];
    const first = await draftOf("oat-drinks");
    await one.get(design);
    await two.get(design);
    const [name, order] = [JSON.stringify(["consent", "minimumAge"]), JSON.stringify(["randomise", "partOrder"])];
    await one.post(`${design}/fields`, { revision: String(first.revision), [name]: "21", [order]: "false" });
    const saved = await draftOf("oat-drinks");
    expect(saved.yaml).toBe(
      first.yaml.replace("minimumAge: 18", "minimumAge: 21").replace("partOrder: true", "partOrder: false"),
    );
    const mine = first.yaml.replace("contact: ada@lab.example", "contact: lab@lab.example");
    expect(
      await two.post(`${design}/text`, { revision: String(first.revision), yaml: mine.replaceAll("\n", "\r\n") }),
    ).toBe(409);
    expect(two.text).toContain("minimumAge: 21");
    expect(two.text).toContain("contact: lab@lab.example");
    expect((await draftOf("oat-drinks")).revision).toBe(saved.revision);
    await two.post(`${design}/text`, { revision: String(saved.revision), yaml: mine });
    expect((await draftOf("oat-drinks")).yaml).toBe(mine);
    await two.get(`${design}/revisions/${saved.revision}`);
    await two.post(`${design}/restore`, { revision: String(saved.revision + 1), older: String(first.revision) });
    expect((await draftOf("oat-drinks")).yaml).toBe(first.yaml);
  });

  test("a measure is added, set, moved and taken out by forms; a refused form comes back on its own page", async () => {
    const { browser } = await enter("ada");
    const before = await draftOf("oat-drinks");
    const at = (part: number, place: number) => JSON.stringify(["flow", part, "measures", place, "points"]);
    const revision = (after: number) => ({ revision: String(before.revision + after) });
    await browser.get("/gallery/measures");
    expect(browser.text).toContain(`href="${design}/measures#satisfaction"`);
    await browser.get(`${design}/measures`);
    expect(browser.text).toContain("Implicit Association Test");
    await browser.post(`${design}/flow`, { ...revision(0), do: "add", measure: "satisfaction", product: "oatly-moon" });
    expect(browser.path).toBe(design);
    const form = `${design}/measures/0/3`;
    await browser.get(form);
    expect(browser.text).toContain("5, 7 or 10.");
    const back = "measures/0/3";
    await browser.post(`${design}/fields`, { ...revision(1), back, [at(0, 3)]: "7" });
    expect(browser.path).toBe(form);
    expect((await draftOf("oat-drinks")).yaml).toContain("points: 7");
    const plan = { ...revision(2), back: "form/plan", [JSON.stringify(["analysis", "models"])]: "a: [" };
    expect(await browser.post(`${design}/fields`, plan)).toBe(422);
    expect(browser.text).toContain("is not valid YAML");
    expect(browser.text).toContain("a: [");
    await browser.post(`${design}/flow`, { ...revision(2), do: "up", part: "0", place: "3" });
    await browser.post(`${design}/flow`, { ...revision(3), do: "remove", part: "0", place: "2" });
    await browser.post(`${design}/products`, { ...revision(4), do: "rename", place: "0", name: "Oat Star" });
    expect((await draftOf("oat-drinks")).yaml).toContain("Oat Star en Leaf");
    expect(await browser.post(`${design}/products`, { ...revision(5), do: "remove", place: "0" })).toBe(422);
    for (const path of ["/form/nothing", "/measures/9/9", "/measures/x/y"]) {
      expect(await browser.get(`${design}${path}`), path).toBe(404);
    }
    await browser.post(`${design}/restore`, { ...revision(5), older: String(before.revision) });
    expect((await draftOf("oat-drinks")).yaml).toBe(before.yaml);
  });

  test("mistakes are kept, told with their place, and stop the launch; broken YAML too", async () => {
    const { browser } = await enter("ada");
    const { revision, yaml } = await draftOf("oat-drinks");
    const wrong = yaml.replace("minimumAge: 18", "minimumAge: eighteen").replace("id: oat-drinks", "id: another");
    await browser.post(`${design}/text`, { revision: String(revision), yaml: wrong });
    expect(browser.text).toContain("consent.minimumAge, line");
    expect(browser.text).toMatch(/aria-invalid="true"[^>]*value="eighteen"/);
    await browser.get(`${design}/problems.json`);
    expect(JSON.parse(browser.text)).toMatchObject({ problems: [{ path: "consent.minimumAge", found: '"eighteen"' }] });
    expect(await browser.post(`${design}/launch`, { revision: String(revision + 1), confirm: "oat-drinks" })).toBe(422);
    await browser.post(`${design}/text`, { revision: String(revision + 1), yaml: "a: [1\n" });
    expect(browser.text).toContain("This is not valid YAML");
    expect(browser.text).toContain("its fields cannot be shown");
    await browser.post(`${design}/text`, { revision: String(revision + 2), yaml });
    expect(browser.text).toContain("Nothing is wrong with the study.");
  });

  test("a picture belongs to the study's hash and is served once the study is launched, as what it is", async () => {
    const { browser } = await enter("ada");
    const address = `${server.participantOrigin}/s/oat-drinks/assets/${sha256}`;
    const { revision, yaml } = await draftOf("oat-drinks");
    const path = JSON.stringify(["products", 0, "image"]);
    await browser.post(`${design}/fields`, { revision: String(revision), [path]: `asset:${sha256}` });
    expect(browser.text).toContain("This picture has not been uploaded here.");
    expect(await browser.upload(`${design}/picture`, {}, { "not.svg": "<html><svg></svg></html>" })).toBe(422);
    await browser.upload(`${design}/picture`, {}, { "logo.svg": svg });
    await browser.get(design);
    expect(browser.text).toContain("Nothing is wrong with the study.");
    expect((await fetch(address)).status).toBe(404);
    expect(await browser.post(`${design}/launch`, { revision: String(revision + 1), confirm: "oat" })).toBe(422);
    await browser.post(`${design}/launch`, { revision: String(revision + 1), confirm: "oat-drinks" });
    expect(browser.path).toBe("/studies/oat-drinks");
    const served = await fetch(address);
    expect([served.headers.get("content-type"), await served.text()]).toEqual(["image/svg+xml", svg]);
    expect(served.headers.get("content-security-policy")).toContain("sandbox");
    expect((await fetch(address.replace("oat-drinks", "coffee-brands"))).status).toBe(404);
    const person = await arrive(server.participantOrigin, { study: "oat-drinks" });
    expect(JSON.stringify(person.started)).toContain(`assets/${sha256}`);
    expect(JSON.stringify(person.started)).not.toContain("asset:");
    const zip = await fetch(`${server.consoleOrigin}${design}/study.zip`, { headers: { cookie: browser.cookie } });
    const bytes = new Uint8Array(await zip.arrayBuffer());
    expect(await browser.upload("/gallery/zip", {}, { "study.zip": "no zip" })).toBe(422);
    expect(browser.text).toContain("The file is no zip, or it is cut off.");
    expect(await browser.upload("/gallery/zip", {}, { "study.zip": bytes })).toBe(200);
    expect(browser.path).toBe("/studies/oat-drinks-3/design");
    const copied = await draftOf("oat-drinks-3");
    expect(copied.yaml).toBe((await draftOf("oat-drinks")).yaml.replace("id: oat-drinks", "id: oat-drinks-3"));
    expect(browser.text).toContain("Nothing is wrong with the study.");
    expect((await opened.store.drafts.assets("oat-drinks-3")).map((asset) => asset.sha256)).toEqual([sha256]);
    const study = await opened.store.studies.get("oat-drinks");
    expect(study?.study.products[0]?.image).toBe(`asset:${sha256}`);
    expect(yaml).not.toContain(sha256);
    const actions = (await opened.store.audit.list("oat-drinks", 10)).map(({ action }) => action);
    expect(actions).toEqual(["study published", "draft begun"]);
  });

  test("a draft is played in the participant's page by a ticket, and nothing of it is stored", async () => {
    const { browser, account } = await enter("ada");
    const before = await draftOf("oat-drinks-2");
    await opened.store.accounts.setRole("oat-drinks-2", account?.id ?? "", "owner");
    const at = "/studies/oat-drinks-2/design";
    await browser.get(`${at}/preview`);
    const [address = ""] = /http:[^"]*\/preview\/oat-drinks-2\.[^"?]*/.exec(browser.text) ?? [];
    const played = await (await fetch(`${address}study`)).json();
    expect(played).toMatchObject({
      id: "oat-drinks-2",
      state: "open",
      definition: { recruitment: { source: "open" } },
    });
    expect(played.factors.partOrder).toEqual(["statedFirst", "implicitFirst"]);
    // What participants may not know is not there, and every default is.
    expect([played.definition.analysis, played.definition.quota]).toEqual([undefined, undefined]);
    expect(JSON.stringify(played.definition.flow)).toContain('"instance"');
    const [picture = ""] = /assets\/[0-9a-f]{64}/.exec(JSON.stringify(played)) ?? [];
    expect(picture === "" ? 200 : (await fetch(`${address}${picture}`)).status).toBe(200);
    for (const wrong of [`${address}assets/${"0".repeat(64)}`, `${address}study.yaml`, address.replace("-2.", "-3.")]) {
      expect((await fetch(wrong)).status, wrong).toBe(404);
    }
    const wrong = before.yaml.replace("minimumAge: 18", "minimumAge: eighteen");
    await browser.post(`${at}/text`, { revision: String(before.revision), yaml: wrong });
    expect((await fetch(`${address}study`)).status).toBe(422);
    await browser.get(`${at}/preview`);
    expect(browser.text).toContain(`href="${at}/form/consent">Take me there`);
    expect(browser.text).not.toContain("<iframe");
    expect(await opened.store.studies.get("oat-drinks-2")).toBeUndefined();
    expect(await opened.store.people.counts("oat-drinks-2")).toEqual([]);
  });

  test("every change is undone, one by one, and nothing in between is lost; a copy is a study of its own", async () => {
    const { browser } = await enter("ada");
    const at = "/studies/oat-drinks-2/design";
    const wrong = await draftOf("oat-drinks-2");
    await browser.get(at);
    await browser.post(`${at}/text`, { revision: String(wrong.revision), yaml: wrong.yaml.replace("eighteen", "16") });
    const undo = async () => {
      await browser.post(`${at}/undo`, { revision: String((await draftOf("oat-drinks-2")).revision) });
      return (await draftOf("oat-drinks-2")).yaml;
    };
    expect(await undo()).toBe(wrong.yaml);
    expect(await undo()).toContain("minimumAge: 18");
    expect(browser.text).not.toContain(`${at}/undo`);
    expect(await browser.post(`${at}/undo`, { revision: "1" })).toBe(422);
    const { revision } = await draftOf("oat-drinks-2");
    expect(await browser.post(`${at}/undo`, { revision: String(revision) })).toBe(422);
    expect(browser.text).toContain("There is nothing to undo.");
    expect((await opened.store.drafts.revision("oat-drinks-2", revision - 2))?.yaml).toContain("minimumAge: 16");
    await browser.post("/studies/oat-drinks/design/duplicate", {});
    const copied = await draftOf(browser.path.split("/")[2] ?? "");
    expect(copied.yaml).toBe((await draftOf("oat-drinks")).yaml.replace(/^id: .*$/m, `id: ${copied.studyId}`));
    expect((await opened.store.drafts.assets(copied.studyId)).map((asset) => asset.sha256)).toEqual([sha256]);
    expect(browser.text).toContain("Nothing is wrong with the study.");
  });

  test("the sheet before a launch has every problem with its place, what is collected and the launch; a refusal comes back on it", async () => {
    const { browser } = await enter("ada");
    const at = "/studies/oat-drinks-2/design";
    await browser.get(`${at}/check`);
    for (const words of ["it opens on this computer only", "What is collected", "each answer with its time in ms"]) {
      expect(browser.text).toContain(words);
    }
    const { revision } = await draftOf("oat-drinks-2");
    expect(await browser.post(`${at}/launch`, { revision: String(revision), confirm: "oats" })).toBe(422);
    expect(browser.text).toContain("Type oat-drinks-2 to launch it.");
    expect(browser.text).toContain('value="oats"');
    expect(browser.text).toContain("What is collected");
  });

  test("a job is asked for, shown with how far it is, cancelled; its result, or the reason, is there for its study alone", async () => {
    const { browser, account } = await enter("ada");
    const at = "/studies/oat-drinks-2/design/try";
    const { revision } = await draftOf("oat-drinks-2");
    await browser.get(at);
    const ask = (fields: Record<string, string>) => browser.post(at, { revision: String(revision), ...fields });
    expect(await ask({ kind: "simulate", participants: "5000" })).toBe(422);
    expect(browser.text).toContain("5000");
    expect(await ask({ kind: "anything" })).toBe(422);
    expect(await browser.post(at, { kind: "power", revision: "1" })).toBe(422);
    const { jobs } = opened.store;
    const askedBy = account?.id ?? "";
    const job = await jobs.ask({ studyId: "oat-drinks-2", kind: "power", input: { revision }, askedBy });
    await browser.get(`${at}/${job.id}`);
    expect(browser.text).toContain("This job has made nothing so far.");
    await browser.get(at);
    expect(browser.text).toContain('http-equiv="refresh"');
    expect(await browser.post(`${at}/${job.id}`, {})).toBe(200);
    expect(browser.text).toContain("Cancelled");
    expect(await browser.get(`/studies/coffee-brands/design/try/${job.id}`)).toBe(404);
  });

  test("a study that is served from a file is edited as a new version, which nobody meets before it is launched", async () => {
    const { browser, account } = await enter("ada");
    await opened.store.accounts.setRole("coffee-brands", account?.id ?? "", "researcher");
    const before = await opened.store.studies.get("coffee-brands");
    await browser.get("/studies/coffee-brands/design");
    await browser.post("/studies/coffee-brands/design", {});
    expect(browser.text).toContain("This is what participants meet now.");
    const name = JSON.stringify(["consent", "contact"]);
    await browser.post("/studies/coffee-brands/design/fields", { revision: "1", [name]: "new@lab.example" });
    expect((await opened.store.studies.get("coffee-brands"))?.hash).toBe(before?.hash);
    await browser.post("/studies/coffee-brands/design/launch", { revision: "2", confirm: "coffee-brands" });
    const after = await opened.store.studies.get("coffee-brands");
    expect(after?.study.consent.contact).toBe("new@lab.example");
    expect(after?.hash).not.toBe(before?.hash);
    await browser.get("/studies/coffee-brands/design/versions");
    expect(browser.text).toMatch(/Consent › Contact<\/td><td>demo@saydo.example<\/td><td>new@lab.example/);
    expect(browser.text).toContain("participants meet it now");
    expect(browser.text).toContain("The first version.");
  });
});

test("a picture is known by its bytes: cut off, renamed or too large is refused in words", () => {
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==",
    "base64",
  );
  expect(readPicture("a.txt", png)).toMatchObject({ mime: "image/png", width: 3, height: 2 });
  expect(readPicture("a.svg", Buffer.from(`<?xml version="1.0"?>\n<!-- made -->\n${svg}`)).mime).toBe("image/svg+xml");
  expect(() => readPicture("a.png", png.subarray(0, 12))).toThrow("The file is cut off.");
  expect(() => readPicture("a.jpg", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4]))).toThrow("The file is cut off.");
  expect(() => readPicture("a.png", Buffer.from("%PDF-1.7"))).toThrow(/no PNG, JPEG/);
  expect(() => readPicture("a.png", Buffer.concat([png, Buffer.alloc(3e6)]))).toThrow(/2\.9 MB/);
});
