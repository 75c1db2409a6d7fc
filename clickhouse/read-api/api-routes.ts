import { API_ENDPOINTS, type ApiParameter, parametersOf } from "./endpoints.ts";

/** How old an answer may be, seconds: a page that asks every few seconds costs one query, and a board's refresh is no faster. */
export const API_CACHE_SECONDS = 30;

/** An answer is private to its user, and one browser's two users do not share it. */
export const API_HEADERS: Readonly<Record<string, string>> = {
  "Cache-Control": `private, max-age=${API_CACHE_SECONDS}`,
  Vary: "Authorization, X-ClickHouse-User, X-ClickHouse-Key",
};

export interface ApiRoute {
  path: string;
  /** With its FORMAT. */
  sql: string;
  format: "JSON" | "CSVWithNames";
  parameters: readonly ApiParameter[];
}

/** By exact path: the server's handlers and the embedded front answer these and no other under `/api/`. */
export const API_ROUTES: readonly ApiRoute[] = API_ENDPOINTS.flatMap((endpoint) => {
  const parameters = parametersOf(endpoint);
  const path = `/api/v1/${endpoint.name}`;
  return [
    { path, format: "JSON", sql: `${endpoint.sql} FORMAT JSON`, parameters },
    { path: `${path}.csv`, format: "CSVWithNames", sql: `${endpoint.sql} FORMAT CSVWithNames`, parameters },
  ];
});
