/** The chosen time as arguments of a parameterised view. Epoch seconds: DateTime parameters take them, whatever the time zone of reader and server. */
export const TIME_RANGE = ["from", "to"].map((end) => `${end}='\${__${end}:date:seconds}'`).join(", ");
