/** Where links from outside (alerts, the CLI) find the board "Spend" and its panels. An id is never given to another panel. */
export const SPEND_IDS = {
  uid: "tollgate-spend",
  today: 1,
  month: 2,
  projection: 3,
  unpriced: 4,
  estimated: 5,
  newestCall: 6,
  budgets: 7,
  byAgent: 8,
  byDay: 9,
  byModel: 10,
  topCalls: 11,
} as const;
