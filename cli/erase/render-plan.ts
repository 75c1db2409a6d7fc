import { formatUsd } from "../format-usd.ts";
import { plainTable } from "../plain-table.ts";
import type { ErasurePlan } from "./erasure.ts";

/** What an erasure would change, for a person to look at. */
export function renderPlan(plan: ErasurePlan): string {
  const tenants = plan.tenants.map(({ tenant, calls, costUsd, firstAt, lastAt }) => [
    tenant,
    String(calls),
    formatUsd(costUsd, 2),
    firstAt.slice(0, 10),
    lastAt.slice(0, 10),
  ]);
  const rows = Object.entries(plan.rows).map(([table, count]) => [table, String(count)]);
  return [
    tenants.length === 0
      ? "  no calls"
      : plainTable(
          [
            { head: "tenant" },
            { head: "calls", align: "right" },
            { head: "cost", align: "right" },
            { head: "first day" },
            { head: "last day" },
          ],
          tenants,
        ),
    ...(rows.length > 0 ? ["", plainTable([{ head: "table" }, { head: "rows", align: "right" }], rows)] : []),
    ...(plan.budgets.length > 0
      ? ["", `  Budgets that end: ${plan.budgets.map((name) => `"${name}"`).join(", ")}`]
      : []),
    ...(plan.elsewhere.length > 0 ? ["", `  The same text stands, and stays, as ${plan.elsewhere.join(", ")}`] : []),
  ].join("\n");
}
