import { createHash } from "node:crypto";
import type { ClickHouseClient } from "@clickhouse/client";

/** Passwords of the users that connect to a server; the administrator who migrates exists already. */
export interface UserPasswords {
  writer: string;
  reader: string;
  guard: string;
}

/**
 * Creates writer, reader and guard on a server, each with its role of schema/900_roles.sql, or gives them these passwords.
 * Only hashes leave this process, so that no statement in a server's log holds a password.
 */
export async function createUsers(client: ClickHouseClient, passwords: UserPasswords): Promise<void> {
  for (const statement of createUserStatements(passwords)) await client.command({ query: statement });
}

/** The statements of `createUsers`; each can be repeated. */
export function createUserStatements(passwords: UserPasswords): string[] {
  return Object.entries(passwords).flatMap(([user, password]) => {
    const hash = createHash("sha256").update(password).digest("hex");
    return [
      `CREATE USER IF NOT EXISTS ${user} IDENTIFIED WITH sha256_hash BY '${hash}'`,
      `ALTER USER ${user} IDENTIFIED WITH sha256_hash BY '${hash}'`,
      `GRANT tollgate_${user} TO ${user}`,
      `ALTER USER ${user} DEFAULT ROLE tollgate_${user}`,
    ];
  });
}
