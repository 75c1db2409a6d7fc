import type { WorkedBill } from "./worked-bill.ts";

/** A section for each bill: what the answer says, the arithmetic in dollars, and the command. */
export function renderBills(bills: readonly WorkedBill[]): string {
  return bills.map(renderBill).join("\n");
}

function renderBill({ name, title, about, call, answer, lines, costUsd, priceId }: WorkedBill): string {
  const options = [
    `--provider ${call.provider} --api ${call.api}`,
    call.model && `--model ${call.model}`,
    call.tier && `--tier ${call.tier}`,
    `--at ${call.at}`,
  ];
  return `### ${title}

\`\`\`${typeof answer === "string" ? "text" : "json"}
${typeof answer === "string" ? answer.trimEnd() : shortJson(answer)}
\`\`\`
${about && `\n${about}\n`}
| unit | quantity | price | cost |
|---|---:|---:|---:|
${lines.map(renderLine).join("\n")}
| **total** | | | **$${costUsd}** |

\`\`\`sh
tollgate price ${options.filter(Boolean).join(" ")} < ${name}.${typeof answer === "string" ? "txt" : "json"}   # ${priceId}
\`\`\`
`;
}

function renderLine({ unit, quantity, usd, per, costUsd }: WorkedBill["lines"][number]): string {
  const price = per === 1_000_000 ? `$${usd} / 1M` : `$${usd} / ${per.toLocaleString("en-US")}`;
  return `| ${unit} | ${quantity.toLocaleString("en-US")} | ${price} | $${costUsd} |`;
}

/** A field a line; what is inside it on the same line. */
function shortJson(answer: unknown): string {
  if (typeof answer !== "object" || answer === null) return JSON.stringify(answer);
  if (Array.isArray(answer)) return `[${answer.map((item) => JSON.stringify(item)).join(",\n ")}]`;
  const fields = Object.entries(answer).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${fields.join(",\n")}\n}`;
}
