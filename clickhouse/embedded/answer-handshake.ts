/** clickhouse-go asks exactly this on every new connection. */
const HANDSHAKE_SQL = "SELECT displayName(), version(), revision(), timezone()";

/**
 * The handshake's answer as a Native block of revision 54460; undefined for any other statement.
 *
 * It claims revision 0: from then on clickhouse-go decodes blocks without BlockInfo and without the custom-serialization
 * byte, which is how the embedded engine writes them. With the true revision every answer would fail to decode.
 */
export function answerHandshake(sql: string, version: string): Buffer | undefined {
  if (sql.trim() !== HANDSHAKE_SQL) return undefined;
  return Buffer.concat([
    Buffer.from([0x01, 0x00, 0x02, 0xff, 0xff, 0xff, 0xff, 0x00, 4, 1]),
    column("displayName()", "String", text("tollgate-embedded")),
    column("version()", "String", text(version)),
    column("revision()", "UInt32", Buffer.alloc(4)),
    column("timezone()", "String", text("UTC")),
  ]);
}

function column(name: string, type: string, value: Buffer): Buffer {
  return Buffer.concat([text(name), text(type), Buffer.from([0]), value]);
}

/** Length as one byte: every text here is shorter than 128 bytes. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([Buffer.byteLength(value)]), Buffer.from(value)]);
}
