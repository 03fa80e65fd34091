/** Names a charge that a person's own text has paid. A gateway of the type `mo` finds the text by it. */
export const paidByText = (textId: number, serviceId: number): string => `text:${textId}:${serviceId}`;
