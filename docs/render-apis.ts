import { apiList } from "../cli/price/api-list.ts";

/** The names that `--api` takes. */
export function renderApis(): string {
  const rows = apiList().map(
    ({ name, endpoint, aliases, providers }) =>
      `| \`${name}\` | ${endpoint} | ${providers.join(", ")} | ${aliases.map((alias) => `\`${alias}\``).join(" ")} |`,
  );
  return `| name | the answers of | spoken by | also called |
|---|---|---|---|
${rows.join("\n")}
`;
}
