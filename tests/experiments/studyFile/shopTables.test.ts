import { describe, expect, test } from "vitest";
import { Problem } from "../../../experiments/contract/problem.ts";
import { shopItems } from "../../../experiments/studyFile/shopTables.ts";

const header = "Category,Product,Image,Price,PackSize,PackUnit";

function read(text: string, files: readonly string[] = []) {
  const readFile = (name: string) => (files.includes(name) ? new Uint8Array(1) : null);
  return shopItems(Buffer.from(text), { file: "shop/products.csv", readFile });
}

function refused(text: string) {
  try {
    read(text);
  } catch (error) {
    if (error instanceof Problem) return error.all;
    throw error;
  }
  throw new RangeError("nothing was refused");
}

describe("a product table", () => {
  test("Gorilla's six columns of 200 products open unchanged", () => {
    const rows = Array.from(
      { length: 200 },
      (_, at) => `Drinks,Drink ${at % 150},,${(1 + at / 100).toFixed(2)},330,ml`,
    );
    const items = read([header, ...rows].join("\r\n"));
    expect(items).toHaveLength(200);
    expect(items[0]).toEqual({
      ...{ id: "drink-0", category: "Drinks", product: "Drink 0", price: 1, packSize: 330, packUnit: "ml" },
      ...{ tax: 0, discount: 0, label: "" },
    });
    // A name that stands twice is told apart.
    expect(items[150]?.id).toBe("drink-0-2");
    expect(new Set(items.map(({ id }) => id)).size).toBe(200);
  });

  test("semicolons, decimal commas and further columns are read", () => {
    const [first, second] = read(
      "Product;Price;Id;Swap;Discount;Label\nVelmora;2,49;velmora;Quenby;10;New\nQuenby;2,99;;;;\n",
    );
    expect(first).toMatchObject({ id: "velmora", price: 2.49, swap: "quenby", discount: 10, label: "New" });
    expect(second).toMatchObject({ id: "quenby", price: 2.99 });
  });

  test("pictures lie beside the table", () => {
    expect(read(`${header}\nDrinks,Velmora,v.png,2.49,250,g\n`, ["shop/v.png"])[0]?.image).toBe("shop/v.png");
  });

  test("a cell that cannot be read is named with its line, and what to write", () => {
    expect(refused(`${header}\nDrinks,A,,2.49,,\nDrinks,B,,"2,49x",,\n`)[0]).toMatchObject({
      file: "shop/products.csv",
      line: 3,
      found: "2,49x",
    });
    expect(refused(`${header}\nDrinks,A,v.png,2.49,,\n`)[0]?.detail).toBe("Row 2, Image: No image v.png.");
    expect(refused(`${header}\nDrinks,A,,2.499,,\n`)[0]?.detail).toContain("at most two decimals");
    expect(refused(`${header},Swap\nDrinks,A,,2.49,,,Zed\n`)[0]?.detail).toContain("no other product");
    expect(refused(`${header},Id\nDrinks,A,,2.49,,,x\nDrinks,B,,2.49,,,x\n`)[0]?.line).toBe(3);
    expect(refused("Category,Product\nDrinks,A\n")[0]?.detail.toLowerCase()).toContain("price");
  });

  test("a workbook is refused", () => {
    expect(refused("PK\u0003\u0004")[0]).toMatchObject({ todo: "Save as CSV." });
  });
});
