/** What the list is called beside a proof that is too large to hold it. */
export const LIST_FILE = 'entries.txt';
