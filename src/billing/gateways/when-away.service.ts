import { isDatabaseAway } from '../../platform/problem.filter';

/** The answers, or the same one to each question when the database is away. */
export async function orElse<T>(
  answers: Promise<readonly T[]>,
  asked: readonly unknown[],
  otherwise: T,
): Promise<readonly T[]> {
  try {
    return await answers;
  } catch (error) {
    if (isDatabaseAway(error)) return asked.map(() => otherwise);
    throw error;
  }
}
