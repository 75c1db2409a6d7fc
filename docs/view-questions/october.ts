/** Parameters of a view with a period: October, as far as the ledger of docs/views.md goes. */
export const OCTOBER = "from = '2026-10-01 00:00:00', to = '2026-10-20 12:00:00'";
