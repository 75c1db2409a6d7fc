import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { ClickHouseError } from "./clickhouse-error.ts";

/**
 * - admin: migrations and the CLI; may run any statement.
 * - writer: the collector; inserts into landing tables and describes them.
 * - reader: Grafana; selects from views.
 * - guard: an app's budget guard; selects from `budget_state`.
 */
export type UserName = "admin" | "writer" | "reader" | "guard";

export type Passwords = Readonly<Record<UserName, string>>;

const USER_NAMES: readonly UserName[] = ["admin", "writer", "reader", "guard"];

/** Who asks: basic auth, the X-ClickHouse headers, or `user` and `password` in the URL. Throws code 194 (none given) or 516 (wrong). */
export function authenticate(request: IncomingMessage, url: URL, passwords: Passwords): UserName {
  const given = credentials(request, url);
  if (given === undefined) {
    const message = `Authentication required: give one of the users ${USER_NAMES.join(", ")} and its password`;
    throw new ClickHouseError(194, "REQUIRED_PASSWORD", message);
  }
  const name = USER_NAMES.find((candidate) => candidate === given.user);
  if (name === undefined || !equal(given.password, passwords[name])) {
    const message = `${given.user}: Authentication failed: password is incorrect, or there is no user with such name.`;
    throw new ClickHouseError(516, "AUTHENTICATION_FAILED", message);
  }
  return name;
}

function credentials(request: IncomingMessage, url: URL): { user: string; password: string } | undefined {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (basic !== undefined) {
    const text = Buffer.from(basic, "base64").toString();
    const colon = text.indexOf(":");
    return colon < 0 ? { user: text, password: "" } : { user: text.slice(0, colon), password: text.slice(colon + 1) };
  }
  const user = header(request, "x-clickhouse-user") ?? url.searchParams.get("user");
  if (user === null || user === undefined) return undefined;
  return { user, password: header(request, "x-clickhouse-key") ?? url.searchParams.get("password") ?? "" };
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Constant time for equal lengths, so that a password cannot be guessed byte by byte. */
function equal(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return wanted !== "" && a.length === b.length && timingSafeEqual(a, b);
}
