import { blocksOf, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../reportData.ts";
import { customerSpreadTable, customerValueTable } from "./customerTables.ts";
import type { CustomerFinding } from "./sections.ts";

/** What customers are worth. */
export const customerBlocks: PartBlocks<ReportData<CustomerFinding>> = {
  title: "What customers are worth",
  glossary: [["Expected value", "what a model of past purchases expects customers to spend over the weeks ahead."]],
  blocks: (data) => blocksOf(tableBlock(customerSpreadTable(data)), tableBlock(customerValueTable(data), "small")),
};
