import type { MathNode } from "mathjs";
import { parse } from "mathjs/number";
import { type Cell, cellsOf, type DataTable, withColumn } from "./dataTable.ts";

/** What an expression may call, beside + - * / ^ and brackets. */
const FUNCTIONS = ["abs", "sqrt", "exp", "log", "min", "max", "round"] as const;
const OPERATORS = ["+", "-", "*", "/", "^", "==", "!=", "<", "<=", ">", ">=", "and", "or", "not"];

/** A derived column that cannot be computed, and why. */
export type DeriveMistake = {
  readonly name: string;
  readonly detail: string;
  readonly expected: string;
  readonly found: string;
};

/** Adds the columns of `derive` in the order written; a later one may use an earlier one. Only arithmetic and
 *  comparisons over columns are allowed: nothing is assigned, no property is read, nothing outside the row is reached. A row with a missing cell
 *  (or a result that is not a finite number) gets a missing cell. */
export function deriveColumns(
  table: DataTable,
  derive: Readonly<Record<string, string>>,
): { readonly table: DataTable; readonly mistakes: readonly DeriveMistake[] } {
  return Object.entries(derive).reduce<{ table: DataTable; mistakes: readonly DeriveMistake[] }>(
    (so, [name, expression]) => {
      const column = deriveColumn(so.table, name, expression);
      return "mistake" in column
        ? { table: so.table, mistakes: [...so.mistakes, column.mistake] }
        : { table: withColumn(so.table, name, column.cells), mistakes: so.mistakes };
    },
    { table, mistakes: [] },
  );
}

type Derived = { readonly cells: readonly Cell[] } | { readonly mistake: DeriveMistake };

function deriveColumn(table: DataTable, name: string, expression: string): Derived {
  const refused = (detail: string, expected: string, found: string): Derived => ({
    mistake: { name, detail: `"${name}" cannot be computed: ${detail}`, expected, found },
  });
  if (table.columns.has(name)) return refused("a column of this name exists.", "a new name", name);
  const node = parsed(expression);
  if (typeof node === "string") return refused(node, "an arithmetic expression", expression);
  const allowed = `columns, numbers, + - * / ^, comparisons (== != < <= > >=), and, or, not, and ${FUNCTIONS.join(", ")}`;
  const foreign = foreignPart(node);
  if (foreign !== null) return refused(`"${foreign}" is not allowed here.`, allowed, expression);
  const used = symbolsOf(node);
  const unknown = used.find((symbol) => !table.columns.has(symbol));
  if (unknown !== undefined) {
    return refused(`there is no column "${unknown}".`, `one of ${[...table.columns.keys()].join(", ")}`, unknown);
  }
  const text = used.find((symbol) => cellsOf(table, symbol).some((cell) => typeof cell === "string"));
  if (text !== undefined) return refused(`the column "${text}" holds text.`, "columns of numbers", text);
  const compiled = node.compile();
  const columns = used.map((symbol) => [symbol, cellsOf(table, symbol)] as const);
  const cells = Array.from({ length: table.rows }, (_, row) => {
    const scope = new Map(columns.map(([symbol, cell]) => [symbol, cell[row] ?? null]));
    if ([...scope.values()].some((cell) => cell === null)) return null;
    const value: unknown = compiled.evaluate(scope);
    if (typeof value === "boolean") return value ? 1 : 0;
    return typeof value === "number" && Number.isFinite(value) ? value : null;
  });
  return { cells };
}

function parsed(expression: string): MathNode | string {
  try {
    return parse(expression);
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

// The text of the first part that is more than arithmetic; null when there is none.
function foreignPart(node: MathNode): string | null {
  let foreign: string | null = null;
  node.traverse((part, path, parent) => {
    if (foreign === null && !isArithmetic(part, path, parent)) foreign = part.toString();
  });
  return foreign;
}

function isArithmetic(part: MathNode, path: string, parent: MathNode | null): boolean {
  switch (part.type) {
    case "ConstantNode":
      return "value" in part && typeof part.value === "number";
    case "ParenthesisNode":
    // A chain of comparisons (18 <= age < 30), and one value or another (age < 30 ? 1 : 2).
    case "RelationalNode":
    case "ConditionalNode":
      return true;
    case "SymbolNode":
      return path !== "fn" || (parent !== null && isNamedCall(parent));
    case "OperatorNode":
      return "op" in part && OPERATORS.some((operator) => operator === part.op);
    case "FunctionNode":
      return isNamedCall(part);
    default:
      return false;
  }
}

function isNamedCall(node: MathNode): boolean {
  if (!("fn" in node) || typeof node.fn !== "object" || node.fn === null || !("name" in node.fn)) return false;
  const { name } = node.fn;
  return FUNCTIONS.some((allowed) => allowed === name);
}

function symbolsOf(node: MathNode): readonly string[] {
  const names = new Set<string>();
  node.traverse((part, path) => {
    if (part.type === "SymbolNode" && path !== "fn" && "name" in part) names.add(String(part.name));
  });
  return [...names];
}
