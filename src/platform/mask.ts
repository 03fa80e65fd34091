/** "98912***4567": enough to recognise a number one already knows. Of a short one, half is shown at most. */
export function maskMsisdn(msisdn: string): string {
  const isWhole = msisdn.length > 10;
  const shown = Math.floor(msisdn.length / 2);
  const head = isWhole ? 5 : Math.floor(shown / 2);
  const tail = isWhole ? 4 : shown - head;
  return `${msisdn.slice(0, head)}***${tail === 0 ? '' : msisdn.slice(-tail)}`;
}
