/** Whether `database.table` is one that the collector fills (schema/1xx). */
export function isLandingTable(table: string): boolean {
  return /^tollgate\.otel_\w+$/.test(table);
}
