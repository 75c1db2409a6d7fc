import { describe, expect, test } from "vitest";
import { momentArgument } from "../../cli/export/moment-argument.ts";
import { csvText } from "../../cli/report/csv-text.ts";
import { markdownTable, markdownText } from "../../cli/report/markdown-table.ts";
import { monthArgument } from "../../cli/report/month-argument.ts";
import { monthBefore, monthTitle } from "../../cli/report/report-month.ts";

describe("a CSV file for a spreadsheet", () => {
  test("quotes what would end a cell, and leaves numbers alone", () => {
    const rows = [{ name: 'a "b", c\nd', usd: "-0.000000000001", none: undefined }];
    expect(csvText(rows, ["name", "usd", "none"])).toBe('name,usd,none\r\n"a ""b"", c\nd",-0.000000000001,\r\n');
    expect(csvText([], ["name" as never])).toBe("name\r\n");
  });

  test.each(["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "\rx"])("takes the power from %j", (name) => {
    expect(csvText([{ name }], ["name"]).split("\r\n")[1]).toMatch(/^"?'/);
  });

  test("does not touch names that begin otherwise", () => {
    for (const name of ["a=b", "1-2", "ä", "'q", "2026-10-01"])
      expect(csvText([{ name }], ["name"])).toBe(`name\r\n${name}\r\n`);
  });
});

describe("a name in Markdown", () => {
  test("stays one cell and is no markup", () => {
    expect(markdownText("a | b\n<script>`x` [y](z) *w* \\")).toBe(
      "a \\| b \\<script\\>\\`x\\` \\[y\\](z) \\*w\\* \\\\",
    );
    expect(markdownText("")).toBe("(none)");
    expect(markdownText("gpt-5.2")).toBe("gpt-5.2");
  });

  test("stands in a table with a head", () => {
    const table = markdownTable([{ head: "model" }, { head: "cost", align: "right" }], [["gpt", "$1"]]);
    expect(table).toBe("| model | cost |\n|---|---:|\n| gpt | $1 |");
  });
});

describe("a moment", () => {
  test.each([
    ["2026-10-01", "2026-10-01T00:00:00.000Z"],
    ["2026-10-01T12:30", "2026-10-01T12:30:00.000Z"],
    ["2026-10-01 12:30:59.999", "2026-10-01T12:30:59.999Z"],
    ["2026-10-01T00:30:00+02:00", "2026-09-30T22:30:00.000Z"],
    ["2028-02-29", "2028-02-29T00:00:00.000Z"],
  ])("%s is %s, whatever the machine's timezone", (text, expected) => {
    expect(momentArgument(text).toISOString()).toBe(expected);
  });

  test.each(["", "October", "2026-10", "2026-04-31", "2027-02-29", "2026-10-01T25:00", "2026-10-01Z", "1790000000"])(
    "is not %j",
    (text) => {
      expect(() => momentArgument(text)).toThrow(`"${text}" is no day as 2026-10-01`);
    },
  );
});

describe("a month", () => {
  test("is a year and a number from 01 to 12", () => {
    expect(["2026-01", "2026-12"].map(monthArgument)).toEqual(["2026-01", "2026-12"]);
    for (const text of ["2026-00", "2026-13", "2026-1", "26-10", "1999-10", "2026-10-01"])
      expect(() => monthArgument(text)).toThrow(`"${text}" is not a month as 2026-10.`);
  });

  test("has one before it, also in January", () => {
    expect(["2026-01", "2026-02", "2026-10", "2026-12"].map(monthBefore)).toEqual([
      "2025-12",
      "2026-01",
      "2026-09",
      "2026-11",
    ]);
    expect(monthTitle("2026-10")).toBe("October 2026");
  });
});
