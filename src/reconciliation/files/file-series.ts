import type { FileProfile } from './file-profile';

const RESTARTS: { readonly [R in FileProfile['sequenceRestarts']]: number } = {
  never: 0,
  year: 'yyyy'.length,
  month: 'yyyy-MM'.length,
  day: 'yyyy-MM-dd'.length,
};

/**
 * The series in which a file has its number. Files without numbers are told apart by their names: another file of the same name
 * is an amended version.
 * @param day yyyy-MM-dd
 */
export function seriesOf(
  profileName: string,
  { sequenceRestarts }: Pick<FileProfile, 'sequenceRestarts'>,
  file: { readonly name: string; readonly day: string; readonly sequence: number | null },
): string {
  if (file.sequence === null) return `${profileName} ${file.name}`;
  return `${profileName} ${file.day.slice(0, RESTARTS[sequenceRestarts])}`.trim();
}
