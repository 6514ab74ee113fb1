import { expect, test } from "vitest";
import { refuseFull } from "../../server/console/refuseFull.ts";
import { openStore } from "../../server/store/openStore.ts";
import { placesOf, storeKinds } from "./stores.ts";

const MB = 1024 ** 2;

test.each(storeKinds)(
  "over %s, what an account keeps in drafts is counted in bytes: its texts, and the pictures beside them",
  async (kind) => {
    const places = await placesOf(kind);
    const opened = await openStore(await places.fresh(), "work");
    const { drafts } = opened.store;
    await drafts.begin("alpha", { yaml: "título", title: "A", by: "a1" });
    await drafts.save("alpha", 1, { yaml: "id: alpha", title: "A", by: "a1" });
    await drafts.begin("beta", { yaml: "id: beta", title: "B", by: "b1" });
    const picture = { name: "x.png", mime: "image/png", bytes: Buffer.alloc(2 * MB), width: 1, height: 1 };
    await drafts.addAsset("alpha", { ...picture, sha256: "0".repeat(64) });
    expect(await drafts.bytesOf("a1")).toBe(2 * MB + 7 + 9);
    expect(await drafts.bytesOf("b1")).toBe(8);
    expect(await drafts.bytesOf("c1")).toBe(0);
    await opened.close();
    await places.clear();
  },
);

test("from 1,024 MB on an account begins no further draft and adds no picture; below, it does", async () => {
  const of = (bytes: number) => refuseFull({ drafts: { bytesOf: async () => bytes } }, "a1");
  await expect(of(1024 * MB - 1)).resolves.toBeUndefined();
  await expect(of(1024 * MB)).rejects.toMatchObject({
    details: { code: "request-invalid", found: "1024 MB", todo: expect.stringContaining("Go on with a draft") },
  });
});
