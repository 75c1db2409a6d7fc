import { API_CACHE_SECONDS, API_HEADERS, API_ROUTES } from "./api-routes.ts";

/**
 * The server's configuration of the read API: a rule for each path.
 *
 * The server keeps answers by user, statement and parameters. `save`: the statement asks for now(), and an answer of half a minute ago
 * is what the cache is for. Whoever is read-only may change these settings only because 912_read_api_roles.sql says so.
 */
export function renderHttpHandlers(): string {
  const settings = `SETTINGS use_query_cache = 1, query_cache_ttl = ${API_CACHE_SECONDS}, query_cache_nondeterministic_function_handling = 'save'`;
  const headers = Object.entries(API_HEADERS).map(
    ([name, value]) => `          <${name}>${escapeXml(value)}</${name}>`,
  );
  const rules = API_ROUTES.map(({ path, sql }) =>
    [
      "    <rule>",
      `      <url>${path}</url>`,
      "      <methods>GET</methods>",
      "      <handler>",
      "        <type>predefined_query_handler</type>",
      `        <query>${escapeXml(`${sql} ${settings}`)}</query>`,
      "        <http_response_headers>",
      ...headers,
      "        </http_response_headers>",
      "      </handler>",
      "    </rule>",
    ].join("\n"),
  );
  return [
    "<!-- Written by clickhouse/read-api/generate.ts from endpoints.ts: change that one. docs/api.md says what each path answers. -->",
    "<clickhouse>",
    "  <http_handlers>",
    ...rules,
    "    <!-- Last, because the first rule that fits wins: everything else is answered as without this file. -->",
    "    <defaults/>",
    "  </http_handlers>",
    "</clickhouse>",
    "",
  ].join("\n");
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
