/**
 * A schema statement as a server runs it: its dictionaries log in as the user of 131_price_dictionary_user.sql. As written they do as `default`,
 * the embedded engine's one user, which a hardened server does not have.
 */
export function forServer(statement: string): string {
  return statement.replaceAll("SOURCE(CLICKHOUSE(USER 'default'", "SOURCE(CLICKHOUSE(USER 'tollgate_dictionary'");
}
