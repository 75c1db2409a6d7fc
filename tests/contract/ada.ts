/** A user to be erased. Whatever is stored of her is found by these. */
export const ADA = {
  user: "ada-7f31",
  session: "chat-ada-55",
  hash: "hmac-ada-prompt",
  text: "Ada asks for her parcel",
  traceId: "ada0".repeat(8),
};
