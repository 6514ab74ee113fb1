import type { ChainSettings } from "../../experiments/contract/chainSettings.ts";
import { Problem, type ProblemDetails } from "../../experiments/contract/problem.ts";
import type { Locate } from "../../experiments/studyFile/readDocument.ts";
import type { Customer, Employee } from "../statistics/chains/serviceProfitChain.ts";
import { type Cell, cellsOf, type DataTable } from "./dataTable.ts";

/** The people of a chain's table. Who lacks an answer the chain needs is left out and counted. */
export type ChainRows = {
  readonly employees: readonly Employee[];
  readonly customers: readonly Customer[];
  readonly flow: {
    readonly employees: number;
    readonly employees_without_answer: number;
    readonly customers: number;
    readonly customers_without_answer: number;
  };
};

/** The employees and customers of a table. Throws a Problem holding every mistake: a column that is not there, a row
 *  that is neither employee nor customer, text where a number belongs, a claim that is not 0/1. */
export function chainRows(
  table: DataTable,
  plan: ChainSettings,
  source: {
    readonly planFile: string;
    /** Where a part of the settings is in that file. */
    readonly locate: Locate;
    /** What comes before the settings' own names in messages: nothing, or the block they are in. */
    readonly block?: string;
    readonly names: readonly string[];
    readonly lineOf: (row: number) => number;
  },
): ChainRows {
  throwAll(missingColumns(table, plan, source));
  throwAll(wrongCells(table, plan, source));
  const cells = (name: string) => cellsOf(table, name);
  const [levels, units] = [cells(plan.level), cells(plan.unit)];
  const number = (name: string, row: number) => {
    const cell = cells(name)[row];
    return typeof cell === "number" ? cell : null;
  };
  const { satisfaction, cost } = plan;
  const rowsOf = (level: string) => levels.flatMap((cell, row) => (cell === level ? [row] : []));
  const employees = rowsOf("employee").flatMap((row): readonly Employee[] => {
    const engagement = number(plan.engagement, row);
    return engagement === null ? [] : [{ unit: units[row] ?? "", engagement }];
  });
  const customers = rowsOf("customer").flatMap((row): readonly Customer[] => {
    const [experience, worth] = [number(plan.experience, row), number(plan.value, row)];
    const spent = cost === undefined ? 0 : number(cost, row);
    const said = satisfaction === undefined ? 0 : number(satisfaction, row);
    const claimed = plan.claim === undefined ? null : number(plan.claim.column, row);
    if (experience === null || worth === null || spent === null || said === null) return [];
    const own = satisfaction === undefined ? {} : { satisfaction: said };
    return [{ unit: units[row] ?? "", experience, value: worth - spent, claimed, ...own }];
  });
  return {
    employees,
    customers,
    flow: {
      employees: employees.length,
      employees_without_answer: rowsOf("employee").length - employees.length,
      customers: customers.length,
      customers_without_answer: rowsOf("customer").length - customers.length,
    },
  };
}

type Source = Parameters<typeof chainRows>[2];

function missingColumns(
  table: DataTable,
  plan: ChainSettings,
  { planFile, locate, names, block = "" }: Source,
): readonly ProblemDetails[] {
  const asked = [
    ...(["level", "unit", "engagement", "experience", "value"] as const).map((key) => ({
      path: [key],
      name: plan[key],
    })),
    ...(["satisfaction", "cost"] as const).flatMap((key) => {
      const name = plan[key];
      return name === undefined ? [] : [{ path: [key], name }];
    }),
    ...(plan.claim === undefined ? [] : [{ path: ["claim", "column"], name: plan.claim.column }]),
  ];
  return asked
    .filter(({ name }) => !table.columns.has(name))
    .map(({ path, name }) => ({
      code: "plan-invalid",
      detail: `The table has no column "${name}".`,
      file: planFile,
      ...locate(path),
      path: `${block}${path.join(".")}`,
      expected: `one of ${names.join(", ")}`,
      found: name,
      todo: "Correct the name, or add the column to the table.",
    }));
}

function wrongCells(table: DataTable, plan: ChainSettings, { lineOf }: Source): readonly ProblemDetails[] {
  const check = (column: string, expected: string, isRight: (cell: Cell) => boolean) =>
    cellsOf(table, column).flatMap((cell, row): readonly ProblemDetails[] =>
      isRight(cell)
        ? []
        : [
            {
              code: "table-invalid",
              detail: `The column "${column}" holds ${cell === null ? "nothing" : `"${cell}"`}.`,
              file: plan.data,
              line: lineOf(row),
              path: column,
              expected,
              found: cell === null ? "nothing" : String(cell),
              todo: "Correct the cell, or take the row out.",
            },
          ],
    );
  const isNumber = (cell: Cell) => typeof cell !== "string";
  return [
    ...check(plan.level, "employee or customer", (cell) => cell === "employee" || cell === "customer"),
    ...check(plan.unit, "the name or number of a unit", (cell) => cell !== null),
    ...[plan.engagement, plan.experience, plan.satisfaction, plan.value, plan.cost].flatMap((name) =>
      name === undefined ? [] : check(name, "a number, or nothing", isNumber),
    ),
    ...(plan.claim === undefined
      ? []
      : check(plan.claim.column, "0, 1, or nothing", (cell) => cell === null || cell === 0 || cell === 1)),
  ];
}

function throwAll(problems: readonly ProblemDetails[]): void {
  const [first] = problems;
  if (first !== undefined) throw new Problem(first, { all: problems });
}
