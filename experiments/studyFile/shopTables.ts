import { posix } from "node:path";
import { askNumber, askText } from "../contract/asked.ts";
import { Problem, type ProblemDetails } from "../contract/problem.ts";
import type { FlowMeasure, Study } from "../contract/study.ts";
import { ShopItem } from "../measures/behavioural/shop/items.ts";
import { shop } from "../measures/behavioural/shop/measure.ts";
import { numberColumn, type Table, textColumn } from "../tables/table.ts";
import { TextReader } from "../tables/textReader.ts";
import type { ReadNamedFile } from "./fileRules.ts";

type WithTables = { readonly study: Study; readonly problems: readonly ProblemDetails[] };

/** A study with the rows of every product table that its shops name, and what is wrong with those tables. */
export function withShopTables(study: Study, readFile: ReadNamedFile): WithTables {
  const problems: ProblemDetails[] = [];
  const read = (entry: FlowMeasure): FlowMeasure => {
    const { table } = entry;
    if (entry.measure !== shop.name || typeof table !== "string") return entry;
    const bytes = /\.csv$/i.test(table) ? readFile(table) : null;
    if (bytes === null) return entry;
    try {
      return { ...entry, items: shopItems(bytes, { file: table, readFile }) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push(...error.all.map(withoutFlags));
      return entry;
    }
  };
  const flow = study.flow.map((part) => ({ ...part, measures: part.measures.map(read) }));
  return { study: { ...study, flow }, problems };
}

/** What to do, where the reader of tables names a flag that a study file has not. */
function withoutFlags(problem: ProblemDetails): ProblemDetails {
  const { todo = "", found = "" } = problem;
  if (!todo.includes("--")) return problem;
  const written = /^\d+,\d+$/.test(found) ? `Write ${found.replace(",", ".")}.` : "Correct it in the table.";
  return { ...problem, todo: written };
}

const percent = askNumber({ range: [0, 100] });
/** Gorilla's six columns, and ours that may be left out. */
const columns = {
  category: askText(),
  product: askText({ required: true, empty: "refused" }),
  image: askText(),
  price: askNumber({ required: true, empty: "refused", range: [0.01, 100_000] }),
  pack_size: askNumber({ range: [0, 1_000_000] }),
  pack_unit: askText(),
  id: askText(),
  tax: percent,
  discount: percent,
  swap: askText(),
  label: askText(),
};

type Source = {
  readonly file: string;
  /** Of the study's folder, where the pictures are. */
  readonly readFile: ReadNamedFile;
};

/** The rows of a product table as the products of a shop. Throws a Problem with every mistake and its line. */
export function shopItems(bytes: Uint8Array, { file, readFile }: Source): readonly ShopItem[] {
  const table = readWhole(bytes, file);
  const rows = Array.from({ length: table.rows }, (_, row) => rawItem(table, row));
  const ids = distinctIds(rows);
  const folder = posix.dirname(file);
  const items = rows.map((row, at) => ({ ...row, id: ids[at] ?? "" }));
  const wrong = items.flatMap((item, at) => mistakesIn(item, { items, file, readFile, line: table.lineOf(at) }));
  const [first, ...rest] = wrong;
  if (first) throw new Problem(first, { all: [first, ...rest] });
  return items.map(({ image, swap, written: _written, ...item }) =>
    ShopItem.parse({
      ...item,
      ...(image === undefined ? {} : { image: posix.join(folder, image) }),
      ...(swap === undefined ? {} : { swap: swapOf(items, swap)?.id }),
    }),
  );
}

/** The whole table at once: a file of the study, which is small. */
function readWhole(bytes: Uint8Array, file: string): Table {
  if (bytes.length >= 4 && bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const told = { detail: "This is a workbook, not a CSV file.", expected: "CSV", found: "a workbook" };
    throw new Problem({ code: "table-invalid", file, ...told, todo: "Save as CSV." });
  }
  let whole: Table | undefined;
  const take = (table: Table) => {
    whole = table;
  };
  const reader = new TextReader({ file, bytes: bytes.length }, [{ ask: { columns }, take }]);
  reader.push(bytes);
  reader.finish();
  if (whole === undefined) throw new RangeError("a table is read whole or refused");
  return whole;
}

type RawItem = Omit<ShopItem, "id"> & { readonly written: string };

function rawItem(table: Table, row: number): RawItem {
  const text = (name: keyof typeof columns) => {
    const column = textColumn(table, name);
    return (column?.texts[column.values[row] ?? -1] ?? "").trim();
  };
  const number = (name: keyof typeof columns) => {
    const value = numberColumn(table, name)?.values[row] ?? Number.NaN;
    return Number.isNaN(value) ? undefined : value;
  };
  const [image, swap, packSize] = [text("image"), text("swap"), number("pack_size")];
  return {
    written: text("id"),
    category: text("category"),
    product: text("product"),
    ...(image === "" ? {} : { image }),
    price: number("price") ?? 0,
    ...(packSize === undefined || packSize === 0 ? {} : { packSize }),
    packUnit: text("pack_unit"),
    tax: number("tax") ?? 0,
    discount: number("discount") ?? 0,
    ...(swap === "" ? {} : { swap }),
    label: text("label"),
  };
}

/** The written id; where there is none, the name in small letters, with a number where it is not the only one. */
function distinctIds(rows: readonly RawItem[]): readonly string[] {
  const taken = new Set(rows.map(({ written }) => written).filter((id) => id !== ""));
  return rows.map(({ written, product }) => {
    if (written !== "") return written;
    const name = slugOf(product);
    let id = name;
    for (let count = 2; taken.has(id); count += 1) id = `${name}-${count}`;
    taken.add(id);
    return id;
  });
}

const LONGEST_SLUG = 56;

function slugOf(name: string): string {
  const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return (
    plain
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
      .replaceAll(/^-|-$/g, "")
      .slice(0, LONGEST_SLUG) || "product"
  );
}

type Placed = {
  readonly items: readonly (RawItem & { readonly id: string })[];
  readonly line: number;
} & Source;

function mistakesIn(item: Placed["items"][number], { items, file, line, readFile }: Placed): readonly ProblemDetails[] {
  const told = (column: string, found: string, [detail, expected, todo]: readonly [string, string, string]) => ({
    ...{ code: "table-invalid" as const, detail: `Row ${line}, ${column}: ${detail}`, file, line },
    ...{ expected, found, todo },
  });
  const twice = items.find(({ id }) => id === item.id) !== item;
  const tooFine = Math.abs(item.price * 100 - Math.round(item.price * 100)) > 1e-6;
  const picture = item.image === undefined ? undefined : posix.join(posix.dirname(file), item.image);
  const isThere = picture === undefined || picture.startsWith("..") || readFile(picture) !== null;
  return [
    ...(isThere
      ? []
      : [
          told("Image", item.image ?? "", [
            `No image ${item.image}.`,
            `a picture at ${picture}`,
            "Put the file there, or correct its name; large and small letters differ.",
          ]),
        ]),
    ...(twice
      ? [told("Id", item.id, ["two products have this id.", "each id once", "Give each product an id of its own."])]
      : []),
    ...(tooFine
      ? [told("Price", String(item.price), ["a price has at most two decimals.", "such as 2.49", "Round it to cents."])]
      : []),
    ...(item.discount > 99
      ? [told("Discount", String(item.discount), ["nothing is given away.", "0 to 99 percent", "Lower the discount."])]
      : []),
    ...(item.swap !== undefined && (swapOf(items, item.swap) ?? item) === item
      ? [
          told("Swap", item.swap, [
            "there is no other product of this id or name.",
            "an Id or a Product of this table",
            "Correct it.",
          ]),
        ]
      : []),
    ...tooLong(item).map((column) =>
      told(column, "a longer text", [
        "this text is too long for a shelf.",
        "at most 120 characters, a name 200, an id 64",
        "Shorten it.",
      ]),
    ),
  ];
}

function tooLong({ id, product, category, label, packUnit }: Placed["items"][number]): readonly string[] {
  const lengths: readonly (readonly [column: string, text: string, most: number])[] = [
    ["Id", id, 64],
    ["Product", product, 200],
    ["Category", category, 120],
    ["Label", label, 120],
    ["PackUnit", packUnit, 40],
  ];
  return lengths.flatMap(([column, text, most]) => (text.length > most ? [column] : []));
}

function swapOf<Item extends { readonly id: string; readonly product: string }>(
  items: readonly Item[],
  swap: string,
): Item | undefined {
  return items.find(({ id }) => id === swap) ?? items.find(({ product }) => product === swap);
}
