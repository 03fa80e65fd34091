/** Names a charge that the operator has taken already and told us of; its gateway finds the notice by it. */
export const paidByNotice = (noticeId: number): string => `notice:${noticeId}`;
