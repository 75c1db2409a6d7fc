import type { IncomingMessage } from "node:http";
import { API_ROUTES, type ApiRoute } from "../read-api/api-routes.ts";
import { ClickHouseError } from "./clickhouse-error.ts";
import { NOT_SETTINGS } from "./read-parameters.ts";

/** A request to the read API: its statement and the values of its parameters in ClickHouse's escaped text form. */
export interface ApiRequest {
  route: ApiRoute;
  params: ReadonlyMap<string, string>;
}

/**
 * The read API's part of a request, undefined for the ordinary interface.
 *
 * As a server: parameters by their plain names or with `param_`, and a name that is neither a parameter nor HTTP's own is taken for a setting and
 * refused. Only the words of that refusal are ours, they say what is allowed.
 */
export function findApiRequest(request: IncomingMessage, url: URL): ApiRequest | undefined {
  if (!url.pathname.startsWith("/api/")) return undefined;
  const route = API_ROUTES.find(({ path }) => path === url.pathname);
  if (route === undefined || request.method !== "GET") {
    const paths = API_ROUTES.filter(({ path }) => !path.endsWith(".csv")).map(({ path }) => path);
    throw new ClickHouseError(
      404,
      "UNKNOWN_PATH",
      `There is no handle ${request.method} ${url.pathname}. Use GET on ${paths.join(", ")}, or add .csv`,
    );
  }
  const params = new Map<string, string>();
  for (const [key, value] of url.searchParams) {
    const name = key.replace(/^param_/, "");
    if (route.parameters.some((parameter) => parameter === name)) params.set(name, value);
    else if (key !== "" && !NOT_SETTINGS.has(key)) {
      const allowed = route.parameters.join(", ");
      throw new ClickHouseError(
        115,
        "UNKNOWN_SETTING",
        `Unknown parameter '${key}' of ${route.path} (allowed: ${allowed})`,
      );
    }
  }
  return { route, params };
}
