import { expect, test } from "vitest";
import { ClickHouseError } from "../../clickhouse/embedded/clickhouse-error.ts";

test.each([
  [
    "Code: 60. DB::Exception: Unknown table 'a (b)'. (UNKNOWN_TABLE)",
    60,
    404,
    "Code: 60. DB::Exception: Unknown table 'a (b)'. (UNKNOWN_TABLE)",
  ],
  // The engine wraps some errors in themselves; clients read the outer code.
  [
    "Code: 164. DB::Exception: Code: 164. DB::Exception: Cannot modify. (READONLY) (version 26.7.2.1). (READONLY)",
    164,
    403,
    "Code: 164. DB::Exception: Code: 164. DB::Exception: Cannot modify. (READONLY) (version 26.7.2.1). (READONLY)",
  ],
  ["something else broke", 1002, 500, "Code: 1002. DB::Exception: something else broke (UNKNOWN_EXCEPTION)"],
])(
  "ClickHouseError.from(%j) keeps the engine's words and answers with code %i, status %i",
  (text, code, status, message) => {
    expect(ClickHouseError.from(new Error(text))).toMatchObject({ code, status, message });
  },
);
