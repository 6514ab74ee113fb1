import { isFew } from "../disclosure.ts";
import type { Finding } from "../finding.ts";
import { customerBlocks } from "./blocks.ts";
import { customerSections } from "./customerSections.ts";
import type { CustomerFinding } from "./sections.ts";

/** What customers brought, how unevenly, and what to expect of them, where the plan names their purchases. */
export const customers: Finding<"customers", CustomerFinding> = {
  name: "customers",
  blocks: customerBlocks,
  compute: { always: customerSections },
  // The top tenth of the customers is the smallest group that a number is about.
  protect: ({ customer_value: found }, { fewest }) => {
    if (!found || isFew(found.customers / 10, fewest)) return {};
    const { expected_value: worth } = found;
    if (worth == null || worth.net == null) return { customer_value: found };
    const below = worth.net.worth_less_than_cost;
    const isTold = below !== null && !isFew(below, fewest) && !isFew(found.customers - below, fewest);
    const net = { ...worth.net, worth_less_than_cost: isTold ? below : null };
    return { customer_value: { ...found, expected_value: { ...worth, net } } };
  },
};
