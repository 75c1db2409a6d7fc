/** `database.table` of a name as written, without quotes. */
export function plainName(written: string, database: string): string {
  const parts = written.split(/\s*\.\s*(?=[`"\w])/).map((part) => part.replace(/^[`"]|[`"]$/g, ""));
  return parts.length === 1 ? `${database}.${parts[0]}` : parts.join(".");
}
