import { type DescribedTable, quoted } from "./described.ts";

/** read.py: every table of an export as a list of rows, with the standard library alone. An empty cell is None. */
export function pythonScript(tables: readonly DescribedTable[]): string {
  return `"""Reads the tables of this export. In its folder: import read; rows = read.table("trials")

Every row is a dict: numbers are int or float, flags 1 or 0, times datetime in UTC, an empty cell None.
With pandas: pandas.DataFrame(read.table("trials")). A cell of another type raises ValueError.
"""
import csv
import datetime
import glob
import os
import re

csv.field_size_limit(1 << 30)
FOLDER = os.path.dirname(os.path.abspath(__file__))
TYPES = {
${tables.map(({ name, columns }) => `    ${quoted(name)}: {${columns.map((one) => `${quoted(one.name)}: "${one.type}"`).join(", ")}},`).join("\n")}
}
LABELS = {
${tables.map(({ name, columns }) => `    ${quoted(name)}: {${columns.map((one) => `${quoted(one.name)}: ${quoted(one.label)}`).join(", ")}},`).join("\n")}
}


def table(name):
    types = TYPES[name]
    with open(_path(name), encoding="utf-8-sig", newline="") as file:
        return [{column: _value(cell, types[column]) for column, cell in row.items()} for row in csv.DictReader(file, strict=True)]


def _path(name):
    path = os.path.join(FOLDER, name + ".csv")
    if os.path.exists(path):
        return path
    short = re.sub("[^A-Za-z0-9]", "", name)
    found = glob.glob(os.path.join(glob.escape(FOLDER), "data", "*_description-" + short + "_data.csv"))
    if len(found) != 1:
        raise FileNotFoundError("The table " + name + " is not in this folder.")
    return found[0]


def _value(cell, kind):
    if cell == "":
        return None
    if kind == "number":
        return float(cell) if re.search("[.eE]", cell) else int(cell)
    if kind == "flag":
        return {"1": 1, "0": 0}[cell]
    if kind == "moment":
        return datetime.datetime.fromisoformat(cell.replace("Z", "+00:00"))
    return cell
`;
}
